"""Who calls: the certificate of the connection, the token of the API, and in `decouverte` nobody at all."""

import base64
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dmp.fhir.model.acces import Appelant, Identite
from dmp.fhir.rules.catalogue import appel as catalogue
from dmp.model import Mode, VueMonde
from dmp.rules.droits import PROFESSIONS
from dmp.xds.messages.arrivee import nature
from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import personnes as catalogue_personnes
from simulators.core.bridges import JetonRefuse, JetonVerifie
from simulators.core.rule import Place, Profile

if TYPE_CHECKING:
    from simulators.core.bridges import Bridges
    from simulators.core.espace import Espace
    from simulators.core.journal.model import Peer
    from simulators.core.monde.model import Professionnel

API: Final = "dmp"
_BEARER: Final = "bearer "
_HEADER: Final = Place("request", "header", "Authorization")
_CERTIFICAT: Final = Place("tls", "certificate", "CN")


async def appelant(
    entete: str, peer: "Peer | None", espace: "Espace", bridges: "Bridges", vue: VueMonde
) -> tuple[Appelant, list[Remarque]]:
    """The proofs of a call, and what is wrong with them."""
    told: list[Remarque] = []
    found = list(_certificat(peer, espace, vue, told))
    structure = next((one.structure for one in found if one.structure), "")
    token = await _jeton(entete, peer, espace, bridges, told) if entete else None
    bearer = None if token is None else _professionnel(token.identifiant_national, espace, vue)
    if token is not None and bearer is not None:
        found.insert(0, _identite("INDIRECTE_RENFORCEE", token.identifiant_national, structure, bearer))
    if not found and not told:
        told.append(Remarque(catalogue.JETON_ABSENT, "", "Bearer", place=_HEADER))
    if not found and espace.settings.profile is Profile.DECOUVERTE:
        found = list(_quiconque(espace, vue))
    first = found[0] if found else Identite("INDIRECTE", "", "")
    return Appelant(tuple(found), first.sujet, first.structure), told


def _certificat(
    peer: "Peer | None", espace: "Espace", vue: VueMonde, told: list[Remarque]
) -> Iterator[Identite]:
    if peer is None:
        return
    if nature(peer.issuer, peer.organizational_unit) != "personne":
        structure = peer.organizational_unit
        if structure not in vue.structures:
            told.append(Remarque(catalogue_personnes.STRUCTURE_HORS_ESPACE, structure, place=_CERTIFICAT))
        yield Identite("INDIRECTE", "", structure, nom=peer.common_name)
        return
    found = _professionnel(peer.common_name, espace, vue)
    if found is None or not vue.professionnels[peer.common_name].actif:
        told.append(Remarque(catalogue_personnes.PS_INACTIF, peer.common_name, place=_CERTIFICAT))
        return
    places = sorted(vue.professionnels[peer.common_name].structures - {""})
    own = places[0] if len(places) == 1 else ""
    # A card of employee (CPE) gives no profession of health.
    yield _identite("DIRECTE", peer.common_name, own, found, employe=found.carte == "CPE")


async def _verifier(
    text: str, espace: "Espace", bridges: "Bridges", told: list[Remarque]
) -> JetonVerifie | None:
    if bridges.jetons is None:
        told.append(Remarque(catalogue.SANS_PSC, place=_HEADER))
        return None
    try:
        return await bridges.jetons.verifier_api(text, API, espace)
    except JetonRefuse as refused:
        reason = refused.raison
    rule = catalogue.JETON
    if reason == "inconnu":
        try:
            await bridges.jetons.verifier(text, espace)
            rule = catalogue.JETON_PSC
        except JetonRefuse:
            pass
    told.append(Remarque(rule, reason, API, place=_HEADER))
    return None


async def _jeton(
    entete: str, peer: "Peer | None", espace: "Espace", bridges: "Bridges", told: list[Remarque]
) -> JetonVerifie | None:
    """The token, when it is worth something to whoever holds this connection."""
    if not entete.lower().startswith(_BEARER):
        told.append(Remarque(catalogue.JETON, entete.partition(" ")[0][:20], "Bearer", place=_HEADER))
        return None
    token = await _verifier(entete[len(_BEARER) :].strip(), espace, bridges, told)
    if token is None:
        return None
    bound, presented = token.empreinte_certificat, _empreinte(peer)
    if bound != presented or not bound:
        told.append(Remarque(catalogue.CNF, presented, bound, place=_HEADER))
        # What is not bound to this connection proves nothing, unless the espace accepts everything.
        return token if espace.settings.profile is Profile.DECOUVERTE else None
    return token


def _empreinte(peer: "Peer | None") -> str:
    """x5t#S256 of the certificate of the connection (RFC 8705), empty for none."""
    if peer is None:
        return ""
    return base64.urlsafe_b64encode(bytes.fromhex(peer.fingerprint)).rstrip(b"=").decode()


def _professionnel(identifiant: str, espace: "Espace", vue: VueMonde) -> "Professionnel | None":
    known = vue.professionnels.get(identifiant)
    return None if known is None else espace.monde.professionnels().get(known.id)


def _identite(
    mode: Mode, sujet: str, structure: str, one: "Professionnel", *, employe: bool = False
) -> Identite:
    return Identite(
        mode=mode,
        sujet=sujet,
        structure=structure,
        profession=one.profession,
        systeme="" if employe else PROFESSIONS,
        savoir_faire=one.specialite,
        nom=f"{one.prenom} {one.nom}".strip(),
    )


def _quiconque(espace: "Espace", vue: VueMonde) -> Iterator[Identite]:
    """In `decouverte` a call without proof is that of a professional of the espace, as by card."""
    for identifiant, known in vue.professionnels.items():
        one = _professionnel(identifiant, espace, vue)
        places = sorted(known.structures - {""})
        if one is not None and known.actif and places and one.carte != "CPE":
            yield _identite("DIRECTE", identifiant, places[0], one)
            return
