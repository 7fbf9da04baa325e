"""The words of a mail that a person reads, and what they say of a document that replaces another."""

from collections.abc import Iterator
from typing import Final

from mss.model import Archive, Courriel, Partie, Remarque
from mss.rules.catalogue import remplacement as catalogue
from simulators.core.sante.noms import convertir

_MENTION: Final = "ANNULE ET REMPLACE"
# A text beyond that is not looked through.
_MOST_TEXT: Final = 20_000


def est_texte(partie: Partie) -> bool:
    """True for a part of the text that a person reads."""
    return partie.type_mime in {"text/plain", "text/html"} and partie.disposition != "attachment"


def texte_lu(courriel: Courriel) -> str:
    """The beginning of the text, every part of it; what does not decode is replaced."""
    parts = (one.contenu[:_MOST_TEXT] for one in courriel.parties if est_texte(one))
    return "\n".join(one.decode("utf-8", "replace") for one in parts)


def annule_et_remplace(courriel: Courriel) -> bool:
    """Whether the subject or the text says that a document takes the place of another."""
    return _MENTION in convertir(courriel.sujet) or _MENTION in convertir(texte_lu(courriel))


def remplacement(courriel: Courriel, archive: Archive | None) -> Iterator[Remarque]:
    """A document that replaces another is announced so, and what is announced so replaces one."""
    cdas = archive.cdas if archive is not None else ()
    if archive is None or not cdas:
        return
    replaced = [one for one in cdas if one.remplace]
    said = annule_et_remplace(courriel)
    if replaced and not said:
        yield Remarque(catalogue.MENTION, courriel.sujet, "Annule et remplace", entete="Subject")
    elif said and not replaced:
        yield Remarque(catalogue.SANS_LIEN, cdas[0].uri, "relatedDocument RPLC", partie=archive.partie)
