"""Certificates on demand: those of a structure of the espace, the card of one of its professionals."""

import asyncio
from base64 import b64encode
from collections.abc import Mapping

from fastapi import APIRouter, HTTPException

from simulators.control.desk import Anyone, Desk, Owned
from simulators.control.reponses import Certificate
from simulators.core.monde.nationaux import identifiant_national
from simulators.core.net.pki.authority import Material
from simulators.core.net.pki.profiles import ClientProfile, professional_clients, structure_clients

router = APIRouter(prefix="/espaces/{espace}", tags=["Certificats"])
_NO_CARD = frozenset({"aucune"})


@router.post(
    "/structures/{id_}/certificats", summary="Certificats d'une structure · Certificates of a structure"
)
async def of_structure(espace: Owned, desk: Anyone, id_: str) -> dict[str, Certificate]:
    """The two of INSi, authentication and seal: PEM, and P12 in base64. 409 for one without identifier.

    Made at the first request, the same afterwards: an association calls for each of its establishments.
    """
    one = espace.monde.structures().get(id_)
    if one is None:
        raise HTTPException(404, f"Structure inconnue de l'espace {espace.name} : {id_}")
    if not one.identifiant_national:
        raise HTTPException(409, f"Sans identifiant national, {one.nom} n'a pas de certificat")
    return await _made(desk, structure_clients(one))


@router.post("/professionnels/{id_}/certificats", summary="Carte d'un professionnel · Card of a professional")
async def of_professional(espace: Owned, desk: Anyone, id_: str) -> dict[str, Certificate]:
    """Authentication and signature, as on a CPS or CPE. 409 for somebody who has no card."""
    one = espace.monde.professionnels().get(id_)
    if one is None:
        raise HTTPException(404, f"Professionnel inconnu de l'espace {espace.name} : {id_}")
    known = identifiant_national(one, espace.monde.structures())
    if one.carte in _NO_CARD or not known:
        raise HTTPException(409, f"{one.prenom} {one.nom} n'a pas de carte")
    return await _made(desk, professional_clients(one, known))


async def _made(desk: Desk, profiles: Mapping[str, ClientProfile]) -> dict[str, Certificate]:
    return await asyncio.to_thread(lambda: _told(desk.context.pki.clients(profiles)))


def _told(materials: Mapping[str, Material]) -> dict[str, Certificate]:
    return {
        name: {
            "cert": one.cert.read_text("ascii"),
            "key": one.key.read_text("ascii"),
            "p12": b64encode(one.p12.read_bytes()).decode(),
            "password": one.password,
        }
        for name, one in materials.items()
    }
