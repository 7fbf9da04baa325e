"""A mail from its bytes to values, within limits."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mss.data.names import LIGNE_MAX, TYPE_ACCUSE
from mss.messages.accuse_recu import lire_accuse
from mss.messages.pdf import empreinte, se_dit_pdfa
from mss.model import AccuseLu, Adresse, Courriel, Entete, Partie
from simulators.core.courriel.mime import (
    Champ,
    Noeud,
    TropComplexe,
    adresses,
    arbre,
    contenu,
    decode_mots,
    parametre,
)

_HUIT_BITS: Final = re.compile(rb"[\x80-\xff]")


def lire(data: bytes) -> Courriel:
    """The mail as values; one beyond the limits comes back with `sans_forme`."""
    anomalies = list(_octets(data))
    try:
        racine = arbre(data)
    except TropComplexe:
        return Courriel(taille=len(data), anomalies=tuple(anomalies), sans_forme=True)
    parties: list[Partie] = []
    accuse: AccuseLu | None = None
    for noeud, alternative in _feuilles(racine, False):
        part = _partie(noeud, alternative)
        if part.est_archive or noeud.type_mime.startswith("text/"):
            decoded, right = contenu(data, noeud)
            part = replace(part, contenu=decoded)
            if not right:
                anomalies.append(("encodage", noeud.encodage))
        elif part.est_pdf:
            pdf = contenu(data, noeud)[0]
            part = replace(part, empreinte=empreinte(pdf), pdfa=se_dit_pdfa(pdf))
        elif noeud.type_mime == TYPE_ACCUSE and accuse is None:
            accuse = lire_accuse(contenu(data, noeud)[0])
        parties.append(part)
    if _HUIT_BITS.search(data, racine.debut, racine.corps):
        anomalies.append(("entete_8bit", ""))
    return Courriel(
        entetes=_entetes(data, racine.champs),
        parties=tuple(parties),
        expediteurs=_adresses(racine, "From"),
        reponse_a=_adresses(racine, "Reply-To"),
        demandeurs=_adresses(racine, "Disposition-Notification-To"),
        accuse=accuse,
        references=tuple((racine.champ("References") or "").split()[:100]),
        racine=racine.type_mime,
        taille=len(data),
        anomalies=tuple(anomalies),
    )


def lire_adresses(valeur: str) -> tuple[Adresse, ...]:
    """The addresses of a header value, display names decoded."""
    return tuple(Adresse(decode_mots(nom), adresse.strip().lower()) for nom, adresse in adresses(valeur))


def _octets(data: bytes) -> Iterator[tuple[str, str]]:
    """What the bytes of a mail must not hold (RFC 5321 §2.3.8, §4.5.3.1.6; RFC 5322 §2.1)."""
    pairs = data.count(b"\r\n")
    if data.count(b"\n") != pairs:
        yield "lf_nu", "LF"
    elif data.count(b"\r") != pairs:
        yield "lf_nu", "CR"
    if b"\0" in data:
        yield "nul", ""
    longue = _ligne_longue(data)
    if longue:
        yield "ligne_longue", str(longue)


def _ligne_longue(data: bytes) -> int:
    """The length of the first line over the limit, 0 for none; goes by leaps of a whole line allowed."""
    start, size = 0, len(data)
    while size - start > LIGNE_MAX:
        end = data.rfind(b"\n", start, start + LIGNE_MAX + 2)
        if end < 0:
            after = data.find(b"\r\n", start)
            return (after if after >= 0 else size) - start
        start = end + 1
    return 0


def _feuilles(noeud: Noeud, alternative: bool) -> Iterator[tuple[Noeud, bool]]:
    if noeud.type_mime.startswith("multipart/") and noeud.enfants:
        inside = alternative or noeud.type_mime == "multipart/alternative"
        for enfant in noeud.enfants:
            yield from _feuilles(enfant, inside)
    else:
        yield noeud, alternative


def _partie(noeud: Noeud, alternative: bool) -> Partie:
    disposition, attached = parametre(noeud.champ("Content-Disposition") or "")
    return Partie(
        type_mime=noeud.type_mime,
        nom=attached.get("filename") or noeud.parametres.get("name", ""),
        charset=noeud.parametres.get("charset", "").lower(),
        disposition=disposition,
        debut=noeud.corps,
        fin=noeud.fin,
        en_alternative=alternative,
    )


def _entetes(data: bytes, champs: tuple[Champ, ...]) -> dict[str, Entete]:
    line, seen = 1, 0
    found: dict[str, Entete] = {}
    for champ in champs:
        line += data.count(b"\n", seen, champ.debut)
        seen = champ.debut
        name = champ.nom.lower()
        if name not in found:
            found[name] = Entete(champ.nom, decode_mots(champ.brut), champ.debut, champ.fin, line)
    return found


def _adresses(racine: Noeud, nom: str) -> tuple[Adresse, ...]:
    valeur = racine.champ(nom)
    return lire_adresses(valeur) if valeur else ()
