"""Captured calls played to a simulator of ours, and where it does not answer as the real bench did."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from lxml import etree

from simulators.core.basis import Basis
from simulators.core.journal.facts import status_line
from simulators.core.journal.model import Exchange, Message, Peer, Wire
from simulators.core.net.pki.peer import read_peer_pem
from simulators.core.service import Service
from simulators.core.xml.parser import parse
from simulators.core.xml.refusal import XmlRefusedError
from simulators.rejeu.captures.attribution import Face, face_de
from simulators.rejeu.captures.modele import Capture, entete
from simulators.rejeu.captures.valeurs import RETIRE, RETIRE_CODE
from simulators.rejeu.cible import Cible
from simulators.rejeu.comparer import Ecart, Etat, comparer
from simulators.rejeu.gestes import Api
from simulators.rejeu.lecture import relu
from simulators.rejeu.rejouer import Rejeu

_MARK: Final = "x-socle-exchange"


@dataclass(frozen=True, slots=True)
class EcartDeFidelite:
    """One field in which we do not answer as they did, and on what our behaviour rests."""

    capture: str
    operation: str
    champ: str
    eux: str | None
    nous: str | None
    fondement: str
    source: str


@dataclass(frozen=True, slots=True)
class Bilan:
    """What playing them came to. `non_joues`: number and reason."""

    joues: int
    ecarts: tuple[EcartDeFidelite, ...]
    non_joues: tuple[tuple[str, str], ...]
    eux: tuple[Exchange, ...]


def en_echange(capture: Capture, face: Face, seq: int, cible: Cible) -> Exchange:
    """A capture as the journal holds exchanges."""
    address = capture.adresse
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    material = next((one for one in cible.materiels if one.nom == face.certificat), None)
    peer: Peer | None = read_peer_pem(material.cert.read_bytes()) if material else None
    headers = capture.entetes
    if not entete(headers, "host"):
        headers = (("host", address.netloc), *headers)
    answer = Message(
        status_line(capture.statut),
        capture.entetes_reponse,
        capture.corps_reponse,
        size=len(capture.corps_reponse),
    )
    return Exchange(
        id=hashlib.sha256(f"{capture.nom}\0{seq}".encode()).hexdigest()[:32],
        espace="capture",
        protocol="http",
        service=face.service,
        face=face.face,
        started=capture.debut,
        recorded=capture.debut,
        duration_us=0,
        connection=f"capture-{seq}",
        request=Message(
            f"{capture.methode} {target} HTTP/1.1", headers, capture.corps, size=len(capture.corps)
        ),
        answer=answer,
        outcome=str(capture.statut),
        peer=peer,
        wire=Wire("TLSv1.3") if peer else Wire(),
        seq=seq,
    )


def jouer(
    captures: Sequence[Capture], cible: Cible, services: Mapping[str, Service], api: Api, rejeu: "Rejeu"
) -> Bilan:
    """Plays each capture in the espace of the target, the people its answers give being put there first."""
    theirs: list[Exchange] = []
    left: list[tuple[str, str]] = []
    for number, capture in enumerate(captures, 1):
        face = face_de(capture)
        if face is None:
            left.append((capture.nom, "adresse d'aucun des quatre services"))
        elif not 100 <= capture.statut <= 599:
            left.append((capture.nom, "réponse absente de la capture"))
        else:
            theirs.append(relu(en_echange(capture, face, number, cible), services[face.service]))
    peupler(theirs, api, cible.espace)
    ours = list(rejeu.rejouer(theirs, lambda _: None))
    gaps: list[EcartDeFidelite] = []
    names = {one.id: captures[one.seq - 1].nom for one in theirs}
    played = 0
    for pair in comparer(theirs, ours).paires:
        left_one, right = pair.gauche, pair.droite
        if left_one is None or right is None or pair.etat is Etat.NON_REJOUE:
            left.append((names[left_one.id] if left_one else "", pair.raison))
            continue
        played += 1
        if pair.ecarts:
            basis = fondement(right, services[left_one.service], api, cible.espace)
            gaps += [
                EcartDeFidelite(
                    names[left_one.id], pair.operation, one.chemin, one.gauche, one.droite, *basis
                )
                for one in parlants(pair.ecarts)
            ]
    return Bilan(played, tuple(gaps), tuple(left), tuple(theirs))


def parlants(ecarts: Sequence[Ecart]) -> Iterator[Ecart]:
    """Those worth reading: where one refuses and the other does not, the outcome alone; never what the
    import itself took out. Pure.
    """
    refused = any(one.chemin == "fait/fault" for one in ecarts)
    for one in ecarts:
        taken_out = one.gauche is not None and (RETIRE in one.gauche or one.gauche == RETIRE_CODE)
        outcome = one.chemin == "statut" or one.chemin.startswith("fait/")
        if not taken_out and (outcome or not refused):
            yield one


def fondement(exchange: Exchange, service: Service, api: Api, espace: str) -> tuple[str, str]:
    """On what our answer rests: the error of the register that was answered, else the rule that refused."""
    answer = exchange.answer
    mark = answer.header(_MARK) if answer else None
    told: Any = None
    if mark:
        told = api.json("GET", f"/espaces/{quote(espace, safe='')}/echanges/{quote(mark, safe='')}")
    register = service.register
    keys = (told or {}).get("facts", {}).get("erreurs") or ()
    found: list[Basis] = [register.errors[key].basis for key in keys if key in register.errors]
    code = exchange.facts.get("code")
    found += [one.basis for one in register.errors.values() if one.code == code]
    if not found:
        return "", "réponse ordinaire : aucune entrée du registre de fidélité"
    return found[0].kind.value, found[0].source


def peupler(exchanges: Sequence[Exchange], api: Api, espace: str) -> int:
    """Puts in the espace each identity that a captured answer of INSi gives, and each software that called.

    Returns how many identities.
    """
    people = {body["reference"]["ins"]["matricule"]: body for one in exchanges for body in _identites(one)}
    for number, body in enumerate(people.values(), 1):
        path = f"/espaces/{quote(espace, safe='')}/personnes/capture-{number}"
        api.json("PUT", path, json=body)
    software = {str(one.facts["ins.idam"]): one.facts for one in exchanges if one.facts.get("ins.idam")}
    for number, (idam, facts) in enumerate(software.items(), 1):
        told = {"idam": idam, "nom": facts.get("ins.lps_nom"), "version": facts.get("ins.lps_version")}
        path = f"/espaces/{quote(espace, safe='')}/logiciels/capture-{number}"
        api.json(
            "PUT", path, json={name: str(value or "") for name, value in told.items()} | {"adopte": True}
        )
    return len(people)


def _identites(exchange: Exchange) -> Iterator[dict[str, Any]]:
    if exchange.service != "ins" or exchange.answer is None:
        return
    try:
        root = parse(exchange.answer.body or b"").root
    except XmlRefusedError:
        return
    for one in root.iter("{*}INDIVIDU"):
        told = {
            etree.QName(leaf).localname: (leaf.text or "").strip() for leaf in one.iter() if not len(leaf)
        }
        if told.get("NumIdentifiant") and told.get("NomNaissance"):
            yield {
                "reference": {
                    "nom_naissance": told["NomNaissance"],
                    "prenoms": told.get("ListePrenom", "").split(),
                    "sexe": told.get("Sexe", ""),
                    "date_naissance": told.get("DateNaissance", ""),
                    "lieu_naissance": told.get("LieuNaissance", ""),
                    "ins": {
                        "matricule": told["NumIdentifiant"],
                        "cle": told.get("Cle", ""),
                        "oid": told.get("OID", ""),
                    },
                }
            }
