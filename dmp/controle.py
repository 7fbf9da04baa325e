"""Control of the DMP: the state of a record, who is blocked or authorised, what it holds."""

from datetime import UTC, datetime
from functools import partial
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection

from dmp import controle_reponses as reponses
from dmp import semis
from dmp.model import DocumentDepose, Filtre, Statut
from dmp.state import dossiers, habilitations, passages, registre
from dmp.state.monde import build_view, dossier
from simulators.core.espace import Espace
from simulators.core.monde.model import DossierDmp, Personne
from simulators.core.rule import Text
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.service import ControlCall, ControlRefused, ControlRoute
from simulators.core.store.state import to_us

_RECORD = "/personnes/{personne}/dossier"
_BLOCK = "/personnes/{personne}/blocages/{professionnel}"


class EtatDemande(BaseModel):
    """The state a record takes."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"etat": "ferme"}]})
    etat: Literal["ouvert", "ferme", "absent"]


class AutorisationDemandee(BaseModel):
    """The authorisation a professional or a structure takes on a record."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"statut": "EXPIRE"}]})
    statut: Literal["VALIDE", "EXPIRE", "NON_EXISTE"]


def routes() -> tuple[ControlRoute, ...]:
    """The control operations of the DMP."""
    return (
        ControlRoute("GET", _RECORD, Text("Lire un DMP", "Read a record"), _lire, answer=reponses.DmpLu),
        ControlRoute(
            "PUT",
            _RECORD,
            Text("Ouvrir, fermer ou retirer un DMP", "Open, close or remove a record"),
            _changer,
            EtatDemande,
            answer=reponses.DossierRegle,
        ),
        ControlRoute(
            "PUT",
            _BLOCK,
            Text("Bloquer un professionnel", "Block a professional"),
            _bloquer,
            answer=reponses.DossierRegle,
        ),
        ControlRoute(
            "DELETE",
            _BLOCK,
            Text("Débloquer un professionnel", "Unblock"),
            _debloquer,
            answer=reponses.DossierRegle,
        ),
        ControlRoute(
            "PUT",
            "/personnes/{personne}/autorisations/{cible}",
            Text("Changer une autorisation", "Change an authorisation"),
            _autoriser,
            AutorisationDemandee,
            answer=reponses.AutorisationLue,
        ),
        ControlRoute(
            "GET",
            "/personnes/{personne}/documents",
            Text("Lister les documents d'un DMP", "List the documents of a record"),
            _documents,
            answer=list[reponses.DocumentLu],
        ),
        ControlRoute(
            "GET",
            "/personnes/{personne}/passages",
            Text("Lire l'historique des accès à un DMP", "Read the history of accesses to a record"),
            _passages,
            answer=list[reponses.PassageLu],
        ),
    )


def _personne(espace: Espace, call: ControlCall) -> Personne:
    found = espace.monde.personnes().get(call.parameters["personne"])
    if found is None:
        raise ControlRefused(404, f"Personne inconnue : {call.parameters['personne']}")
    if found.reference is None:
        raise ControlRefused(409, "Sans INS, cette personne ne peut pas avoir de DMP")
    return found


def _matricule(personne: Personne) -> str:
    return personne.reference.ins.complet if personne.reference else ""


async def _put(espace: Espace, personne: Personne, **changed: object) -> dict[str, object]:
    dmp = (personne.dmp or DossierDmp()).model_copy(update=changed)
    await espace.monde.put(personne.model_copy(update={"dmp": dmp}))
    return {"personne": personne.id, **dmp.model_dump(mode="json")}


async def _lire(espace: Espace, call: ControlCall) -> object:
    personne = _personne(espace, call)
    declared = await espace.store.query(partial(habilitations.declarees, matricule=_matricule(personne)))
    view = build_view(espace.monde)
    await semis.assurer(espace, view, Nomenclatures())
    since = await espace.store.query(partial(dossiers.lire, matricule=_matricule(personne)))
    one = dossier(personne, view, declared, ("", ""), since)
    count = await espace.store.query(partial(registre.compter, matricule=one.matricule))
    return {
        "personne": personne.id,
        "matricule": one.matricule,
        "etat": one.etat,
        "rattache_mes": one.rattache_mes,
        "fermeture": {"motif": one.inscription.motif, "texte": one.inscription.motif_texte},
        "bloques": sorted(one.bloques),
        "medecins_traitants": sorted(one.medecins_traitants),
        "autorisations": {cible: known.statut.value for cible, known in sorted(declared.items())},
        "documents": count,
    }


async def _changer(espace: Espace, call: ControlCall) -> object:
    asked: EtatDemande = call.body
    personne = _personne(espace, call)
    await espace.store.write(partial(dossiers.rendre_au_monde, matricule=_matricule(personne)))
    return await _put(espace, personne, etat=asked.etat)


async def _bloquer(espace: Espace, call: ControlCall) -> object:
    personne, who = _personne(espace, call), _professionnel(espace, call)
    known = (personne.dmp or DossierDmp()).bloques
    return await _put(espace, personne, bloques=(*(one for one in known if one != who), who))


async def _debloquer(espace: Espace, call: ControlCall) -> object:
    personne, who = _personne(espace, call), _professionnel(espace, call)
    known = (personne.dmp or DossierDmp()).bloques
    return await _put(espace, personne, bloques=tuple(one for one in known if one != who))


def _professionnel(espace: Espace, call: ControlCall) -> str:
    who = call.parameters["professionnel"]
    if who not in espace.monde.professionnels():
        raise ControlRefused(404, f"Professionnel inconnu : {who}")
    return who


async def _autoriser(espace: Espace, call: ControlCall) -> object:
    personne, asked = _personne(espace, call), call.body
    view = build_view(espace.monde)
    target = view.cibles.get(call.parameters["cible"], "")
    if not target:
        raise ControlRefused(404, f"Ni professionnel ni structure : {call.parameters['cible']}")
    statut, now_us = Statut(asked.statut), to_us(espace.clock.now())
    matricule = _matricule(personne)

    def write(connection: Connection) -> None:
        """The médecin traitant stays so unless the authorisation is taken away, as by TD0.3."""
        declared = habilitations.declarees(connection, matricule)
        before = dossier(personne, view, declared, ("", "")).medecins_traitants
        mt = target in before and statut is not Statut.NON_EXISTE
        habilitations.declarer(connection, matricule, target, statut, now_us, mt=mt)

    await espace.store.write(write)
    return {"personne": personne.id, "cible": target, "statut": statut.value}


async def _passages(espace: Espace, call: ControlCall) -> object:
    personne = _personne(espace, call)
    found = await espace.store.query(partial(passages.de, matricule=_matricule(personne)))
    return [
        {
            "quand": datetime.fromtimestamp(one.quand_us / 1_000_000, UTC).isoformat(),
            "qui": one.sujet,
            "nom": one.nom,
            "structure": one.structure,
            "geste": one.geste,
            "acces": one.acces,
        }
        for one in found
    ]


async def _documents(espace: Espace, call: ControlCall) -> object:
    personne = _personne(espace, call)
    await semis.assurer(espace, build_view(espace.monde), Nomenclatures())
    work = partial(registre.chercher, matricule=_matricule(personne), filtre=Filtre(signatures=True))
    return [_document(one) for one in await espace.store.query(work)]


def _document(one: DocumentDepose) -> dict[str, object]:
    fiche = one.fiche
    return {
        "unique_id": fiche.unique_id,
        "entry_uuid": fiche.entry_uuid,
        "titre": fiche.title,
        "type": fiche.type_code.code if fiche.type_code else "",
        "classe": fiche.class_code.code if fiche.class_code else "",
        "statut": fiche.availability_status.rpartition(":")[2],
        "creation": fiche.creation_time,
        "structure": one.structure,
        "auteur": one.auteur,
        "confidentialites": sorted(one.confidentialites),
        "taille": int(fiche.size),
        "sha1": fiche.hash,
        "sha256": one.blob,
    }
