"""Where a name, a number, a date hides in a capture: nowhere that an import keeps it."""

import base64
import json
import re
from urllib.parse import quote, unquote

import pytest

from simulators.rejeu.captures.fiction import rendre_fictives
from simulators.rejeu.captures.modele import Capture
from tests.rejeu.captures import CLE, MATRICULE
from tests.rejeu.test_captures import GRAINE, NOW, fictive

NOMS = ("martineau", "eugenie", "zola", "helene")
# The last two: an RPPS number with a right key, alone and after the 8 of a national identifier.
NOMBRES = (MATRICULE, "0611223344", "75013", "75056", "19400314", "14031940", "10101010105", "10101010101")
FHIR = "http://hl7.org/fhir"
# A value in base64 that a walk may have kept.
CODE = re.compile(r"[A-Za-z0-9+/_-]{12,}")
DIT = "MARTINEAU Eugenie"


def code(text: str) -> str:
    """Base64, padded."""
    return base64.b64encode(text.encode()).decode()


def url64(text: str) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


JETON = f"eyJhbGciOiJSUzI1NiJ9.{url64(json.dumps({'family_name': 'MARTINEAU', 'ins': MATRICULE}))}.c2ln"


def dits(text: str, depth: int = 0) -> list[str]:
    """The text and all that can be read in it once decoded."""
    found = [text]
    if depth < 4:
        plain = unquote(text)
        found += dits(plain, depth + 1) if plain != text else []
        for one in (word for word in CODE.findall(text) if len(word) % 4 != 1):
            data = base64.urlsafe_b64decode(one.translate(str.maketrans("+/", "-_")) + "=" * (-len(one) % 4))
            if data.isascii():
                found += dits(data.decode(), depth + 1)
    return found


def survivants(one: Capture) -> set[str]:
    """The originals that can still be read in a capture."""
    headers = [value for _, value in (*one.entetes, *one.entetes_reponse)]
    bodies = [one.corps.decode("utf-8", "replace"), one.corps_reponse.decode("utf-8", "replace")]
    found = set()
    for said in (part for text in (one.url, *headers, *bodies) for part in dits(text)):
        flat = re.sub(r"[\s./-]", "", said)
        found |= {name for name in NOMS if name in said.lower()} | {one for one in NOMBRES if one in flat}
    return found


def demande(body: str, kind: str, url: str = "https://banc/fhir/Patient", location: str = "") -> Capture:
    """A capture, whose answer has a `location` when one is given."""
    answer = (("location", location),) if location else ()
    return Capture("1", "POST", url, (("content-type", kind),), body.encode(), NOW, 200, answer, b"")


JSON = {
    "un nom en un texte": {"name": [{"text": DIT}]},
    "le nom d'une référence": {"subject": {"reference": "Patient/1", "display": DIT}},
    "un titre": {"title": f"CR de {DIT}"},
    "une annotation": {"note": [{"text": DIT}]},
    "une pièce jointe": {"content": [{"attachment": {"title": "MARTINEAU.pdf", "data": code(DIT)}}]},
    "une adresse de données": {"url": f"data:text/plain;base64,{code(DIT)}"},
    "un téléphone": {"telecom": [{"system": "phone", "value": "0611223344"}]},
    "une adresse": {"address": [{"line": ["3 rue Zola"], "city": "Zola", "postalCode": "75013"}]},
    "un lieu de naissance": {"valueCoding": {"system": "R13-Commune", "code": "75056", "display": "Zola"}},
    "une affirmation": {"sub": "1", "name": DIT, "preferred_username": "eugenie.martineau"},
    "un lien": {"link": [{"url": f"https://b/Patient?identifier=urn%3Aoid%3A1.2%7C{MATRICULE}{CLE}"}]},
    "un lien et un blanc": {"link": [{"url": f"/Patient?identifier=x%20{MATRICULE}{CLE}"}]},
    "des tirets": {"x": "2-40-03-75-056-012"},
    "des blancs insécables": {"x": "2\u00a040\u202f03\u00a075\u00a0056\u00a0012"},
    "un préfixe collé": {"x": f"INS{MATRICULE}", f"ins{MATRICULE}": 1},
    "des chiffres pleins": {"x": "".join(chr(0xFF10 + int(one)) for one in MATRICULE)},
    "un RPPS seul": {"value": "10101010105"},
    "un nombre": {"value": 810101010101},
    "un nom sans ses accents": {"family": "HÉLÈNE", "x": "helene@exemple.fr"},
    "des accents décomposés": {"family": "HE\u0301LE\u0300NE", "x": "hélène, helene"},
    "une date de naissance ailleurs": {"birthDate": "1940-03-14", "x": "le 14/03/1940 ou 19400314"},
    "base64 sans fin": {"x": url64(f"{DIT}, 3 rue Zola, {MATRICULE}, 14031940 ??>>")},
    "un mot codé de courriel": {"x": "=?utf-8?Q?MARTINEAU?="},
    "du JSON dans un texte": {"x": json.dumps({"family": "MARTINEAU"})},
    "un jeton trop long": {"x": f"{JETON}{'A' * 100_000}"},
    "base64 coupé": {"x": url64(f"{DIT}, 3 rue Zola, nee le 14/03/1940 a Paris")[:65]},
    "un jeton et un texte": {"x": f"{JETON} {MATRICULE}"},
}
XML = {
    "FHIR en XML": (
        f"<Patient xmlns='{FHIR}'><name><family value='MARTINEAU'/><text value='{DIT}'/></name>"
        "<birthDate value='1940-03-14'/><telecom><value value='0611223344'/></telecom>"
        "<address><line value='3 rue Zola'/><postalCode value='75013'/></address></Patient>"
    ),
    "un nom de CDA": f"<patient><name>{DIT}</name></patient>",
    "une adresse de CDA": (
        "<a><addr><city>Zola</city><postalCode>75013</postalCode></addr><addr>Zola</addr></a>"
    ),
    "un texte de CDA": f"<a><value>{DIT}</value><originalText>{DIT}</originalText><title>{DIT}</title></a>",
    "un commentaire d'ebRIM": (
        f"<ExtrinsicObject><Name><LocalizedString value='CR {DIT}'/></Name>"
        f"<Description><LocalizedString value='{DIT}'/></Description></ExtrinsicObject>"
    ),
    "les autres parts de PID": (
        "<Slot name='sourcePatientInfo'><Value>PID-6|MARTINEAU^^^</Value><Value>PID-13|0611223344</Value>"
        "<Value>PID-5|ZOLA^EUGENIE</Value></Slot>"
    ),
    "le courriel d'un auteur": (
        "<Slot name='authorTelecommunication'><Value>^^Internet^zola@x.fr</Value></Slot>"
    ),
    "du XML dans un texte": "<a><![CDATA[<b><NomNaissance>MARTINEAU</NomNaissance></b>]]></a>",
    "un sujet de certificat": (
        "<a><X509SubjectName>CN=MARTINEAU, O=exemple</X509SubjectName><Issuer>CN=ZOLA</Issuer></a>"
    ),
    "une page": "<HTML><body><p>MARTINEAU</p></body></HTML>",
}
ADRESSES = {
    "un jeton": f"https://banc/auth/realms/x/logout?id_token_hint={JETON}",
    "un jeton dans le chemin": f"https://banc/auth/realms/x/{JETON}",
    "deux fois codé": f"https://banc/fhir/Patient?identifier=a%257C{MATRICULE}",
    "une recherche": "https://banc/fhir/Patient?name=MARTINEAU&given:exact=EUGENIE&patient.family=ZOLA",
    "une adresse": "https://banc/fhir/Patient?address-city=ZOLA&phone=0611223344&birthdate=eq1940-03-14",
    "un compte proposé": "https://banc/auth/realms/x?login_hint=eugenie.martineau",
}


@pytest.mark.parametrize("said", JSON.values(), ids=JSON)
def test_in_json(said: dict[str, object]) -> None:
    [one] = fictive(demande(json.dumps(said), "application/fhir+json"))
    assert survivants(one) == set()
    assert len(one.corps) > 5


@pytest.mark.parametrize("said", XML.values(), ids=XML)
def test_in_xml(said: str) -> None:
    [one] = fictive(demande(said, "text/xml"))
    assert survivants(one) == set()
    assert len(one.corps) > 50


@pytest.mark.parametrize("url", ADRESSES.values(), ids=ADRESSES)
def test_in_an_address(url: str) -> None:
    [one] = fictive(demande("{}", "application/json", url, url.replace("?", "#")))
    assert survivants(one) == set()
    assert one.url.startswith("https://banc/")
    assert len(one.url) > 25


def test_in_a_content_type_and_in_a_text() -> None:
    [one] = fictive(demande(f"Mme {DIT}", 'text/plain; charset=utf-8; name="MARTINEAU.txt"'))
    assert one.entetes == (("content-type", 'text/plain; charset="utf-8"'),)
    assert survivants(one) == set()


@pytest.mark.parametrize("said", ["<a xmlns:p='urn:{0}'/>", "<a><b xmlns:p='urn:{0}'/><c>{0}</c></a>"])
def test_a_number_where_nothing_is_rewritten_sets_the_capture_aside(said: str) -> None:
    found = rendre_fictives([demande(said.format(MATRICULE), "text/xml")], GRAINE)
    assert found.captures == ()
    assert [why for _, why in found.ecartees] == ["une donnée d'origine y restait : rien n'en est gardé"]


def test_what_names_nobody_is_left_alone() -> None:
    said = {
        "resourceType": "Bundle",
        "total": 12345678,
        "coding": {"system": "urn:oid:1.2.250.1.213.1.1.4", "code": "DOC_PER_ORG", "display": "Compte rendu"},
        "link": [{"url": "https://banc/fhir/Patient?_count=10&status=current"}],
        "hash": "5f1d6c1f2a3b4c5d6e7f8091a2b3c4d5e6f70819",
        "message": "Le dossier de ce patient est ferme depuis ce jour par une decision de sa main",
    }
    [one] = fictive(demande(json.dumps(said), "application/fhir+json"))
    assert json.loads(one.corps) == said


def test_what_is_folded_too_deep_is_set_aside() -> None:
    said = "MARTINEAU %"
    for _ in range(12):
        said = quote(said)
    found = rendre_fictives([demande(json.dumps({"x": said}), "application/json")], GRAINE)
    assert found.captures == ()
    assert [why for _, why in found.ecartees] == ["IllisibleError : contenu illisible, donc non contrôlable"]
