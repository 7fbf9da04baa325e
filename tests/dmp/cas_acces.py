"""Cases on how a message comes and who sends it: transport, envelope, assertion, rights."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from simulators.core.xml.saml import Lps
from simulators.core.xml.saml_ecriture import moment
from tests.dmp.banc import CLEAR, Answer, Banc
from tests.dmp.cas import (
    ASK,
    DOCTOR_ROLES,
    FEED,
    LUC,
    SEARCH,
    Call,
    Case,
    air_read,
    allow,
    ask,
    feed,
    on_record,
    raw,
)
from tests.dmp.editeur import (
    INS,
    MTOM_TYPE,
    TEST_OID,
    Lot,
    autorisation,
    envelope,
    existence,
    mtom,
    recherche,
    vihf,
    xop,
)

BRIS = Code("bris_de_glace", "1.2.250.1.213.1.1.4.248")


def good(banc: Banc) -> bytes:
    return envelope("existence", existence(), banc.sign(vihf()))


def package(banc: Banc) -> bytes:
    lot = Lot()
    return mtom(envelope("depot", xop(lot), banc.sign(vihf())), lot.contents(banc.seal()))


END = "</soap:Envelope>"
PATIENTS = "/si-dmp-server/v2/services/patients"
TRANSPORT = [
    Case("http.type_de_contenu", raw(good, path=PATIENTS, content_type="text/plain"), ASK, "Content-Type"),
    Case("http.en_clair", ask(wire=CLEAR), ASK),
    Case("http.corps_trop_lent", lambda b: b.post([b"<soap:Envelope", None]), ASK),
    Case("http.methode", lambda b: b.post(b"", method="PUT", path=PATIENTS), ASK),
    Case("http.chemin", raw(good, path="/si-dmp-server/v2/services/repositories"), ASK),
    Case("mtom.illisible", raw(lambda b: package(b)[:-400], content_type=MTOM_TYPE), FEED, "Content-Type"),
    Case(
        "mtom.demesure",
        raw(lambda b: mtom(good(b), {f"p{n}": b"" for n in range(200)}), content_type=MTOM_TYPE),
        FEED,
        "Content-Type",
    ),
    Case("certificat.absent", ask(anonymous=True), ASK, "CN"),
    Case("certificat.nature", ask(certificate="cps_auth"), ASK, "issuer"),
]
ENVELOPE = [
    Case("xml.vide", raw(lambda _: b"", path=PATIENTS), ASK),
    Case("xml.malforme", raw(lambda b: good(b)[:-12], path=PATIENTS), ASK),
    Case("xml.dtd", raw(lambda b: b"<!DOCTYPE soap:Envelope>" + good(b), path=PATIENTS), ASK),
    Case("xml.entite", raw(lambda b: good(b).replace(b"Patient.id", b"&patient;"), path=PATIENTS), ASK),
    Case("xml.encodage", raw(lambda b: good(b).replace(b"Patient.id", b"\xe9"), path=PATIENTS), ASK),
    Case("xml.demesure", raw(lambda b: good(b).replace(b"Patient.id", b"<x/>" * 30_000), path=PATIENTS), ASK),
    Case("soap.enveloppe", raw(lambda _: b"<PRPA/>", path=PATIENTS), ASK, "/PRPA"),
    Case(
        "soap.corps", ask(changes=[("</soap:Envelope>", "<soap:Body/></soap:Envelope>")]), ASK, "soap:Body[2]"
    ),
    Case(
        "soap.version_11",
        ask(
            changes=[("http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/")]
        ),
        ASK,
        "/soap:Envelope",
    ),
    Case(
        "soap.operation", ask(changes=[("PRPA_IN201307UV02", "PRPA_IN999999UV99")]), ASK, "PRPA_IN999999UV99"
    ),
    Case(
        "soap.retiree",
        lambda b: b.call("liste", '<createPatientAccess xmlns="urn:si-dmp-patients"/>'),
        ASK,
        "createPatientAccess",
    ),
    Case("soap.autre_adresse", raw(good), ASK, "PRPA_IN201307UV02", expected="patients"),
    Case(
        "soap.security_mustunderstand",
        ask(changes=[("<Security ", '<Security soap:mustUnderstand="1" ')]),
        ASK,
        "Security/@mustUnderstand",
    ),
    Case("wsa.requis", ask(changes=[("<To ", "<Vers ")]), ASK, "soap:Header"),
    Case(
        "soap.entete_double",
        ask(changes=[("<To ", '<To xmlns="http://www.w3.org/2005/08/addressing"/><To ')]),
        ASK,
        "To[1]",
        "2",
        "1",
    ),
    Case("wsa.reply_to_absent", ask(changes=[("ReplyTo", "Autre")]), ASK, "soap:Header"),
    Case(
        "wsa.action_divergente", ask(changes=[("urn:hl7-org:v3:PRPA_IN201307UV02", "urn:x")]), ASK, "Action"
    ),
    Case(
        "donnees_reelles",
        ask(vihf(ins="185057511122233")),
        ASK,
        "saml2:Assertion",
        "185************",
    ),
]


def claims(**changes: Any) -> Call:
    return ask(vihf(**changes))


def tampered(banc: Banc) -> Answer:
    signed = banc.sign(vihf()).replace(b"NATHALIE", b"SOMEBODY")
    return banc.call("existence", existence(), assertion=signed)


def twice(banc: Banc) -> Answer:
    signed = banc.sign(vihf())
    return banc.call("existence", existence(), assertion=signed + banc.sign(vihf()))


def elsewhere(banc: Banc) -> Answer:
    """The signed assertion moved away, another in its place that points at it."""
    signed = banc.sign(vihf()).decode()
    start, end = signed.index("<ds:Signature"), signed.index("</ds:Signature>") + 15
    forged = banc.unsigned(vihf(sujet="899700000013")).decode()
    head, tail = forged.split("</saml2:Issuer>")
    evil = head + "</saml2:Issuer>" + signed[start:end] + tail
    return banc.call("existence", existence() + f"<x>{signed}</x>", assertion=evil.encode())


def one_body(call: Call) -> Call:
    return call


MD5 = ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")
HOUR_AGO = datetime.now(UTC) - timedelta(hours=2)
SIGNATURE = [
    Case("vihf.absent", ask(assertion=b" "), ASK, "soap:Header"),
    Case("vihf.plusieurs", twice, ASK, "saml2:Assertion[2]"),
    Case("vihf.non_signe", lambda b: b.call("existence", existence(), assertion=b.unsigned(vihf())), ASK),
    Case("vihf.signature", tampered, ASK, "saml2:Assertion"),
    Case(
        "vihf.signature_profil",
        lambda b: b.call("existence", existence(), assertion=b.sign(vihf()).replace(b'URI="#_', b'URI="#x')),
        ASK,
        "saml2:Assertion",
    ),
    Case("vihf.signature_algorithme", ask(changes=[MD5]), ASK, "saml2:Assertion"),
    Case(
        "vihf.sha1",
        lambda b: b.call("existence", existence(), assertion=b.sign(vihf(), sha1=True)),
        ASK,
        "saml2:Assertion",
    ),
    Case(
        "vihf.certificat_absent",
        ask(changes=[("<ds:X509Certificate>", "<ds:X509Certificate>AAAA")]),
        ASK,
        "saml2:Assertion",
    ),
    Case("vihf.certificat_autorite", ask(signed_with="unknown_ca"), ASK, "saml2:Assertion"),
    Case("vihf.certificat_expire", ask(signed_with="expired"), ASK, "saml2:Assertion"),
    Case("vihf.certificat_revoque", ask(signed_with="revoked"), ASK, "saml2:Assertion"),
    Case("vihf.certificat_usage", ask(signed_with="org_auth_cli"), ASK, "saml2:Assertion"),
]
ASSERTION = [
    Case("vihf.issuer_format", claims(emetteur_format=None), ASK, "saml2:Assertion"),
    Case("vihf.issuer_nom", claims(emetteur="CN=AUTRE,C=FR"), ASK, "saml2:Assertion", "CN=AUTRE,C=FR"),
    Case("vihf.conditions", claims(pas_apres=moment(HOUR_AGO)), ASK),
    Case("vihf.trop_ancien", claims(emise=moment(HOUR_AGO)), ASK),
    Case("vihf.emission", claims(emise=None), ASK),
    Case("vihf.champ_absent", claims(structure=None), ASK, expected="Identifiant_Structure"),
    Case("vihf.champ_attendu", claims(ressource_urn=None), ASK, expected="Ressource_URN"),
    Case("vihf.version", claims(version_vihf="1.0"), ASK, found="1.0", expected="3.0"),
    Case("vihf.mode", claims(mode_brut="FORTE"), ASK, found="FORTE"),
    Case(
        "vihf.purposeofuse",
        lambda b: b.call("existence", existence(), assertion=b.sign_text(plain_usage)),
        ASK,
    ),
    Case("vihf.purposeofuse_code", claims(usage=Code("urgence", "x")), ASK, found="urgence"),
    Case(
        "vihf.specialite",
        claims(roles=(Code("10", "1.2.250.1.71.1.2.7"),)),
        claims(roles=DOCTOR_ROLES),
    ),
    Case(
        "vihf.structure_certificat",
        claims(structure="1990000036"),
        ASK,
        found="1990000036",
        expected="1990000028",
    ),
    Case(
        "vihf.signataire_carte",
        ask(vihf("DIRECTE", sujet="899700000021"), signed_with="cps_sign", certificate="cps_auth"),
        ask(
            vihf("DIRECTE", emetteur="CN=899700000039", nom_affiche=None),
            signed_with="cps_sign",
            certificate="cps_auth",
        ),
        found="899700000021",
        expected="899700000039",
    ),
    Case("vihf.sujet_forme", claims(sujet="nathalie"), ASK, found="nathalie"),
    Case(
        "vihf.bris_sans_raison",
        ask(vihf(usage=BRIS)),
        ask(vihf(usage=BRIS, raison="Résident inconscient")),
        expected="Mode_Acces_Raison",
    ),
    Case("vihf.air_preuve", ask(vihf("INDIRECTE_RENFORCEE", preuve=None)), ask(vihf("INDIRECTE_RENFORCEE"))),
    Case(
        "vihf.air_preuve_valeur",
        ask(vihf("INDIRECTE_RENFORCEE", preuve="MOT_DE_PASSE")),
        ask(vihf("INDIRECTE_RENFORCEE")),
        expected="CONF_EXI_PGSSIS",
    ),
    Case(
        "vihf.air_sujet",
        ask(vihf("INDIRECTE_RENFORCEE", sujet="3990000028/accueil")),
        ask(vihf("INDIRECTE_RENFORCEE")),
        found="3990000028/accueil",
    ),
    Case(
        "vihf.air_contexte",
        ask(vihf("INDIRECTE_RENFORCEE", contexte="urn:oasis:names:tc:SAML:2.0:ac:classes:Password")),
        ask(vihf("INDIRECTE_RENFORCEE")),
    ),
    Case("vihf.secteur", claims(secteur=Code("SA17", "SAE")), ASK, found="SA17^SAE"),
    Case("vihf.ressource_urn", claims(ressource_urn="urn:ins"), ASK, found="urn:ins", expected="urn:dmp"),
    Case(
        "vihf.attribut_double",
        lambda b: b.call("existence", existence(), assertion=b.sign_text(doubled)),
        ASK,
        found="LPS_Nom",
    ),
]


def plain_usage(assertion: str) -> str:
    """The access mode as plain text, as a first try at it is often written."""
    return re.sub("<PurposeOfUse[^>]*/>", "normal", assertion)


def doubled(assertion: str) -> str:
    extra = '<saml2:Attribute Name="LPS_Nom"><saml2:AttributeValue>X</saml2:AttributeValue></saml2:Attribute>'
    return assertion.replace("</saml2:AttributeStatement>", f"{extra}</saml2:AttributeStatement>")


# The published person whom INSi knows under the production identifier (errata 15).
PUBLISHED = "279035121518989"
PRODUCTION = Cx(PUBLISHED, "1.2.250.1.213.1.4.8")


def published(oid: str) -> Call:
    one = Cx(PUBLISHED, oid)
    return lambda b: b.call("existence", existence(PUBLISHED, oid), vihf(ressource=one))


def elsewhere_than_here(structure: str) -> Call:
    """A structure of another installation, with a seal of its own."""
    return lambda b: b.call(
        "existence",
        existence(),
        vihf(structure=structure, emetteur="CN=INSI-AUTO"),
        signed_with="wrong_ou",
        certificate="wrong_ou",
    )


def retired(banc: Banc) -> Answer:
    """The nurse's card is opposed."""
    nurse = banc.espace.monde.professionnels()["nathalie-kermarrec"]
    banc.runner.run(banc.espace.monde.put(nurse.model_copy(update={"carte": "opposee"})))
    return banc.call("existence", existence())


ACCESS = [
    Case("vihf.patient", claims(ressource=None, ressource_brute="INS"), ASK, found="INS"),
    Case(
        "vihf.patient_different",
        lambda b: b.call("existence", existence("2370955039902" + "09")),
        ASK,
        "patientIdentifier/value",
        "237095503990209",
        INS,
    ),
    Case("patient.oid_production", published("1.2.250.1.213.1.4.8"), published(TEST_OID)),
    Case("patient.oid", published("1.2.250.1.213.1.4.2"), published(TEST_OID)),
    Case("vihf.structure_inconnue", elsewhere_than_here("1990000004"), ASK, found="1990000004"),
    Case(
        "vihf.structure_hors_espace",
        lambda b: b.call(
            "autorisation",
            autorisation(),
            vihf("INDIRECTE_RENFORCEE", structure="1990000004", emetteur="CN=INSI-AUTO"),
            signed_with="wrong_ou",
            certificate="wrong_ou",
        ),
        allow(autorisation()),
        found="1990000004",
    ),
    Case("vihf.ps_structure", claims(sujet="899700000047"), ASK, found="1990000028", expected="1990000044"),
    Case(
        "vihf.ps_hors_structure",
        feed(claims=vihf(sujet="899700000047")),
        FEED,
        found="1990000028",
        expected="1990000044",
    ),
    Case("vihf.ps_inactif", retired, ASK),
    Case(
        "vihf.ps_inconnu",
        ask(vihf("INDIRECTE_RENFORCEE", sujet="899700009999")),
        ask(vihf("INDIRECTE_RENFORCEE")),
        found="899700009999",
    ),
    Case("vihf.homologation", claims(lps=Lps("DUI", "1.0", "AUTRE")), ASK, found="AUTRE"),
    Case(
        "droits.matrice", lambda b: b.call("recherche", recherche()), SEARCH, found="INDIRECTE TD3.1.metadata"
    ),
    Case("droits.sans_autorisation", air_read(recherche(), authorised=False), SEARCH, expected="VALIDE"),
    Case(
        "droits.bloque",
        on_record(air_read(recherche(), authorised=False), bloques=("nathalie-kermarrec",)),
        SEARCH,
    ),
    Case(
        "droits.opposition_urgence",
        on_record(
            air_read(recherche(), authorised=False, usage=Code("bris_de_glace", "x")),
            opposition_bris_de_glace=True,
        ),
        air_read(recherche(), authorised=False, usage=Code("bris_de_glace", "x")),
    ),
    Case("dossier.absent", on_record(FEED, etat="absent"), FEED, expected="ouvert"),
    Case("dossier.ferme", on_record(FEED, etat="ferme"), FEED, expected="ouvert"),
    Case("existence.absent", on_record(ASK, etat="absent"), ASK, found="absent"),
    Case("existence.ferme", on_record(ASK, etat="ferme"), ASK, found="ferme"),
    Case(
        "existence.raison",
        lambda b: b.call("existence", existence(reason="AUTRE")),
        ASK,
        "reasonCode",
        "AUTRE",
    ),
    Case("existence.patient", lambda b: b.call("existence", existence("")), ASK, "value"),
    Case("autorisation.action", allow(autorisation("RENOUVELLEMENT")), allow(autorisation()), "action"),
    Case(
        "autorisation.role",
        allow(autorisation("AJOUT", "MEDECIN_TRAITANT")),
        allow(autorisation("AJOUT", "MEDECIN_TRAITANT"), **LUC),
        "role",
    ),
    Case("autorisation.droits", lambda b: b.call("autorisation", autorisation()), allow(autorisation())),
    Case(
        "autorisation.bloque",
        on_record(allow(autorisation()), bloques=("nathalie-kermarrec",)),
        allow(autorisation()),
    ),
    Case("autorisation.dossier", on_record(allow(autorisation()), etat="ferme"), allow(autorisation())),
]
