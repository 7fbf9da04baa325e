"""A record's life: created, closed, reactivated, its administrative data (TD1.1 to TD1.4)."""

from tests.dmp.banc import Answer, Banc
from tests.dmp.cas_gestion import AGAIN, OPENING
from tests.dmp.editeur import TEST_OID, existence, gestion, recherche, vihf

ALBERT = "136105503992504"
PERSON = (
    '<name><prefix>M</prefix><family qualifier="SP">ROGER</family><given>ALBERT</given></name>'
    '<telecom value="tel:0123456789" use="HP"/><telecom value="mailto:albert@example.org"/>'
    '<administrativeGenderCode code="M"/><birthTime value="19361030"/>'
    "<addr><streetAddressLine>20 rue des Lilas</streetAddressLine>"
    "<additionalLocator>Bât. B</additionalLocator>"
    "<postalCode>55000</postalCode><city>BAR-LE-DUC</city><country>France</country></addr>"
    '<personalRelationship classCode="PRS"><code code="DAU" codeSystem="2.16.840.1.113883.1.11.19579"/>'
    '<telecom value="tel:0600000000" use="MC"/><relationshipHolder1 classCode="PSN"'
    ' determinerCode="INSTANCE"><name><given>Jeanne</given><family>ROGER</family></name>'
    "</relationshipHolder1></personalRelationship>"
)


def ask(banc: Banc, kind: str, body: str) -> Answer:
    """A call about Albert Roger, who has no record at first."""
    return banc.call(kind, body, vihf(ins=ALBERT))


def exists(banc: Banc) -> str:
    return str(ask(banc, "existence", existence(ALBERT)).exchange.facts["dmp.etat"])


def test_a_record_is_created_closed_and_reactivated(banc: Banc) -> None:
    assert exists(banc) == "absent"
    made = ask(banc, "creation", gestion("CREA_RD", ins=ALBERT, flags=OPENING, person=PERSON))
    assert (made.status, made.code, made.rules) == (200, "AA", [])
    assert (
        '<ns2:PRPA_IN201311UV02_Response xmlns="urn:hl7-org:v3" xmlns:ns2="asip:ci-sis:gdp:2010">'
        '<PRPA_IN201312UV02 ITSVersion="XML_1.0"><id extension="'
    ) in made.root
    assert "PRPA_IN201311ResponseUV02<" in made.root
    assert 'root="1.2.250.1.213.4.1.1.1.1"/>' in made.root
    assert (
        '<acknowledgement typeCode="AA"><targetMessage><id extension="g-1" root="1.2.250.1.999.1"/>'
        '</targetMessage></acknowledgement><controlActProcess classCode="CACT" moodCode="EVN"><reasonCode'
        ' code="CREA_RD" codeSystem="1.2.250.1.213.1.1.4.11" displayName="Création de dossier"/>'
        '<subject contextConductionInd="false" typeCode="SUBJ">'
        '<registrationEvent classCode="REG" moodCode="EVN"><statusCode code="completed"/>'
        '<subject1 typeCode="SBJ"><patient classCode="PAT"><statusCode code="active"/>'
        '<patientPerson classCode="PSN" determinerCode="INSTANCE"><name><prefix>M</prefix>'
        '<family qualifier="SP">ROGER</family><given>ALBERT</given></name></patientPerson></patient>'
        '</subject1><custodian typeCode="CST"><assignedEntity classCode="ASSIGNED">'
        '<id root="1.2.250.1.213.4.1.1.1"/></assignedEntity></custodian></registrationEvent></subject>'
        "</controlActProcess></PRPA_IN201312UV02></ns2:PRPA_IN201311UV02_Response>"
    ) in made.root
    assert exists(banc) == "ouvert"

    again = ask(banc, "creation", gestion("CREA_RD", ins=ALBERT, flags=OPENING))
    assert (again.status, again.code) == (200, "DMPFound")
    assert "<PRPA_IN201313UV02 " in again.root
    assert '<acknowledgementDetail><code code="DMPFound"/><text>' in again.root

    closed = ask(banc, "gestion", gestion("FERM", ins=ALBERT, status="terminated"))
    assert (closed.code, closed.rules) == ("AA", [])
    assert '<patient classCode="PAT"><statusCode code="terminated"/>' in closed.root
    assert "<PRPA_IN201315UV02 " in closed.root
    assert exists(banc) == "ferme"
    twice = ask(banc, "gestion", gestion("FERM", ins=ALBERT, status="terminated"))
    assert twice.code == "DMPClosed"
    assert "<PRPA_IN201316UV02 " in twice.root

    reopened = ask(banc, "gestion", gestion("REAC", ins=ALBERT, flags=AGAIN))
    assert (reopened.code, reopened.rules) == ("AA", [])
    assert exists(banc) == "ouvert"


def test_the_data_sent_are_those_read(banc: Banc) -> None:
    flags = {**OPENING, "OPPOSITION_BRIS_DE_GLACE": "true"}
    body = gestion("CREA_RD", ins=ALBERT, flags=flags, person=PERSON)
    assert ask(banc, "creation", body).code == "AA"
    read = ask(banc, "existence", existence(ALBERT, reason="CNSLT_DATA"))
    assert (read.code, read.rules, read.exchange.operation) == ("OK", [], "dmp.td13a")
    assert "<attentionLine>" not in read.root
    assert (
        '<name><prefix>M</prefix><given>ALBERT</given><family qualifier="SP">ROGER</family></name>'
        '<telecom use="HP" value="tel:0123456789"/><telecom value="mailto:albert@example.org"/>'
        '<administrativeGenderCode code="M"/><birthTime value="19361030"/><deceasedInd value="false"/>'
        "<addr><streetAddressLine>20 rue des Lilas</streetAddressLine>"
        "<additionalLocator>Bât. B</additionalLocator><postalCode>55000</postalCode>"
        "<city>BAR-LE-DUC</city><country>France</country></addr>"
        '<personalRelationship classCode="PRS"><code code="DAU"'
        ' codeSystem="2.16.840.1.113883.1.11.19579"/><telecom use="MC" value="tel:0600000000"/>'
        '<relationshipHolder1 classCode="PSN" determinerCode="INSTANCE"><name><given>Jeanne</given>'
        "<family>ROGER</family></name></relationshipHolder1></personalRelationship>"
        '<birthPlace classCode="BIRTHPL"><addr/></birthPlace></patientPerson>'
    ) in read.root
    assert (
        '<code code="OPPOSITION_BRIS_DE_GLACE" codeSystem="1.2.250.1.213.4.1.2.3"'
        ' displayName="opposition au mode bris de glace"/><value xsi:type="BL" value="true"'
    ) in read.root

    changed = PERSON.replace("0123456789", "0987654321")
    done = ask(banc, "gestion", gestion("MODIF_DATA", ins=ALBERT, person=changed))
    assert (done.code, done.rules) == ("AA", [])
    read = ask(banc, "existence", existence(ALBERT, reason="CNSLT_DATA"))
    assert "tel:0987654321" in read.root
    assert "tel:0123456789" not in read.root
    # An opposition that is not told again stays.
    assert 'displayName="opposition au mode bris de glace"/><value xsi:type="BL" value="true"' in read.root


def test_a_closed_record_takes_nothing(banc: Banc) -> None:
    banc.change("marguerite-delaunay", rattache_mes=False)
    assert banc.call("gestion", gestion("FERM", status="terminated")).code == "AA"
    assert banc.feed().code == "XDSUnknownPatientId"
    assert banc.call("recherche", recherche(), banc.air()).code == "XDSUnknownPatientId"


def test_a_record_attached_to_mon_espace_sante_is_managed_by_its_owner(banc: Banc) -> None:
    refused = banc.call("gestion", gestion("FERM", status="terminated"))
    assert refused.code == "DMPAccessDeniedByRightsService"
    assert "Ce DMP est rattaché à Mon espace santé" in refused.text("text")
    assert banc.call("existence", existence()).exchange.facts["dmp.etat"] == "ouvert"


def test_the_patient_of_the_request_is_that_of_the_assertion(banc: Banc) -> None:
    body = gestion("MODIF_DATA", ins=ALBERT)
    assert "dmp.vihf.patient_different" in banc.call("gestion", body).rules


def test_a_record_never_heard_of_has_no_data(banc: Banc) -> None:
    read = ask(banc, "existence", existence(ALBERT, reason="CNSLT_DATA"))
    assert read.code == "NF"
    assert f'root="{TEST_OID}"' not in read.root


def test_a_reason_the_dmp_does_not_know_is_refused(banc: Banc) -> None:
    assert banc.call("existence", existence(reason="AUTRE")).status == 500


def test_the_journal_tells_it_and_reads_it_again(banc: Banc) -> None:
    body = gestion("CREA_RD", ins=ALBERT, flags=OPENING)
    done = [
        ask(banc, "creation", body),
        ask(banc, "creation", body),
        ask(banc, "existence", existence(ALBERT, reason="CNSLT_DATA")),
    ]
    told = banc.service.explain(done[0].exchange, "fr")
    assert told.asked == "Création du DMP de ROGER ALBERT, par la structure (mode indirect)."
    assert told.answered == "Le DMP est ouvert."
    for one in done:
        again = banc.service.analyse(one.exchange, banc.espace)
        assert again.operation == one.exchange.operation
        assert {name: one.exchange.facts[name] for name in again.facts} == dict(again.facts)
        assert sorted(f.rule.id for f in again.findings) == sorted(one.rules)


def test_a_blocked_professional_does_not_manage_the_record(banc: Banc) -> None:
    banc.change("marguerite-delaunay", bloques=("nathalie-kermarrec",), rattache_mes=False)
    for body in (gestion("MODIF_DATA"), gestion("FERM", status="terminated")):
        refused = banc.call("gestion", body, banc.air())
        assert (refused.code, refused.rules) == ("DMPAccessDeniedByRightsService", ["dmp.droits.bloque"])
    banc.change("marguerite-delaunay", bloques=())
    assert banc.call("gestion", gestion("MODIF_DATA"), banc.air()).code == "AA"
