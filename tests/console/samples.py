"""Exchanges typed by hand, as a DUI and the services would leave them in the journal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulators.core.basis import assumed, reported, seen, standard
from simulators.core.journal.model import Exchange, Message, Peer, Wire
from simulators.core.rule import (
    Default,
    Effect,
    ErrorEntry,
    Finding,
    Place,
    Refusal,
    Register,
    Rule,
    Severity,
    Text,
)
from simulators.core.service import Analysis, Explanation, Face

if TYPE_CHECKING:
    from simulators.core.espace import Espace

STARTED = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)

REQUEST = (
    b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>'
    b'<lps:ContexteLPS Version="01_00" xmlns:lps="urn:siram:lps:ctxlps"><lps:LPS>'
    b'<lps:IDAM R="4">INCONNU</lps:IDAM><lps:Nom>DUI</lps:Nom></lps:LPS></lps:ContexteLPS></s:Header>'
    b'<s:Body><r:RECSANSVITALE xmlns:r="http://www.cnamts.fr/INSiRecSans">'
    b"<r:NomNaissance>DUPR\xc3\x89</r:NomNaissance><r:Prenom>JEAN</r:Prenom></r:RECSANSVITALE></s:Body>"
    b"</s:Envelope>"
)
# Typed by hand: the element <lps:IDAM R="4">INCONNU</lps:IDAM> and the text DUPRÉ (É takes two bytes).
IDAM_SPAN = (147, 181)
NAME_SPAN = (326, 332)

IDAM_RULE = Rule(
    "INS-IDAM",
    "essai",
    Severity.ERROR,
    Text("Le logiciel n’est pas connu du téléservice.", "The software is not known to the service."),
    Text("Déclarez le numéro d’autorisation du DUI.", "Declare the DUI’s authorisation number."),
    seen("réponse observée en qualification"),
    Refusal("desir_550", seen("réponse observée en qualification")),
    ("INS-10",),
)
ACCENT_RULE = Rule(
    "INS-ACCENT",
    "essai",
    Severity.WARNING,
    Text("r:NomNaissance contient un accent.", "r:NomNaissance holds an accent."),
    Text("Convertissez É en E avant l’envoi.", "Convert É to E before sending."),
    standard("SEL-MP-043 §2"),
)
ACTION_RULE = Rule(
    "INS-ACTION",
    "essai",
    Severity.INFO,
    Text("Le paramètre d’action est absent.", "The action parameter is missing."),
    Text("Rien n’oblige à l’envoyer.", "Nothing requires it."),
    assumed("jamais vu exigé"),
)

PEER = Peer(
    subject="CN=INSI-AUTO,OU=10B0152872,O=EHPAD DES ESSAIS",
    issuer="CN=AC DE TEST",
    serial="0A1B",
    fingerprint="ab" * 32,
    common_name="INSI-AUTO",
    organizational_unit="10B0152872",
    organization="EHPAD DES ESSAIS",
    not_before=datetime(2025, 1, 1, tzinfo=UTC),
    not_after=datetime(2030, 1, 1, tzinfo=UTC),
)

REFUSED = Exchange(
    id="aaaa0001",
    espace="defaut",
    protocol="http",
    service="essai",
    face="mtls",
    started=STARTED,
    recorded=STARTED,
    duration_us=1_250,
    connection="c1",
    request=Message(
        "POST /lps HTTP/1.1",
        (("Host", "localhost:8441"), ("Content-Type", "application/soap+xml; charset=utf-8")),
        REQUEST,
        size=len(REQUEST),
    ),
    answer=Message(
        "HTTP/1.1 500 Internal Server Error", (("Content-Type", "text/xml"),), b"<f>non</f>", size=10
    ),
    outcome="500",
    operation="essai.recherche",
    peer=PEER,
    wire=Wire("TLSv1.3", "TLS_AES_128_GCM_SHA256", "localhost", "127.0.0.1:50000"),
    facts={
        "fault": True,
        "code": "desir_550",
        "patient.matricule": "",
        "patient.traits": "DUPRE|JEAN|M|1950-01-01",
    },
    findings=(
        Finding(
            ACTION_RULE, Place("request", "header", "Content-Type"), "application/soap+xml; charset=utf-8"
        ),
        Finding(ACCENT_RULE, Place("request", "xpath", "/s:Envelope/s:Body", *NAME_SPAN), "DUPRÉ", "DUPRE"),
        Finding(
            IDAM_RULE,
            Place("request", "xpath", "//lps:IDAM", *IDAM_SPAN),
            "INCONNU",
            "un numéro",
            Effect.REFUSE,
        ),
    ),
)
ACCEPTED = replace(
    REFUSED,
    id="aaaa0002",
    outcome="200",
    operation="essai.verification",
    facts={
        "fault": False,
        "code": "00",
        "patient.matricule": "150019912300135",
        "patient.traits": "MARTIN|ANNE",
    },
    findings=(),
)

EXPIRED_RULE = Rule(
    "tls.certificat_expire",
    "tls",
    Severity.ERROR,
    Text("certificat expiré", "certificate expired"),
    Text("Présenter un certificat en cours de validité.", "Present a valid certificate."),
    standard("RFC 5280"),
)
REVOKED_RULE = replace(EXPIRED_RULE, id="tls.certificat_revoque", title=Text("certificat révoqué", "revoked"))

HOSTILE_TEXT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
HOSTILE = replace(
    REFUSED,
    id="aaaa0003",
    request=Message(
        f"POST /{HOSTILE_TEXT} HTTP/1.1",
        (("X-Piege", HOSTILE_TEXT), (HOSTILE_TEXT, "1")),
        HOSTILE_TEXT.encode(),
        size=len(HOSTILE_TEXT),
    ),
    facts={"fault": True, "code": HOSTILE_TEXT, "patient.traits": HOSTILE_TEXT, "mot": HOSTILE_TEXT},
    peer=replace(PEER, common_name=HOSTILE_TEXT, subject=HOSTILE_TEXT),
    findings=(
        Finding(IDAM_RULE, Place("request", "bytes", HOSTILE_TEXT, 0, 8), HOSTILE_TEXT, HOSTILE_TEXT),
        Finding(IDAM_RULE, Place("request", "header", HOSTILE_TEXT), HOSTILE_TEXT),
    ),
)


def refused_handshake(rule: Rule, **changes: object) -> Exchange:
    """A handshake refused under one rule of the journal, in the installation's journal."""
    exchange = Exchange(
        id="bbbb0001",
        espace="installation",
        protocol="tls",
        service="ins",
        face="mtls",
        started=STARTED,
        recorded=STARTED,
        duration_us=900,
        connection="c9",
        request=Message(""),
        answer=None,
        outcome="certificat expiré",
        operation="tls.poignee_de_main",
        facts={"tls.refused": True, "tls.verify_code": 10, "tls.reason": "certificat expiré"},
        findings=(
            Finding(rule, Place("tls", "certificate"), "certificate has expired", effect=Effect.REFUSE),
        ),
    )
    return replace(exchange, **changes)  # type: ignore[arg-type] # any field of the dataclass


class SampleService:
    """A service that only speaks: what the console reads of one. No face, no wire."""

    def __init__(self) -> None:
        self.name = "essai"
        self.title = Text("Service d’essai", "Trial service")
        self.faces: tuple[Face, ...] = ()
        self.facts_version = 1
        self.operations = {
            "essai.recherche": Text("Recherche", "Search"),
            "essai.verification": Text("Vérification", "Verification"),
        }

    @property
    def register(self) -> Register:
        rules = {rule.id: rule for rule in (IDAM_RULE, ACCENT_RULE, ACTION_RULE)}
        label = "Numéro d'autorisation du logiciel inconnu."
        errors = {"desir_550": ErrorEntry("desir_550", "desir_550", label, seen("réponse observée"), {})}
        told = Text("Le délai est d’une seconde.", "The delay is one second.")
        return Register("essai", errors, rules, {"delai": Default("delai", told, reported("un éditeur"))})

    def analyse(self, exchange: Exchange, espace: "Espace | None") -> Analysis:
        return Analysis(exchange.operation, exchange.facts, exchange.findings)

    def explain(self, exchange: Exchange, lang: str) -> Explanation:
        traits = str(exchange.facts.get("patient.traits", ""))
        who = traits.split("|")[0]
        if lang == "en":
            return Explanation(
                f"Search for {who}.", "The DUI asked.", "The service answered.", ("Call again.",)
            )
        if exchange.facts.get("fault"):
            return Explanation(
                f"La recherche de {who} a été refusée : le logiciel n’est pas connu.",
                f"Le DUI cherchait l’identité de {who}.",
                "Le téléservice n’a pas cherché : il ne connaît pas ce logiciel.",
                ("Déclarez le numéro d’autorisation du DUI, puis refaites l’appel.",),
            )
        return Explanation(f"L’identité de {who} a été trouvée.", f"Le DUI cherchait {who}.", "Trouvée.")

    def endpoints(self, origins: Mapping[str, str]) -> Mapping[str, str | None]:
        return {}

    def read_file(self, name: str, data: bytes) -> Exchange | None:
        return None

    def documents(self) -> Mapping[str, bytes]:
        return {"service.wsdl": b"<definitions/>"}
