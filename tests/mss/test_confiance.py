"""The trust space: its signed white list, who is in it, and how a mail program finds its operator."""

import json

import pytest
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidDigest
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

from tests.mss.banc import BOITE_CABINET, BOITE_INFIRMIERE, Monde

LIST = "/listeblanchemssante.xml"
NS = {"l": "https://listeblanche.mssante.fr/schema", "ds": "http://www.w3.org/2000/09/xmldsig#"}
HOSPITAL = "sorties.geriatrie@hopital-trois-vallees.demo.mssante.fr"
HOSPITAL_DOMAIN = "hopital-trois-vallees.demo.mssante.fr"


def read(monde: Monde) -> etree._Element:
    """The list, without key: anybody reads it."""
    answer = monde.annuaire(LIST, None)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    return etree.fromstring(answer.content)


def names(monde: Monde) -> list[str]:
    """As a client of the field reads them: `//Domaine/Nom`."""
    return [str(one) for one in read(monde).xpath("//l:Domaine/l:Nom/text()", namespaces=NS)]


def rcpt(monde: Monde, address: str) -> tuple[int, bytes]:
    with monde.smtp() as client:
        client.mail(BOITE_INFIRMIERE)
        return client.rcpt(address)


def change(monde: Monde, id_: str, **facts: object) -> None:
    """What the control API does of an operator."""
    before = monde.espace.monde.operateurs()[id_]
    monde.banc.do(monde.espace.monde.put(before.model_copy(update=facts)))


def test_the_list_names_the_domains_and_their_operators(monde: Monde) -> None:
    root = read(monde)
    assert root.tag == "{https://listeblanche.mssante.fr/schema}ListeBlancheMSSante"
    assert root.get("versionFormat") == "1.0"
    found = names(monde)
    assert {"pro.demo.mssante.fr", "medecin.demo.mssante.fr", "patient.mssante.fr"} <= set(found)
    assert HOSPITAL_DOMAIN in found
    assert "hors-liste.demo.mssante.fr" not in found
    (hospital,) = root.xpath(f"//l:Domaine[l:Nom='{HOSPITAL_DOMAIN}']", namespaces=NS)
    told = {etree.QName(one).localname: one.text for one in hospital}
    assert told["Denomination"] == "Opérateur hospitalier des Trois Vallées"
    assert told["DNCertificatOperateur"] == (
        "CN=Opérateur hospitalier des Trois Vallées,OU=99700000200011,"
        "O=Opérateur hospitalier des Trois Vallées,ST=73,C=FR"
    )
    assert told["SupportContact"] == "support@hopital-trois-vallees.demo.mssante.fr"
    exchange = monde.exchanges("mss.liste_blanche")[0]
    assert exchange.facts["code"] == "200"
    again = monde.banc.service.analyse(exchange, monde.espace)
    assert (again.operation, again.facts["code"]) == ("mss.liste_blanche", "200")
    assert monde.banc.service.explain(exchange, "fr").summary == (
        "Liste blanche de l'espace de confiance demandée : la liste signée du moment."
    )


def test_another_library_verifies_the_signature_and_a_changed_domain_breaks_it(monde: Monde) -> None:
    """XAdES, enveloped, exclusive canonicalisation, rsa-sha256: read by signxml, not by us."""
    content = monde.annuaire(LIST, None).content
    wanted = XAdESSignatureConfiguration(
        expect_references=2,
        signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
        digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
    )

    def verify(data: bytes) -> list[str]:
        verified = XAdESVerifier().verify(data, ca_pem_file=str(monde.banc.pki.ca_pem), expect_config=wanted)
        return [str(one.signed_xml.tag) for one in verified if one.signed_xml is not None]

    assert "{https://listeblanche.mssante.fr/schema}ListeBlancheMSSante" in verify(content)
    certificate = etree.fromstring(content).findtext(".//ds:X509Certificate", namespaces=NS)
    assert certificate
    forged = content.replace(b"<Nom>pro.demo.mssante.fr<", b"<Nom>pro.evil.mssante.fr<")
    assert forged != content
    with pytest.raises(InvalidDigest):
        verify(forged)


def test_an_operator_that_leaves_the_list_is_no_longer_written_to(monde: Monde) -> None:
    assert rcpt(monde, HOSPITAL) == (250, b"2.1.5 Ok")
    change(monde, "operateur-hospitalier", inscrit=False)
    assert HOSPITAL_DOMAIN not in names(monde)
    assert rcpt(monde, HOSPITAL) == (550, b"5.7.1 Recipient domain not authorized")
    finding = monde.exchanges("mss.envoi")[-1].findings[0]
    assert (finding.rule.id, finding.found) == ("mss.envoi.domaine", HOSPITAL)
    change(monde, "operateur-hospitalier", inscrit=True)
    assert rcpt(monde, HOSPITAL) == (250, b"2.1.5 Ok")


def test_a_domain_that_an_operator_brings_is_written_to_even_without_box(monde: Monde) -> None:
    """Another operator takes everything and tells later; an unknown domain is refused at once."""
    wanted = "quelquun@nouveau.demo.mssante.fr"
    assert rcpt(monde, wanted)[0] == 550
    change(monde, "operateur-hospitalier", domaines=("nouveau.demo.mssante.fr", "écrit.demo.mssante.fr"))
    assert {"nouveau.demo.mssante.fr", "xn--crit-9oa.demo.mssante.fr"} <= set(names(monde))
    assert rcpt(monde, wanted) == (250, b"2.1.5 Ok")


def test_mon_espace_sante_may_leave_the_list_too(monde: Monde) -> None:
    change(monde, "mon-espace-sante", inscrit=False)
    assert "patient.mssante.fr" not in names(monde)
    assert rcpt(monde, "240035505090119@patient.mssante.fr") == (
        550,
        b"5.7.1 Recipient domain not authorized",
    )


def test_thunderbird_finds_its_servers(monde: Monde) -> None:
    at = "/.well-known/autoconfig/mail/config-v1.1.xml"
    root = etree.fromstring(monde.annuaire(f"{at}?emailaddress={BOITE_CABINET}", None).content)
    (provider,) = root.iterfind("emailProvider")
    assert provider.findtext("domain") == "medecin.demo.mssante.fr"
    (coming,), (going,) = provider.findall("incomingServer"), provider.findall("outgoingServer")
    assert coming.get("type") == "imap"
    assert coming.findtext("port") == str(monde.banc.ports["imap"])
    assert going.findtext("port") == str(monde.banc.ports["smtp"])
    assert {one.findtext("socketType") for one in (coming, going)} == {"STARTTLS"}
    assert {one.findtext("authentication") for one in (coming, going)} == {"OAuth2"}
    # An applicative box is opened by certificate, at its own addresses.
    told = monde.annuaire(f"{at}?emailaddress=dui@ehpad-les-tilleuls.demo.mssante.fr", None)
    applicative = etree.fromstring(told.content)
    assert applicative.findtext(".//incomingServer/port") == str(monde.banc.ports["imap_app"])
    assert applicative.findtext(".//incomingServer/authentication") == "TLS-client-cert"


def test_the_records_of_a_domain_are_those_of_rfc_6186(monde: Monde) -> None:
    told = json.loads(
        monde.annuaire("/.well-known/mssante/srv.json?domaine=pro.demo.mssante.fr", None).content
    )
    assert [one["zone"] for one in told["enregistrements"]] == [
        f"_imap._tcp.pro.demo.mssante.fr. 3600 IN SRV 0 1 {monde.banc.ports['imap']} localhost.",
        f"_submission._tcp.pro.demo.mssante.fr. 3600 IN SRV 0 1 {monde.banc.ports['smtp']} localhost.",
    ]


def test_a_domain_out_of_the_list_has_no_settings(monde: Monde) -> None:
    for wanted in ("qui@hors-liste.demo.mssante.fr", "qui@gmail.com", "", "1@patient.mssante.fr"):
        at = f"/mail/config-v1.1.xml?emailaddress={wanted}"
        assert monde.annuaire(at, None).status_code == 404
    exchange = monde.exchanges("mss.autoconfiguration")[0]
    assert exchange.facts["fault"] is True
    assert monde.banc.service.explain(exchange, "fr").answered == (
        "Ce domaine n'est pas dans la liste blanche."
    )
