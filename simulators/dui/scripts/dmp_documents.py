"""DMP-16, DMP-17 and DMP-19 to DMP-21: who sees a document, what replaces it, what removes it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.noms import StatutDocument, TypeAssociation
from simulators.dui.confidentialite import proteger
from simulators.dui.documents.production import nouvel_oid
from simulators.dui.documents.projet import Precedent
from simulators.dui.documents.soumission import Document
from simulators.dui.scripts.dmp_acces import RICHE
from simulators.dui.scripts.dmp_refus import INVISIBLE_PATIENT, MASQUE_PERSONNE, MASQUE_PS
from simulators.dui.scripts.dmp_versements import fiche
from simulators.dui.scripts.gestes import Script
from simulators.dui.seance import DIRECTE, Seance, en_seance

MINEURE = "lea-fontaine"
REPRESENTANTS = Code(
    "INVISIBLE_REPRESENTANTS_LEGAUX",
    MASQUE_PS.system,
    "Non visible par les représentants légaux du patient",
)


def _marque(personne: str, marque: Code) -> Mapping[str, Script]:
    """A sensitive document: marked, or not, or kept."""

    def verse(*marques: Code) -> Script:
        def travail(s: Seance) -> None:
            s.verser(s.produire(confidentialites=marques))

        return en_seance(travail, personne)

    def retenu(s: Seance) -> None:
        s.tester()

    return MappingProxyType(
        {"": verse(marque), "sans_marque": verse(), "rien_ne_part": en_seance(retenu, personne)}
    )


def _masque_ensuite(s: Seance) -> None:
    """The document leaves visible to all, and is masked only then."""
    fed = s.verser()
    s.autoriser()
    proteger(s, fed.unique_id, MASQUE_PS)


def _annonce(s: Seance) -> None:
    """The document is hidden from the person until the doctor has spoken."""
    fed = s.verser(s.produire(confidentialites=(INVISIBLE_PATIENT,)))
    s.autoriser()
    proteger(s, fed.unique_id)


def _precedent(s: Seance, document: Document) -> Precedent:
    return Precedent(s.reference(document.unique_id), document.unique_id, document.lignee, document.version)


def _remplace(s: Seance) -> None:
    s.remplacer(s.verser())


def _sans_remplacer(s: Seance) -> None:
    """The second version is one more document of the same lineage."""
    second = s.produire(precedent=_precedent(s, s.verser()))
    links = second.soumission.associations
    kept = tuple(one for one in links if one.type != TypeAssociation.REMPLACE)
    s.verser(replace(second, soumission=replace(second.soumission, associations=kept)))


def _meme_identifiant(s: Seance) -> None:
    first = s.verser()
    second = s.produire(precedent=_precedent(s, first))
    s.tenter(lambda: s.verser(fiche(second, unique_id=first.unique_id)))


def _autre_lignee(s: Seance) -> None:
    before = _precedent(s, s.verser())
    s.verser(s.produire(precedent=replace(before, lignee=nouvel_oid(s.dui.ids, "versions"))))


def _supprime(s: Seance) -> None:
    s.changer_etat(s.reference(s.verser().unique_id))


def _archive(s: Seance) -> None:
    """Archiving is not in the structure's right: the professional does it, by card."""
    entry = s.reference(s.verser().unique_id)
    s.changer_etat(entry, StatutDocument.ARCHIVE, DIRECTE)


DOCUMENTS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "DMP-16": {
            **_marque(MASQUE_PERSONNE, MASQUE_PS),
            "masque_apres_coup": en_seance(_masque_ensuite, MASQUE_PERSONNE),
        },
        "DMP-17": {**_marque(RICHE, INVISIBLE_PATIENT), "": en_seance(_annonce, RICHE)},
        "DMP-19": _marque(MINEURE, REPRESENTANTS),
        "DMP-20": {
            "": en_seance(_remplace, RICHE),
            "sans_remplacer": en_seance(_sans_remplacer, RICHE),
            "meme_identifiant": en_seance(_meme_identifiant, RICHE),
            "autre_lignee": en_seance(_autre_lignee, RICHE),
        },
        "DMP-21": {"": en_seance(_supprime, RICHE), "archive": en_seance(_archive, RICHE)},
    }
)
