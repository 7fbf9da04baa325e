"""DMP-06 to DMP-11: documents fed, or kept; how often, and whatever the DMP does meanwhile."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.dui.documents.redaction import Redaction, modele
from simulators.dui.documents.soumission import Document
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.dmp_acces import RICHE
from simulators.dui.scripts.dmp_refus import essais
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.redactions import liaison
from simulators.dui.seance import Seance, Travail, en_seance, seance

AUTRE, OPPOSE, DIVERGENT = "bernard-picard", "roger-tessier", "yvonne-carlier"
_GRILLE = modele("EVALUATION")
# Between two gestures of a nurse who does not wait for the DMP: several fall within its slowness.
_ENTRE_DEUX = 0.05

Redige = Callable[[Seance], Redaction]


def fiche(document: Document, **changes: Any) -> Document:
    """The same document under another entry."""
    own, *others = document.soumission.fiches
    fiches: tuple[FicheDocument, ...] = (replace(own, **changes), *others)
    return replace(document, soumission=replace(document.soumission, fiches=fiches))


def en_texte(cda: bytes) -> bytes:
    """The body announces a plain text, and is one."""
    head, _, rest = cda.partition(b'mediaType="application/pdf" representation="B64">')
    return head + b'mediaType="text/plain" representation="B64">cmllbg==' + rest[rest.index(b"</text>") :]


def verse(personne: str = RICHE, redige: Redige | None = None, **changes: Any) -> Script:
    """One document fed: the plan, or what was written; `changes` are what it announces otherwise."""

    def travail(s: Seance) -> None:
        s.verser(s.produire(redaction=redige(s) if redige else None, **changes))

    return en_seance(travail, personne)


def verse_fiche(**changes: Any) -> Script:
    """One document fed under an entry changed; what the DMP refuses is told."""
    return en_seance(lambda s: s.tenter(lambda: s.verser(fiche(s.produire(), **changes))), RICHE)


def _ignore(_: object) -> None:
    return None


def _sans_nature(s: Seance) -> None:
    patient = s.p.patient(s.personne)
    changed = fiche(s.produire(), patient_id=f"{patient.id}^^^&{patient.oid}&ISO")
    s.tenter(lambda: s.verser(changed))


def _pendant(s: Seance) -> None:
    """The document leaves in the background, and the nurse opens another record."""
    document = s.produire()
    with ThreadPoolExecutor(1) as fond, seance(s.dui, AUTRE) as autre:
        envoi = fond.submit(s.verser, document)
        while not envoi.done():
            autre.tester()
            wait([envoi], timeout=_ENTRE_DEUX)
        envoi.result()


def _bloque(s: Seance) -> None:
    """The document is queued, then verse waits for it."""
    s.verser()
    s.ouvrir(AUTRE)
    s.tester()


def _un_sur_deux(*, bloque: bool) -> Script:
    """Two documents are ready; the user blocks the first."""

    def travail(s: Seance) -> None:
        first = s.produire(redaction=liaison(s))
        if not bloque:
            s.verser(first)
        s.verser()

    return en_seance(travail, RICHE)


def _opposition(*, verse_avant: bool = False, verse_apres: bool = True) -> Script:
    def travail(s: Seance) -> None:
        if verse_avant:
            s.verser()
        if verse_apres:
            s.verser(s.produire(redaction=liaison(s)))

    return en_seance(travail, OPPOSE)


def _divergence(*, attend: bool = True, confirme: bool = True) -> Script:
    """Her record, that of another person meanwhile, hers again."""

    def travail(s: Seance) -> None:
        s.tester()
        if not attend:
            s.verser()
        s.ouvrir(RICHE)
        s.tester()
        s.ouvrir(DIVERGENT)
        s.tester()
        if confirme:
            s.verser()

    return atteste(en_seance(travail, DIVERGENT), "DMP-11.C1")


def deux_fois(travail: Travail) -> Travail:
    """The same work, twice."""

    def both(s: Seance) -> None:
        travail(s)
        travail(s)

    return both


def _en_fond(travail: Travail) -> Script:
    return atteste(en_seance(travail, RICHE), "DMP-07.C1")


VERSEMENTS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "DMP-06": {
            "": verse(),
            "autre_type": verse(type=_GRILLE.code, classe=_GRILLE.classe),
            "patient_sans_nature": en_seance(_sans_nature, RICHE),
            "corps_en_texte": en_seance(lambda s: _ignore(s.verser(s.produire(en_texte))), RICHE),
            "sans_identite_d_origine": verse_fiche(source_patient_id=""),
            "empreinte_fausse": verse_fiche(hash="0" * 40),
        },
        "DMP-07": {
            "": _en_fond(_pendant),
            "ecran_bloque": _en_fond(_bloque),
            "deux_envois": _en_fond(deux_fois(_pendant)),
        },
        "DMP-08": {"": _un_sur_deux(bloque=True), "envoie_tout": _un_sur_deux(bloque=False)},
        "DMP-09": {
            "": essais(4),
            "abandonne": essais(3),
            "nouveau_document": essais(4, nouveau=True),
            "insiste": essais(24),
        },
        "DMP-10": {
            "": _opposition(),
            "verse_malgre_l_opposition": _opposition(verse_avant=True),
            "ne_reprend_pas": _opposition(verse_apres=False),
        },
        "DMP-11": {
            "": _divergence(),
            "sans_confirmation": _divergence(attend=False),
            "bloque_pour_toujours": _divergence(confirme=False),
        },
    }
)
