"""MSS-03 to MSS-09 and MSS-34 to MSS-37: what a mail with a document must be, and to whom it goes."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from types import MappingProxyType
from typing import Any

from simulators.dui.bureau import CONTACT, Bureau, au_bureau
from simulators.dui.courriel import Courriel, Jointe, ecrire
from simulators.dui.documents.archive import archive, archive_de
from simulators.dui.documents.medico_social import LettreEsms, rediger_sortie_esms
from simulators.dui.documents.projet import Precedent
from simulators.dui.documents.soumission import Document
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.dmp_refus import INVISIBLE_PATIENT
from simulators.dui.scripts.gestes import Script

MONIQUE, PAULETTE, HENRI, THERESE = "monique-bailly", "paulette-colin", "henri-maillard", "therese-guyot"
AUTRE = "raymond-leclercq"
_ORDINAIRE = b"%PDF-1.4\n%%EOF\n"
Change = Callable[[Bureau, Courriel], Courriel]


def intact(_: Bureau, mail: Courriel) -> Courriel:
    """The mail as it should be."""
    return mail


def avec(**changes: Any) -> Change:
    """The mail with other values."""
    return lambda _, mail: replace(mail, **changes)


def jointe(change: Callable[[Jointe], Jointe]) -> Change:
    """The mail with other attachments."""
    return lambda _, mail: replace(mail, jointe=change(mail.jointe)) if mail.jointe else mail


def au_medecin(change: Change = intact, personne: str = MONIQUE) -> Script:
    """A document of the person, mailed to the GP."""
    return au_bureau(lambda b: _envoie(b, change), personne)


def _envoie(b: Bureau, change: Change) -> None:
    b.envoyer(change(b, b.lettre(b.document())))


def _sans_forme(b: Bureau) -> None:
    mail = b.lettre(b.document())
    b.expedier(ecrire(mail).replace(mail.message_id.encode(), b"20260304"), mail.a.adresse)


def _sans_readme(own: Jointe) -> Jointe:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(own.archive or b"")) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            if entry.filename != "README.TXT":
                new.writestr(entry, old.read(entry))
    return replace(own, archive=made.getvalue())


def document_d_un_autre(b: Bureau, **changes: Any) -> Document:
    """A document of another record; the first one is open again afterwards."""
    before = b.p.dossier
    b.ouvrir(AUTRE)
    other = b.document(**changes)
    b.p.dossier = before
    return other


def _deux_personnes(b: Bureau) -> None:
    own = b.document()
    both = archive_de([own, document_d_un_autre(b)])
    mail = b.lettre(own)
    b.envoyer(jointe(lambda one: replace(one, archive=both))(b, mail))


def _fiche_d_un_autre(b: Bureau) -> None:
    own = b.document()
    wrong = archive(own, b.p.patient(AUTRE))
    b.envoyer(jointe(lambda one: replace(one, archive=wrong))(b, b.lettre(own)))


def _reimprime(own: Jointe) -> Jointe:
    """Printed again, a PDF is not the same to the byte."""
    return replace(own, pdfs=tuple((name, pdf + b"\n") for name, pdf in own.pdfs))


def a_l_usager(change: Change = intact, *, fois: int = 1, personne: str = MONIQUE) -> Script:
    """A document of the person, mailed to themself."""

    def travail(b: Bureau) -> None:
        own = b.document()
        for _ in range(fois):
            b.envoyer(change(b, b.lettre(own, a=b.usager())))
        b.relever()

    return au_bureau(travail, personne)


def _document_cache(b: Bureau) -> None:
    """The document is hidden from the person, and goes to them."""
    b.envoyer(b.lettre(b.document(confidentialites=(INVISIBLE_PATIENT,)), a=b.usager()))


def _autre_usager(b: Bureau, mail: Courriel) -> Courriel:
    return replace(mail, a=b.usager(b.p.patient(THERESE).id))


def _bloque(b: Bureau) -> None:
    """The number is not qualified: the software refuses to make an address of it."""
    if not b.p.dossier.matricule_transmissible:
        b.dui.attestations["MSS-06.C2"] = True


def _construit_quand_meme(b: Bureau) -> None:
    b.envoyer(b.lettre(a=b.usager(b.p.patient(PAULETTE).id)))


def _deux_usagers(premier: Change, second: Change) -> Script:
    """Two mails to the citizen: the first closes the exchange, the second leaves it open."""

    def travail(b: Bureau) -> None:
        for change in (premier, second):
            b.envoyer(change(b, b.lettre(a=b.usager())))

    return au_bureau(travail, MONIQUE)


def _en_minuscules(b: Bureau) -> None:
    closing = ecrire(b.lettre(a=b.usager(), fin=True)).replace(b"X-MSS-MES: FIN", b"X-MSS-MES: fin")
    b.expedier(closing, b.usager().adresse)
    b.envoyer(b.lettre(a=b.usager()))


def _refus_de_l_usager(*, au_medecin: bool = True, a_l_usager: bool = False) -> Script:
    def travail(b: Bureau) -> None:
        own = b.document()
        if au_medecin:
            b.envoyer(b.lettre(own))
        if a_l_usager:
            b.envoyer(b.lettre(own, a=b.usager()))

    return au_bureau(travail, THERESE)


def _corrige(mention: str, lien: Callable[[Bureau, Document], Document]) -> Script:
    """A document is sent, then its correction."""

    def travail(b: Bureau) -> None:
        first = b.document()
        b.envoyer(b.lettre(first))
        mail = b.lettre(lien(b, first))
        b.envoyer(replace(mail, sujet=f"{mention}{mail.sujet}"))

    return au_bureau(travail, MONIQUE)


def _autre_lignee(b: Bureau, first: Document) -> Document:
    return b.document(precedent=Precedent("", first.unique_id, f"{first.lignee}9", first.version))


def _deux_documents(change: Change = intact, *, autre: bool = False) -> Script:
    """The plan and the letter of departure, in one mail."""

    def travail(b: Bureau) -> None:
        letter = rediger_sortie_esms(LettreEsms(b.dui.now(), "Retour à domicile", "Rapprochement"))
        second = document_d_un_autre(b, redaction=letter) if autre else b.document(letter)
        b.envoyer(change(b, b.lettre(b.document(), second)))

    return au_bureau(travail, MONIQUE)


def _premier_code(_: Bureau, mail: Courriel) -> Courriel:
    return replace(mail, code_cda=mail.code_cda.partition(",")[0])


def _par_le_logiciel(*, meme: bool = False, signe: str | None = None, **changes: Any) -> Script:
    """Two documents from the applicative box; answers go to the box of the establishment."""

    def travail(b: Bureau) -> None:
        b.automatiser(**({} if signe is None else {"signe": signe}))
        told = {"reponse_a": CONTACT, **changes}
        first, second = (b.lettre(b.document(), **told) for _ in range(2))
        b.envoyer(first)
        b.envoyer(replace(second, message_id=first.message_id) if meme else second)

    return au_bureau(travail, MONIQUE)


ENVOIS_MSS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "MSS-03": {
            "": au_medecin(),
            "sans_archive": au_medecin(jointe(lambda one: replace(one, archive=None))),
            "pdf_ordinaire": au_medecin(
                jointe(lambda one: replace(one, pdfs=tuple((name, _ORDINAIRE) for name, _ in one.pdfs)))
            ),
            "ins_non_qualifiee": au_medecin(avec(ins="N")),
            "autre_code": au_medecin(avec(code_cda="11502-2")),
            "sans_nil": au_medecin(avec(nil="")),
            "objet_libre": au_medecin(avec(sujet="Document de Mme Bailly")),
            "identifiant_sans_forme": au_bureau(_sans_forme, MONIQUE),
        },
        "MSS-04": {
            "": au_medecin(),
            "sans_readme": au_medecin(jointe(_sans_readme)),
            "deux_personnes": au_bureau(_deux_personnes, MONIQUE),
            "autre_pdf": au_medecin(jointe(_reimprime)),
            "fiche_d_un_autre": au_bureau(_fiche_d_un_autre, MONIQUE),
        },
        "MSS-05": {
            "": a_l_usager(),
            "document_cache": au_bureau(_document_cache, MONIQUE),
            "autre_usager": a_l_usager(_autre_usager),
            "pdf_seul": a_l_usager(jointe(lambda one: replace(one, archive=None))),
        },
        "MSS-06": {
            "": au_bureau(_bloque, PAULETTE),
            "envoie_quand_meme": au_bureau(_construit_quand_meme, PAULETTE),
        },
        "MSS-07": {
            "": atteste(a_l_usager(personne=HENRI), "MSS-07.C1"),
            "insiste": a_l_usager(fois=4, personne=HENRI),
        },
        "MSS-08": {
            "": _deux_usagers(avec(fin=True), intact),
            "en_minuscules": au_bureau(_en_minuscules, MONIQUE),
            "jamais": _deux_usagers(intact, intact),
            "toujours": _deux_usagers(avec(fin=True), avec(fin=True)),
        },
        "MSS-09": {
            "": _refus_de_l_usager(),
            "ecrit_a_l_usager": _refus_de_l_usager(a_l_usager=True),
            "bloque_tout": _refus_de_l_usager(au_medecin=False),
        },
        "MSS-34": {
            "": _corrige("[Annule et remplace] ", Bureau.version_suivante),
            "sans_mention": _corrige("", Bureau.version_suivante),
            "autre_lignee": _corrige("[Annule et remplace] ", _autre_lignee),
            "sans_lien": _corrige("[Annule et remplace] ", lambda b, _: b.document()),
        },
        "MSS-35": {"": au_medecin(avec(nil="")), "avec_la_reference": au_medecin()},
        "MSS-36": {
            "": _deux_documents(),
            "un_seul_code": _deux_documents(_premier_code),
            "deux_personnes": _deux_documents(autre=True),
        },
        "MSS-37": {
            "": _par_le_logiciel(),
            "sans_libelle": _par_le_logiciel(signe=""),
            "html_seul": _par_le_logiciel(html="<p>Bonjour</p>", html_seul=True),
            "sans_retour": _par_le_logiciel(reponse_a=""),
            "meme_identifiant": _par_le_logiciel(meme=True),
        },
    }
)
