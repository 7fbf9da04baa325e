"""Cases on records created, reactivated, changed, closed."""

from simulators.core.sante.codes import Code
from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import Call, Case
from tests.dmp.editeur import gestion, vihf

OPENING = {"CONSENTEMENT_OUVERTURE_DMP": "true"}
AGAIN = {"CONSENTEMENT_REACTIVATION_DMP": "true"}
URGENT = Code("bris_de_glace", "1.2.250.1.213.1.1.4.248")
NOBODY = "240035505099926"
ROOT = "/soap:Envelope/soap:Body/PRPA_IN201314UV02"
PATIENT = f"{ROOT}/controlActProcess/subject/registrationRequest/subject1/patient"


def manage(body: str, claims: object = None, **dmp: object) -> Call:
    """On Marguerite's record, not attached to Mon espace santé unless told."""

    def call(banc: Banc) -> Answer:
        banc.change("marguerite-delaunay", **{"rattache_mes": False, **dmp})
        kind = "creation" if "201311" in body else "gestion"
        return banc.call(kind, body, claims)

    return call


CLOSE = manage(gestion("FERM", status="terminated"))
CHANGE = manage(gestion("MODIF_DATA"))
CREATE = manage(gestion("CREA_RD", flags=OPENING), etat="absent")
REOPEN = manage(gestion("REAC", flags=AGAIN), etat="ferme")

MANAGEMENT = [
    Case("gestion.raison", manage(gestion("AUTRE")), CHANGE, "reasonCode", "AUTRE"),
    Case("gestion.patient", manage(gestion("MODIF_DATA", ins="")), CHANGE, PATIENT),
    Case(
        "gestion.patient_inconnu",
        manage(gestion("CREA_RD", ins=NOBODY, flags=OPENING), vihf(ins=NOBODY)),
        CREATE,
        "patient/id",
        NOBODY,
    ),
    Case("gestion.absent", manage(gestion("MODIF_DATA"), etat="absent"), CHANGE, f"{PATIENT}/id"),
    Case("gestion.deja_ouvert", manage(gestion("REAC", flags=AGAIN)), REOPEN, f"{PATIENT}/id"),
    Case("gestion.ferme", manage(gestion("MODIF_DATA"), etat="ferme"), CHANGE, f"{PATIENT}/id"),
    Case(
        "gestion.consentement",
        manage(gestion("REAC", flags={"CONSENTEMENT_REACTIVATION_DMP": "false"}), etat="ferme"),
        REOPEN,
        PATIENT,
        expected="CONSENTEMENT_REACTIVATION_DMP",
    ),
    Case("gestion.motif", manage(gestion("FERM", status="terminated", motive="")), CLOSE, ROOT),
    Case("gestion.statut", manage(gestion("FERM")), CLOSE, PATIENT, "active", "terminated"),
    Case(
        "gestion.auteur",
        manage(gestion("MODIF_DATA", author="<family>KERMARREC</family><given/>")),
        CHANGE,
        "author/assignedEntity",
        "KERMARREC",
    ),
    Case("gestion.rattache_mes", manage(gestion("MODIF_DATA"), rattache_mes=True), CHANGE, f"{PATIENT}/id"),
    Case(
        "gestion.acces",
        manage(gestion("MODIF_DATA"), vihf(usage=URGENT)),
        CHANGE,
        found="bris",
    ),
]
