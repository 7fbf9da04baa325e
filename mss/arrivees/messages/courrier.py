"""The mail around the documents: subject, headers, archive, PDF; or what is wrong with it (mss.md §2)."""

from collections.abc import Iterator
from typing import Final

from mss.arrivees.data import lettres as mots
from mss.arrivees.messages.document import DocumentEcrit, Redacteur
from mss.arrivees.model import Envoi, Lettre, Nature
from mss.data.names import PREFIXE_XDM, X_CODECDA, X_INS, X_NIL
from mss.messages.avis import Avis, ecrire_avis
from mss.messages.ecriture import AEcrire, Piece, ecrire
from simulators.core.sante.noms import convertir

_LABEL: Final = 40
_ANNULE: Final = "[Annule et remplace] "


def composer(envoi: Envoi, redacteur: Redacteur) -> bytes:
    """The bytes of the mail."""
    match envoi.nature:
        case Nature.SIMPLE:
            return ecrire(_mail(envoi, mots.SUJET_SIMPLE, mots.CORPS_SIMPLE))
        case Nature.EICAR:
            virus = Piece("compte-rendu.com", "application/octet-stream", "".join(mots.EICAR).encode())
            return ecrire(_mail(envoi, mots.SUJET_SIMPLE, mots.CORPS_SIMPLE, (virus,)))
        case Nature.AVIS_ECHEC:
            return ecrire_avis(_avis(envoi))
        case _:
            return ecrire(_avec_documents(envoi, redacteur))


def _avec_documents(envoi: Envoi, redacteur: Redacteur) -> AEcrire:
    first = envoi.lettres[0]
    documents = [redacteur.ecrire(one, envoi.de) for one in envoi.lettres]
    zipped = redacteur.archive(documents, first, envoi.de)
    if envoi.nature is Nature.ZIP_CORROMPU:
        zipped = zipped[: len(zipped) // 2]
    pieces = (Piece("IHE_XDM.zip", "application/zip", zipped), *_pdfs(envoi, documents, redacteur))
    replaces = _ANNULE if first.version > 1 else ""
    return _mail(envoi, replaces + _sujet(envoi, redacteur), mots.CORPS, pieces)


def _mail(envoi: Envoi, sujet: str, corps: str, pieces: tuple[Piece, ...] = ()) -> AEcrire:
    de = envoi.de
    author = f"{de.auteur.prenom.title()} {de.auteur.nom}"
    return AEcrire(
        expediteur=(de.nom, de.boite),
        destinataires=(("", envoi.a),),
        sujet=sujet,
        texte=corps.format(auteur=author, structure=de.structure.nom),
        message_id=envoi.message_id,
        date=envoi.quand,
        en_reponse_a=envoi.precedent,
        pieces=pieces,
        entetes=tuple(_entetes(envoi, documents=any(one.nom == "IHE_XDM.zip" for one in pieces))),
    )


def _entetes(envoi: Envoi, *, documents: bool) -> Iterator[tuple[str, str]]:
    if envoi.nature is Nature.ACCUSE_DEMANDE:
        yield "Disposition-Notification-To", f"<{envoi.de.boite}>"
    yield X_NIL, mots.NIL
    if documents:
        yield X_CODECDA, ",".join(mots.TYPE for _ in envoi.lettres)
        yield X_INS, "O" if envoi.lettres[0].patient.ins.ins else "N"


def _sujet(envoi: Envoi, redacteur: Redacteur) -> str:
    """ECO.2.1.3: the label cut at 40 signs, or how many documents; then the patient."""
    patient = envoi.lettres[0].patient
    several = len(envoi.lettres)
    label = f"{several} documents" if several > 1 else redacteur.type.label[:_LABEL].strip()
    return f"{PREFIXE_XDM}{label} {_nom(envoi.lettres[0])} {_naissance(patient.naissance)}"


def _nom(lettre: Lettre, separator: str = " ") -> str:
    names = (convertir(lettre.patient.nom_naissance), convertir(lettre.patient.prenoms[0]).title())
    return separator.join(names)


def _naissance(told: str) -> str:
    return f"{told[6:8]}/{told[4:6]}/{told[:4]}"


def _pdfs(envoi: Envoi, documents: list[DocumentEcrit], redacteur: Redacteur) -> Iterator[Piece]:
    """ECO.2.1.6: one PDF per document, named by its act, its type, the patient, and a number when several."""
    label = redacteur.type.label[:_LABEL].strip().replace("_", " ")
    for rank, (lettre, document) in enumerate(zip(envoi.lettres, documents, strict=True), 1):
        number = f"_{rank}" if len(documents) > 1 else ""
        name = f"{lettre.quand:%Y%m%d}_{label}_{_nom(lettre, '_')}{number}.pdf"
        yield Piece(name, "application/pdf", document.pdf)


def _avis(envoi: Envoi) -> Avis:
    """The report of another operator on a mail that a box of ours had sent."""
    domaine = envoi.de.boite.rpartition("@")[2]
    return Avis(
        expediteur=f"mailer-daemon@{domaine}",
        destinataire=envoi.a,
        adresse=envoi.de.boite,
        action="failed",
        statut="5.1.1",
        texte=mots.CORPS_AVIS.format(adresse=envoi.de.boite),
        sujet=mots.SUJET_AVIS,
        message_id=envoi.message_id,
        original=envoi.precedent,
        date=envoi.quand,
        diagnostic="550 5.1.1 User unknown",
    )
