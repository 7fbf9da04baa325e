"""Each rule: the message that breaks it, where the finding sits, and the advice that makes it disappear."""

from datetime import UTC, datetime
from typing import Any

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.rule import Effect, Profile
from tests.ins.banc import CLEAR, GONE, Banc, Chunk, peer, request, search
from tests.ins.cas import Case
from tests.ins.cas_identite import IDENTITE
from tests.ins.cas_vitale import VITALE
from tests.ins.porteur import ASSERTION_RULES

HEADER = "/soap:Envelope/soap:Header"
BAM = f"{HEADER}/bam:ContexteBAM"
LPS = f"{HEADER}/lps:ContexteLPS"
SOFTWARE = f"{LPS}/lps:LPS"
TRAITS = "/soap:Envelope/soap:Body/r:RECSANSVITALE"
NOM = f"{TRAITS}/r:NomNaissance"
PRENOM = f"{TRAITS}/r:Prenom"
GOOD = request()
ASSERTION = (
    "<soap:Header>",
    '<soap:Header><wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/'
    'oasis-200401-wss-wssecurity-secext-1.0.xsd"><saml:Assertion '
    'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/></wsse:Security>',
)


def nom(value: str) -> bytes:
    return request(("ADRTROIS", value))


def prenom(value: str) -> bytes:
    return request(("TOUSSAINT", value))


TO_LPS_ROOT = "{http://www.cnamts.fr/INSiRecSans}RECSANSVITALE"
ACTION = "urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite"
MESSAGE_ID = "<wsa:MessageID>uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04</wsa:MessageID>"

TRANSPORT = [
    Case(
        "http.type_de_contenu",
        GOOD,
        "Content-Type",
        "text/xml",
        "application/soap+xml",
        how={"content_type": "text/xml; charset=utf-8"},
    ),
    Case("http.en_clair", GOOD, "", "http", "https", how={"wire": CLEAR, "anonymous": True}),
    Case("http.corps_trop_gros", b"<a>" + b" " * 1_000_001 + b"</a>"),
    Case("http.corps_trop_lent", [b"<soap:Envelope", None]),
    Case("http.corps_interrompu", [b"<soap:Envelope", GONE]),
    Case("http.chemin", GOOD, how={"path": "/"}),
    Case(
        "certificat.cn",
        GOOD,
        "CN",
        "INSI-AUTO-TEST",
        "INSI-AUTO",
        how={"certificate": peer("INSI-AUTO-TEST")},
    ),
    Case("certificat.absent", GOOD, "CN", "", "INSI-AUTO", how={"anonymous": True}),
    Case(
        "assertion.absente",
        GOOD,
        HEADER,
        "",
        "saml:Assertion",
        request(ASSERTION),
        how={"face": "assertion", "anonymous": True},
        then={"face": "assertion", "anonymous": True},
    ),
    Case(
        "donnees_reelles",
        request(("<bam:COUVERTURE/>", "<bam:COUVERTURE><bam:Num>1850575111222</bam:Num></bam:COUVERTURE>")),
        f"{BAM}/bam:COUVERTURE",
        "185**********",
        mended=request(
            ("<bam:COUVERTURE/>", "<bam:COUVERTURE><bam:Num>160012B020777</bam:Num></bam:COUVERTURE>")
        ),
    ),
]
ENVELOPE = [
    Case("xml.vide", b""),
    Case("xml.malforme", GOOD[:-12]),
    Case("xml.dtd", b"<!DOCTYPE soap:Envelope>" + GOOD),
    Case("xml.entite", nom("ADR&eacute;")),
    Case("xml.encodage", GOOD.replace(b"ADRTROIS", b"ADR\xc9")),
    Case("xml.demesure", GOOD.replace(b"<r:Sexe>", b"<x/>" * 3000 + b"<r:Sexe>")),
    Case(
        "xml.utf16",
        GOOD.decode().encode("utf-16"),
        "",
        "UTF-16",
        "UTF-8",
        how={"content_type": "application/soap+xml; charset=utf-16"},
    ),
    Case("soap.enveloppe", b"<RECSANSVITALE/>", "/RECSANSVITALE", "RECSANSVITALE"),
    Case(
        "soap.version",
        GOOD.replace(
            b"http://www.w3.org/2003/05/soap-envelope", b"http://schemas.xmlsoap.org/soap/envelope/"
        ),
        "/soap:Envelope",
        "{http://schemas.xmlsoap.org/soap/envelope/}Envelope",
    ),
    Case(
        "soap.corps",
        request(("</soap:Envelope>", "<soap:Body><r:RECSANSVITALE/></soap:Body></soap:Envelope>")),
        "/soap:Envelope/soap:Body[2]",
        "{http://www.w3.org/2003/05/soap-envelope}Body",
    ),
    Case(
        "soap.operation",
        request(("http://www.cnamts.fr/INSiRecSans", "http://example.org/insi")),
        TRAITS,
        "{http://example.org/insi}RECSANSVITALE",
        TO_LPS_ROOT,
    ),
    Case(
        "wsa.action_divergente",
        request((f"<wsa:Action>{ACTION}", "<wsa:Action>urn:autre")),
        f"{HEADER}/wsa:Action",
        "urn:autre",
        ACTION,
    ),
    Case("wsa.action_absente", request((f"<wsa:Action>{ACTION}</wsa:Action>", "")), HEADER, "", ACTION),
    Case(
        "wsa.message_id_absent",
        request((MESSAGE_ID, "")),
        HEADER,
        "",
        "uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    ),
    Case(
        "wsa.message_id_forme",
        request((">uuid:7f", ">urn:uuid:7f")),
        f"{HEADER}/wsa:MessageID",
        "urn:uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04",
        "uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    ),
    Case("soap.entete_double", request((MESSAGE_ID, MESSAGE_ID * 2)), f"{HEADER}/wsa:MessageID[2]", "2", "1"),
]
OLD_BAM = request().decode().split("  <bam:ContexteBAM")[1].split("\n")[0]
OLD_LPS = request().decode().split("  <lps:ContexteLPS")[1].split("  <wsa:Action")[0]
CONTEXTS = [
    Case("bam.absent", request((f"<bam:ContexteBAM{OLD_BAM}", "")), HEADER, "", "ContexteBAM"),
    Case("bam.couverture_absente", request(("<bam:COUVERTURE/>", "")), BAM, "", "COUVERTURE"),
    Case("lps.absent", request((f"<lps:ContexteLPS{OLD_LPS}", "")), HEADER, "", "ContexteLPS"),
    Case("contexte.version_absente", request((' Version="01_02"', "")), f"{BAM}/@Version", "", "01_02"),
    Case(
        "contexte.id_absent",
        request(("<bam:Id>7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a01</bam:Id>", "")),
        BAM,
        "",
        "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    ),
    Case(
        "contexte.id_forme",
        request(("<bam:Id>7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a01", "<bam:Id>12")),
        f"{BAM}/bam:Id",
        "12",
        "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    ),
    Case(
        "contexte.temps_absent",
        request(("<bam:Temps>2026-01-01T08:00:00Z</bam:Temps>", "")),
        BAM,
        "",
        "AAAA-MM-JJThh:mm:ssZ",
    ),
    Case(
        "contexte.temps_forme",
        request(("<bam:Temps>2026-01-01T08:00:00Z", "<bam:Temps>01/01/2026 08:00")),
        f"{BAM}/bam:Temps",
        "01/01/2026 08:00",
        "AAAA-MM-JJThh:mm:ssZ",
    ),
    Case("contexte.nature", request(("CTXLPS", "CTXBAM")), f"{LPS}/@Nature", "CTXBAM", "CTXLPS"),
    Case("lps.idam_absent", request(('<lps:IDAM R="4">ABC17NF23DE0</lps:IDAM>', "")), SOFTWARE, "", "IDAM"),
    Case("lps.idam_inconnu", request(("ABC17NF23DE0", "X")), f"{SOFTWARE}/lps:IDAM", "X"),
    Case(
        "lps.idam_forme",
        request(("ABC17NF23DE0", "abc17nf23de0")),
        f"{SOFTWARE}/lps:IDAM",
        "abc17nf23de0",
        "ABC17NF23DE0",
    ),
    Case(
        "lps.version_vide",
        request(("<lps:Version>1.0", "<lps:Version>")),
        f"{SOFTWARE}/lps:Version",
        "",
        "1.0",
    ),
    Case(
        "lps.instance_vide",
        request(("<lps:Instance>7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a03</lps:Instance>", "")),
        SOFTWARE,
        "",
        "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    ),
    Case(
        "lps.nom_forme",
        request(("urn:lps:DUI:1.0", "DUI")),
        f"{SOFTWARE}/lps:Nom",
        "DUI",
        "urn:lps:NOM:VERSION",
    ),
    Case(
        "contexte.temps_decale",
        request(("<bam:Temps>2026-01-01T08:00:00Z", "<bam:Temps>2023-07-27T10:57:13.591+02:00")),
        f"{BAM}/bam:Temps",
        "2023-07-27T10:57:13.591+02:00",
        datetime.now(UTC).date().isoformat(),
    ),
    Case(
        "emetteur.different_ou",
        request(("<bam:Emetteur>10B0152872", "<bam:Emetteur>300000001820687")),
        f"{BAM}/bam:Emetteur",
        "300000001820687",
        "10B0152872",
    ),
    Case(
        "emetteur.absent",
        request(("<lps:Emetteur>10B0152872</lps:Emetteur>", "")),
        LPS,
        "",
        "10B0152872",
    ),
]
LETTERS = [
    Case("lexique.minuscules", nom("AdrTROIS"), NOM, "AdrTROIS", "ADRTROIS"),
    Case("lexique.diacritique", prenom("HÉLÈNE"), PRENOM, "HÉLÈNE", "HELENE", prenom("HELENE")),
    Case("lexique.ligature", prenom("CŒUR"), PRENOM, "CŒUR", "COEUR", prenom("COEUR")),
    Case("lexique.apostrophe", nom("D’ARTAGNAN"), NOM, "D’ARTAGNAN", "D'ARTAGNAN", nom("D'ARTAGNAN")),
    Case("lexique.chiffre", nom("ADR3"), NOM, "ADR3", "", nom("ADRTROIS")),
    Case("lexique.caractere", nom("ADR_TROIS"), NOM, "ADR_TROIS", "", nom("ADRTROIS")),
    Case("lexique.espaces", nom("DE  VINCI"), NOM, "DE  VINCI", "DE VINCI", nom("DE VINCI")),
    Case("lexique.debut", nom("-ADR"), NOM, "-ADR", "ADR", nom("ADR")),
    Case("lexique.fin", prenom("JEAN-"), PRENOM, "JEAN-", "JEAN", prenom("JEAN")),
    Case(
        "lexique.tirets", prenom("ANNE--SOPHIE"), PRENOM, "ANNE--SOPHIE", "ANNE-SOPHIE", prenom("ANNE-SOPHIE")
    ),
    Case("lexique.espace_final", nom("ADRTROIS "), NOM, "ADRTROIS ", "ADRTROIS"),
]
SEXE = "<r:Sexe>M</r:Sexe>"
DATE = "<r:DateNaissance>1960-01-01</r:DateNaissance>"


def lieu(value: str) -> bytes:
    return request((DATE, f"{DATE}<r:LieuNaissance>{value}</r:LieuNaissance>"))


PERSON = [
    Case("traits.absent", request((SEXE, "")), TRAITS, "", "Sexe"),
    Case("traits.sexe", request((SEXE, "<r:Sexe>f</r:Sexe>")), f"{TRAITS}/r:Sexe", "f", "F"),
    Case(
        "traits.date_forme",
        request(("1960-01-01", "01/02/1960")),
        f"{TRAITS}/r:DateNaissance",
        "01/02/1960",
        "1960-02-01",
        request(("1960-01-01", "1960-02-01")),
    ),
    Case(
        "traits.date_incomplete",
        request(("1960-01-01", "1960-05-00")),
        f"{TRAITS}/r:DateNaissance",
        "1960-05-00",
        "1960-05-01",
        request(("1960-01-01", "1960-05-01")),
    ),
    Case("traits.lieu_forme", lieu("2b020"), f"{TRAITS}/r:LieuNaissance", "2b020", "2B020", lieu("2B020")),
    Case("traits.lieu_inconnu", lieu("99999"), f"{TRAITS}/r:LieuNaissance", "99999"),
    Case(
        "traits.prenoms_plusieurs",
        request((SEXE, f"<r:Prenom>JEAN</r:Prenom>{SEXE}")),
        f"{PRENOM}[2]",
        "2",
        "1",
        prenom("TOUSSAINT JEAN"),
    ),
    Case("traits.double", request((SEXE, SEXE * 2)), f"{TRAITS}/r:Sexe[2]", "2", "1"),
    Case(
        "traits.ordre",
        request((f"{SEXE}{DATE}", f"{DATE}{SEXE}")),
        TRAITS,
        "NomNaissance Prenom DateNaissance Sexe",
        "NomNaissance Prenom Sexe DateNaissance",
    ),
    Case(
        "traits.element_inconnu",
        request((SEXE, f"{SEXE}<r:Age>66</r:Age>")),
        f"{TRAITS}/r:Age",
        "{http://www.cnamts.fr/INSiRecSans}Age",
    ),
    Case(
        "identite.nom_utilise",
        search("GARNIER", "SIMONE", "F", "1937-09-03"),
        NOM,
        "GARNIER",
        "MERCIER",
        search("MERCIER", "SIMONE", "F", "1937-09-03"),
    ),
    Case("identite.douteuse", search("NOEL", "GEORGES", "M", "1942-12-25"), TRAITS, "douteux"),
    Case("identite.fictive", search("FORMATION", "ESSAI", "M", "1950-01-01"), TRAITS, "fictif"),
]
CASES = [*TRANSPORT, *ENVELOPE, *CONTEXTS, *LETTERS, *PERSON, *IDENTITE, *VITALE]


def send(banc: Banc, message: bytes | list[Chunk], how: dict[str, Any]) -> Any:
    return banc.post(message, **how)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_broken_rule_is_told_at_its_place_and_the_advice_makes_it_disappear(case: Case) -> None:
    banc = Banc(timeout=0.05)
    answer = send(banc, case.broken, case.how)
    finding = next(one for one in answer.findings if one.rule.id == f"ins.{case.rule}")
    assert finding.place.path == case.path
    if not case.rule.startswith("xml.") or case.expected:
        assert (finding.found, finding.expected) == (case.found, case.expected)
    mended = send(banc, case.mended, case.then)
    assert f"ins.{case.rule}" not in mended.rules


def test_the_right_message_breaks_no_rule_at_all() -> None:
    assert Banc().post(GOOD).rules == []


def test_a_method_other_than_post_is_told() -> None:
    answer = Banc().get("/lps", method="PUT")
    assert (answer.status, answer.rules) == (405, ["ins.http.methode"])


def test_every_rule_of_the_register_has_its_case_here() -> None:
    # Those of an assertion need a card that signs: they are tried one by one in `test_assertion`.
    told = {f"ins.{case.rule}" for case in CASES} | {f"ins.{rule}" for rule in ASSERTION_RULES}
    told |= {"ins.http.methode", "ins.traits.date_future"}
    # Lot 2 and what several calls make together have their own tests.
    known = {
        rule for rule in Banc().service.register.rules if not rule.startswith(("ins.lot2.", "ins.rythme."))
    }
    assert known == told


def test_every_refusal_names_an_error_of_the_table() -> None:
    register = Banc().service.register
    asked = {rule.refusal.error for rule in register.rules.values() if rule.refusal}
    assert asked <= set(register.errors)


def test_the_bytes_of_a_finding_are_those_of_the_node() -> None:
    message = "<!-- é <r:Prenom> -->".encode() + nom("Adré")
    finding = Banc().post(message).finding("ins.lexique.diacritique")
    start, end = finding.place.start, finding.place.end
    assert message[start:end] == "<r:NomNaissance>Adré</r:NomNaissance>".encode()
    assert finding.place.line == 10


def test_a_path_uses_the_prefixes_of_the_message() -> None:
    message = GOOD.replace(b"r:", b"ins:").replace(b"xmlns:r=", b"xmlns:ins=").replace(b"ADRTROIS", b"adr")
    message = message.replace(b"useins:", b"user:")
    finding = Banc().post(message).finding("ins.lexique.minuscules")
    assert finding.place.path == "/soap:Envelope/soap:Body/ins:RECSANSVITALE/ins:NomNaissance"


def test_on_the_field_an_assumed_refusal_accepts_and_strict_refuses() -> None:
    broken = request(("<bam:COUVERTURE/>", ""))
    field_answer = Banc().post(broken)
    assert (field_answer.status, field_answer.text("CodeCR")) == (200, "00")
    assert field_answer.finding("ins.bam.couverture_absente").effect is Effect.ACCEPT
    strict = Banc(EspaceSettings(profile=Profile.STRICT)).post(broken)
    assert (strict.status, strict.exchange.facts["ins.erreur"]) == (500, "insi_102")
    assert strict.finding("ins.bam.couverture_absente").effect is Effect.REFUSE
    assert strict.exchange.facts["erreurs"] == ("contexte_absent",)


def test_an_absent_number_was_never_seen_refused_unlike_an_unknown_one() -> None:
    absent = request(('<lps:IDAM R="4">ABC17NF23DE0</lps:IDAM>', ""))
    field_answer = Banc().post(absent)
    assert (field_answer.status, field_answer.text("CodeCR")) == (200, "00")
    assert field_answer.finding("ins.lps.idam_absent").effect is Effect.ACCEPT
    strict = Banc(EspaceSettings(profile=Profile.STRICT)).post(absent)
    assert (strict.status, strict.exchange.facts["ins.erreur"]) == (500, "desir_550")
    unknown = Banc().post(request(("ABC17NF23DE0", "X")))
    assert (unknown.status, unknown.exchange.facts["ins.erreur"]) == (500, "desir_550")


def test_discovery_accepts_an_unknown_software_but_not_a_wrong_certificate() -> None:
    banc = Banc(EspaceSettings(profile=Profile.DECOUVERTE))
    unknown = banc.post(request(("ABC17NF23DE0", "ZZZ17NF23DE0")))
    assert (unknown.text("CodeCR"), unknown.rules) == ("00", ["ins.lps.idam_inconnu"])
    assert banc.post(GOOD, certificate=peer("AUTRE")).exchange.facts["ins.erreur"] == "desir_560"


def test_real_data_is_told_on_the_field_and_refused_where_the_espace_says_so() -> None:
    real = request(("<bam:COUVERTURE/>", "<bam:COUVERTURE><bam:Num>1850575111222</bam:Num></bam:COUVERTURE>"))
    told = Banc().post(real)
    assert (told.text("CodeCR"), told.finding("ins.donnees_reelles").effect) == ("00", Effect.ACCEPT)
    banc = Banc(EspaceSettings(refuse_real_data=True))
    refused = banc.post(real)
    assert (refused.status, refused.exchange.facts["erreurs"]) == (500, ("donnees_reelles",))
    assert refused.finding("ins.donnees_reelles").effect is Effect.REFUSE
    assert banc.faults.asked == []


def test_a_name_that_breaks_three_rules_gets_three_findings_and_one_value_to_send() -> None:
    found = [one for one in Banc().post(nom("d’Æion")).findings if one.rule.id.startswith("ins.lexique")]
    assert [one.rule.id for one in found] == [
        "ins.lexique.minuscules",
        "ins.lexique.apostrophe",
        "ins.lexique.ligature",
    ]
    assert {one.expected for one in found} == {"D'AEION"}


@pytest.mark.parametrize(
    "value", ["D'ARTAGNAN DE L'HERAULT", "'AMOUR", "MARTIN--DUPONT", "LE GOFF-KER", "A-"]
)
def test_a_birth_name_the_service_admits_is_not_told(value: str) -> None:
    assert [rule for rule in Banc().post(nom(value)).rules if "lexique" in rule] == []


@pytest.mark.parametrize("value", ["ANNE-SOPHIE", "ANNE SOPHIE", "N'GOLO", "MARIE-LOUISE JEANNE"])
def test_a_given_name_the_service_admits_is_not_told(value: str) -> None:
    assert [rule for rule in Banc().post(prenom(value)).rules if "lexique" in rule] == []


def test_each_given_name_element_is_judged_at_its_own_node() -> None:
    message = request((SEXE, f"<r:Prenom>Zoé</r:Prenom>{SEXE}"))
    finding = Banc().post(message).finding("ins.lexique.diacritique")
    assert (finding.place.path, finding.expected) == (f"{PRENOM}[2]", "ZOE")
