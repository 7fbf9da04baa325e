"""Control of the DMP in the citizen's place: what Mon espace santé shows, a document its owner hides."""

from dataclasses import replace
from typing import cast

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection

from dmp import controle_reponses as reponses
from dmp import semis
from dmp.model import Depot, DocumentDepose, Filtre, NouvelleVersion, Passage, Retouche
from dmp.rules import citoyen
from dmp.rules.droits import MASQUE
from dmp.state import depot, dossiers, habilitations, passages, registre
from dmp.state.monde import build_view
from dmp.state.monde import dossier as dossier_de
from dmp.xds.rules.metadonnees import est_signature
from simulators.core.espace import Espace
from simulators.core.monde.model import Personne
from simulators.core.rule import Text
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import LotSoumission
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.service import ControlCall, ControlRefused, ControlRoute
from simulators.core.store.state import to_us

_MASQUE = Code(MASQUE, "1.2.250.1.213.1.1.4.13", "Masqué aux professionnels de santé")


class MasquageDemande(BaseModel):
    """Hide a document from professionals, or show it again."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"masque": True}]})
    masque: bool


def routes() -> tuple[ControlRoute, ...]:
    """The operations of the citizen."""
    return (
        ControlRoute(
            "GET",
            "/personnes/{personne}/mon-espace-sante/{regard}",
            Text("Voir le DMP comme l'usager ou son représentant", "See the record as its owner"),
            _voir,
            answer=reponses.MonEspaceSante,
        ),
        ControlRoute(
            "PUT",
            "/personnes/{personne}/documents/{document}/masquage",
            Text("Masquer un document aux professionnels, ou le démasquer", "Hide a document, or show it"),
            _masquer,
            MasquageDemande,
            answer=reponses.DocumentVu,
        ),
    )


def _personne(espace: Espace, call: ControlCall) -> Personne:
    found = espace.monde.personnes().get(call.parameters["personne"])
    if found is None or found.reference is None:
        raise ControlRefused(404, f"Aucune personne avec un INS : {call.parameters['personne']}")
    return found


async def _voir(espace: Espace, call: ControlCall) -> object:
    regard = call.parameters["regard"]
    if regard not in {"usager", "representant"}:
        raise ControlRefused(404, f"Regard inconnu : {regard} (usager, representant)")
    personne = _personne(espace, call)
    view = build_view(espace.monde)
    await semis.assurer(espace, view, Nomenclatures())

    def read(connection: Connection) -> object:
        matricule = personne.reference.ins.complet if personne.reference else ""
        declared, since = habilitations.declarees(connection, matricule), dossiers.lire(connection, matricule)
        one = dossier_de(personne, view, declared, ("", ""), since)
        held = registre.chercher(connection, matricule, Filtre())
        shown = citoyen.documents(one, held, cast("citoyen.Regard", regard))
        came = passages.de(connection, matricule) if citoyen.ouvert(one) else []
        return {
            "personne": personne.id,
            "ouvert": citoyen.ouvert(one),
            "documents": [_document(found) for found in shown],
            "passages": [_passage(found) for found in citoyen.histoire(came)],
        }

    return await espace.store.query(read)


def _document(one: DocumentDepose) -> dict[str, object]:
    fiche = one.fiche
    return {
        "unique_id": fiche.unique_id,
        "titre": fiche.title,
        "type": fiche.type_code.code if fiche.type_code else "",
        "creation": fiche.creation_time,
        "structure": one.structure,
        "masque": MASQUE in one.confidentialites,
        "archive": fiche.availability_status.endswith(":Archived"),
    }


def _passage(one: Passage) -> dict[str, object]:
    return {
        "quand_us": one.quand_us,
        "nom": one.nom,
        "structure": one.structure,
        "geste": one.geste,
        "urgence": one.acces != "normal",
    }


def _en_vie(one: DocumentDepose) -> bool:
    """A document of the record, neither replaced nor deleted; the signature of a set is none."""
    lives = one.fiche.availability_status.endswith((":Approved", ":Archived"))
    return lives and not est_signature(one.fiche)


async def _masquer(espace: Espace, call: ControlCall) -> object:
    personne, asked, unique_id = _personne(espace, call), call.body, call.parameters["document"]
    matricule = personne.reference.ins.complet if personne.reference else ""
    uuids = [f"urn:uuid:{espace.ids.uuid('dmp.objet')}" for _ in range(2)]
    own_oid = f"2.25.{int(espace.ids.uuid('dmp.lot').replace('-', ''), 16)}"
    now = espace.clock.now()

    def write(connection: Connection) -> object:
        found = registre.par_unique_id(connection, matricule, [unique_id]).get(unique_id)
        if found is None or not _en_vie(found):
            raise ControlRefused(404, f"Aucun document en vie de ce DMP : {unique_id}")
        if (MASQUE in found.confidentialites) is asked.masque:
            return _document(found)
        kept = tuple(code for code in found.fiche.confidentiality_codes if code.code != MASQUE)
        fiche = replace(
            found.fiche,
            entry_uuid=uuids[0],
            version=str(int(found.fiche.version) + 1),
            confidentiality_codes=(*kept, _MASQUE) if asked.masque else kept,
        )
        lot = LotSoumission(
            entry_uuid=uuids[1],
            unique_id=own_oid,
            patient_id=found.fiche.patient_id,
            submission_time=f"{now:%Y%m%d%H%M%S}",
            title="Masquage par l'usager" if asked.masque else "Démasquage par l'usager",
        )
        made = Depot(matricule, lot, matricule, "", to_us(now), ())
        depot.retoucher(connection, Retouche(made, {}, (NouvelleVersion(found.fiche.entry_uuid, fiche),)))
        return _document(registre.par_unique_id(connection, matricule, [unique_id])[unique_id])

    return await espace.store.write(write)
