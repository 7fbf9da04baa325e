"""Citizens: the professional opens, the citizen answers, what cannot be delivered comes back by mail."""

import email
from email.policy import SMTP, default
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import insert

from mss.control import PieceJointe
from mss.state.tables import echeances
from simulators.core.journal.filters import Filter
from simulators.core.service import ControlRefused
from tests.mss.banc import (
    BOITE_CABINET,
    BOITE_EHPAD,
    BOITE_INFIRMIERE,
    INS_MARGUERITE,
    USAGER,
    Monde,
    running,
)
from tests.mss.courriers import Change, archive, document, simple

FERMEE = "229075505093803@patient.mssante.fr"
INCONNUE = "138115518994162@patient.mssante.fr"
SANS_BOITE = "142125523991953@patient.mssante.fr"
INVALIDE = "2400355050901@patient.mssante.fr"
TROP_GROS = "146055513990345@patient.mssante.fr"
ANSWER = "/usagers/{matricule}/repondre"


def write(monde: Monde, to: str, *changes: Change) -> None:
    with monde.smtp() as client:
        assert client.sendmail(BOITE_INFIRMIERE, [to], simple(*changes)) == {}


def returned(monde: Monde) -> email.message.EmailMessage:
    """The mail that came back in the nurse's box."""
    found = monde.banc.do(monde.espace.journal.wait(Filter(operation="mss.remise", after_seq=0), 10))
    assert found is not None
    (one,) = monde.box(BOITE_INFIRMIERE)
    told = monde.control("GET", "/boites/{adresse}/courriels/{id}", adresse=BOITE_INFIRMIERE, id=one["id"])
    return email.message_from_bytes(told["octets"].encode("latin-1"), policy=default)


def test_a_mail_to_a_citizen_waits_in_their_box_under_both_domains(monde: Monde) -> None:
    write(monde, USAGER)
    write(monde, f"{INS_MARGUERITE}@patient.demo.mssante.fr")
    assert len(monde.box(USAGER)) == 2
    exchange = monde.exchanges("mss.envoi")[0]
    assert exchange.facts["mss.usagers"] == ("240035505090119",)
    assert exchange.facts["patient.matricule"] == "240035505090119"
    assert [one.rule.id for one in exchange.findings] == ["mss.usager.ins_qualifiee"]


@pytest.mark.parametrize(
    ("address", "status", "cause"),
    [
        (FERMEE, "5.2.1", "la messagerie de l'usager est fermée"),
        (INCONNUE, "5.1.1", "le patient n'a pas été trouvé"),
        (SANS_BOITE, "5.1.1", "le patient n'a pas été trouvé"),
        (INVALIDE, "5.1.3", "l'adresse n'est pas valide"),
        (TROP_GROS, "5.3.4", "le message dépasse la taille admise par Mon espace santé"),
    ],
)
def test_what_mon_espace_sante_cannot_deliver_comes_back_later(
    monde: Monde, address: str, status: str, cause: str
) -> None:
    """Errata 8: 250 first, then a mail."""
    write(monde, address)
    mail = returned(monde)
    too_large = "Undelivered Mail Returned to Sender"
    assert mail["Subject"] == (too_large if address == TROP_GROS else "Message non distribué")
    assert mail["In-Reply-To"] == "<1.20260101@pro.demo.mssante.fr>"
    assert mail["From"] == "mailer-daemon@patient.mssante.fr"
    assert mail.get_content_type() == "multipart/report"
    text, report = list(mail.iter_parts())
    assert cause in text.get_content()
    assert report.get_content_type() == "message/delivery-status"
    assert f"Status: {status}" in report.as_string()
    assert f"Final-Recipient: rfc822; {address}" in report.as_string()
    sent, back = monde.exchange("mss.envoi"), monde.exchange("mss.remise")
    assert sent.outcome == "250"
    assert back.parent == sent.id
    assert back.facts["mss.destinataires"] == (BOITE_INFIRMIERE,)


@pytest.mark.parametrize(("size", "kept", "noticed"), [(26_214_400, 1, False), (26_214_401, 0, True)])
def test_a_mail_over_25_mb_comes_back(pki_folder: Path, size: int, kept: int, noticed: bool) -> None:
    """The whole message counts; an operator that takes more lets it through to Mon espace santé."""
    mail = simple()
    lines = b"X" * 998 + b"\r\n"
    mail += lines * ((size - len(mail)) // 1000)
    mail += b"X" * (size - len(mail) - 2) + b"\r\n"
    assert len(mail) == size
    with running(pki_folder, limit=41_943_040) as banc:
        monde = banc.espace("defaut")
        with monde.smtp() as client:
            assert client.sendmail(BOITE_INFIRMIERE, [USAGER], mail) == {}
        assert len(monde.box(USAGER)) == kept
        found = {one.rule.id: one for one in monde.exchange("mss.envoi").findings}
        assert ("mss.usager.trop_gros" in found) is noticed
        if noticed:
            assert found["mss.usager.trop_gros"].found == "26214401"
            assert "Status: 5.3.4" in returned(monde).as_string()


def test_a_citizen_answers_the_thread(monde: Monde) -> None:
    write(monde, USAGER)
    said = monde.control("POST", ANSWER, {"texte": "Merci, à demain."}, matricule=INS_MARGUERITE)
    (one,) = monde.box(BOITE_INFIRMIERE)
    assert one["sujet"] == "Re: Question sur un traitement"
    told = monde.control("GET", "/boites/{adresse}/courriels/{id}", adresse=BOITE_INFIRMIERE, id=one["id"])
    mail = email.message_from_bytes(told["octets"].encode("latin-1"), policy=default)
    assert mail["From"] == "DELAUNAY Marguerite <240035505090119@patient.mssante.fr>"
    assert mail["In-Reply-To"] == "<1.20260101@pro.demo.mssante.fr>"
    assert mail["References"] == "<1.20260101@pro.demo.mssante.fr>"
    assert mail.get_content().strip() == "Merci, à demain."
    assert not [name for name in mail if name.upper().startswith("X-MSS")]
    exchange = monde.exchange("mss.remise")
    assert exchange.id == said["echange"]
    assert exchange.facts["mss.en_reponse_a"] == "<1.20260101@pro.demo.mssante.fr>"
    assert exchange.facts["mss.expediteur"] == "240035505090119@patient.mssante.fr"
    assert exchange.facts["patient.matricule"] == "240035505090119"
    assert exchange.parent == monde.exchange("mss.envoi").id


def test_an_answer_names_the_whole_thread(monde: Monde) -> None:
    """RFC 5322 §3.6.4: the References of the mail answered, then its Message-ID."""
    thread = "In-Reply-To: <b@x.mssante.fr>\nReferences: <a@x.mssante.fr>\n <b@x.mssante.fr>\nX-MSS-NIL"
    write(monde, USAGER, ("X-MSS-NIL", thread))
    monde.control("POST", ANSWER, {}, matricule=INS_MARGUERITE)
    exchange = monde.exchange("mss.remise")
    assert exchange.facts["mss.en_reponse_a"] == "<1.20260101@pro.demo.mssante.fr>"
    assert exchange.facts["mss.references"] == (
        "<a@x.mssante.fr>",
        "<b@x.mssante.fr>",
        "<1.20260101@pro.demo.mssante.fr>",
    )


def test_an_answer_goes_where_the_professional_asked(monde: Monde) -> None:
    write(monde, USAGER, ("X-MSS-NIL", f"Reply-To: {BOITE_EHPAD}\nX-MSS-NIL"))
    monde.control("POST", ANSWER, {}, matricule=INS_MARGUERITE)
    assert len(monde.box(BOITE_EHPAD)) == 1
    assert monde.box(BOITE_INFIRMIERE) == []


def test_an_answer_never_leaves_the_trust_space(monde: Monde) -> None:
    write(monde, USAGER, ("X-MSS-NIL", "Reply-To: ailleurs@gmail.com\nX-MSS-NIL"))
    monde.control("POST", ANSWER, {}, matricule=INS_MARGUERITE)
    assert len(monde.box(BOITE_INFIRMIERE)) == 1


@pytest.mark.parametrize(
    "closing",
    [("X-MSS-NIL", "X-MSS-MES: FIN\nX-MSS-NIL"), ("Question", "[FIN] Question")],
    ids=["header", "subject"],
)
def test_fin_closes_the_exchange_and_a_new_mail_opens_it_again(monde: Monde, closing: Change) -> None:
    write(monde, USAGER, closing)
    with pytest.raises(ControlRefused, match="Aucun échange ouvert"):
        monde.control("POST", ANSWER, {}, matricule=INS_MARGUERITE)
    write(monde, USAGER)
    assert monde.control("POST", ANSWER, {}, matricule=INS_MARGUERITE)["boite"] == BOITE_INFIRMIERE


def test_a_citizen_never_writes_first(monde: Monde) -> None:
    with pytest.raises(ControlRefused) as caught:
        monde.control("POST", ANSWER, {}, matricule=INS_MARGUERITE)
    assert caught.value.status == 409


def test_a_citizen_whose_mail_is_closed_does_not_answer(monde: Monde) -> None:
    write(monde, USAGER)
    monde.set_state(USAGER, "fermee")
    with pytest.raises(ControlRefused, match="pas de messagerie ouverte"):
        monde.control("POST", ANSWER, {}, matricule=INS_MARGUERITE)


def test_closing_a_box_changes_what_a_sender_lives(monde: Monde) -> None:
    write(monde, USAGER)
    monde.set_state(USAGER, "fermee")
    write(monde, USAGER)
    assert returned(monde)["Subject"] == "Message non distribué"
    assert len(monde.box(USAGER)) == 1


def test_a_document_hidden_from_the_citizen_is_noticed(monde: Monde) -> None:
    hidden = ('nodeRepresentation="N"', 'nodeRepresentation="INVISIBLE_PATIENT"')
    with monde.smtp() as client:
        client.sendmail(
            BOITE_INFIRMIERE, ["279035121518989@patient.mssante.fr"], document(joined=archive(hidden))
        )
    found = {one.rule.id: one.rule.severity for one in monde.exchange("mss.envoi").findings}
    assert found["mss.usager.invisible"] == "error"
    assert found.get("mss.usager.invisible_representants") is None


def test_a_document_hidden_from_the_representatives_is_noticed(monde: Monde) -> None:
    """A warning, not an error: IG-TRANS lets it go to the patient alone."""
    hidden = ('nodeRepresentation="N"', 'nodeRepresentation="INVISIBLE_REPRESENTANTS_LEGAUX"')
    with monde.smtp() as client:
        client.sendmail(
            BOITE_INFIRMIERE, ["279035121518989@patient.mssante.fr"], document(joined=archive(hidden))
        )
    found = {one.rule.id: one.rule.severity for one in monde.exchange("mss.envoi").findings}
    assert found["mss.usager.invisible_representants"] == "warning"
    assert "mss.usager.invisible" not in found


@pytest.mark.parametrize("hidden", ["INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX"])
def test_a_hidden_document_may_go_to_a_professional_and_an_open_one_to_the_citizen(
    monde: Monde, hidden: str
) -> None:
    joined = archive(('nodeRepresentation="N"', f'nodeRepresentation="{hidden}"'))
    with monde.smtp() as client:
        client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], document(joined=joined))
        client.sendmail(BOITE_INFIRMIERE, ["279035121518989@patient.mssante.fr"], document())
    found = {one.rule.id for exchange in monde.exchanges("mss.envoi") for one in exchange.findings}
    assert not {one for one in found if one.startswith("mss.usager.invisible")}


def test_an_answer_may_carry_files(monde: Monde) -> None:
    write(monde, USAGER)
    files = [{"nom": "tension.csv", "texte": "date;tension\n", "type": "text/csv"}]
    monde.control("POST", ANSWER, {"texte": "Voici.", "pieces": files}, matricule=INS_MARGUERITE)
    (one,) = monde.box(BOITE_INFIRMIERE)
    told = monde.control("GET", "/boites/{adresse}/courriels/{id}", adresse=BOITE_INFIRMIERE, id=one["id"])
    mail = email.message_from_bytes(told["octets"].encode("latin-1"), policy=default)
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "tension.csv"


def test_an_unknown_box_or_state_is_refused(monde: Monde) -> None:
    with pytest.raises(ControlRefused) as caught:
        monde.box("personne@pro.demo.mssante.fr")
    assert caught.value.status == 404
    with pytest.raises(ControlRefused) as caught:
        monde.set_state(BOITE_EHPAD, "envolee")
    assert caught.value.status == 422


def test_every_box_is_listed_with_its_state(monde: Monde) -> None:
    found = {one["adresse"]: one for one in monde.control("GET", "/boites")}
    assert found["boite.pleine@pro.demo.mssante.fr"]["etat"] == "pleine"
    assert found["240035505090119@patient.demo.mssante.fr"] == {
        "adresse": "240035505090119@patient.demo.mssante.fr",
        "titulaire": "MARGUERITE DELAUNAY",
        "genre": "USAGER",
        "etat": "active",
        "operateur": "mon-espace-sante",
        "consigne": {"reponse": "", "moment": "rcpt", "delai": 0, "liste_grise": 0},
    }


def test_a_program_comes_back_and_an_image_passes(monde: Monde) -> None:
    def mail(name: str, kind: str) -> bytes:
        message = email.message.EmailMessage(policy=SMTP)
        message["From"] = f"Nathalie Kermarrec <{BOITE_INFIRMIERE}>"
        message["To"] = USAGER
        message["Subject"] = "Votre demande"
        message["Message-ID"] = f"<{name}@pro.demo.mssante.fr>"
        message.set_content("Bonjour")
        main, _, sub = kind.partition("/")
        message.add_attachment(b"contenu", maintype=main, subtype=sub, filename=name)
        return message.as_bytes()

    with monde.smtp() as client:
        client.sendmail(BOITE_INFIRMIERE, [USAGER], mail("photo.jpg", "image/jpeg"))
        client.sendmail(BOITE_INFIRMIERE, [USAGER], mail("visionneuse.EXE", "application/octet-stream"))
    back = returned(monde)
    assert back["In-Reply-To"] == "<visionneuse.EXE@pro.demo.mssante.fr>"
    assert "Status: 5.6.1" in list(back.iter_parts())[1].as_string()
    assert [one["message_id"] for one in monde.box(USAGER)] == ["<photo.jpg@pro.demo.mssante.fr>"]


def test_the_exchanges_of_a_citizen_tell_their_state(monde: Monde) -> None:
    def states() -> list[tuple[str, str]]:
        found = monde.control("GET", "/usagers/{matricule}/fils", matricule=INS_MARGUERITE)
        return [(one["boite"], one["etat"]) for one in found]

    assert states() == []
    write(monde, USAGER)
    assert states() == [(BOITE_INFIRMIERE, "OPEN")]
    monde.control("POST", ANSWER, {}, matricule=INS_MARGUERITE)
    assert states() == [(BOITE_INFIRMIERE, "ANSWERED")]
    write(monde, USAGER, ("X-MSS-NIL", "X-MSS-MES: FIN\nX-MSS-NIL"))
    assert states() == [(BOITE_INFIRMIERE, "CLOSED")]
    write(monde, USAGER)
    assert states() == [(BOITE_INFIRMIERE, "OPEN")]


def test_a_citizen_sends_a_picture(monde: Monde) -> None:
    write(monde, USAGER)
    joined = {"nom": "plaie.png", "type": "image/png", "base64": "iVBORw0KGgo="}
    monde.control("POST", ANSWER, {"pieces": (joined,)}, matricule=INS_MARGUERITE)
    (one,) = monde.box(BOITE_INFIRMIERE)
    told = monde.control("GET", "/boites/{adresse}/courriels/{id}", adresse=BOITE_INFIRMIERE, id=one["id"])
    mail = email.message_from_bytes(told["octets"].encode("latin-1"), policy=default)
    (attached,) = mail.iter_attachments()
    assert (attached.get_content_type(), attached.get_content()) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert not [name for name in mail if name.upper().startswith("X-MSS")]


@pytest.mark.parametrize(
    "joined",
    [{"type": "image/png", "texte": "x"}, {"type": "image/png", "base64": "?"}, {"base64": "eA=="}],
)
def test_an_attachment_says_one_content_that_can_be_read(joined: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        PieceJointe(nom="a", **joined)


def test_one_thing_due_that_cannot_be_done_does_not_hold_up_the_others(monde: Monde) -> None:
    spoilt = {"id": "abimee", "due_us": 1, "genre": "livraison", "doc": "{}"}
    monde.banc.do(monde.espace.store.write(lambda connection: connection.execute(insert(echeances), spoilt)))
    write(monde, FERMEE)
    assert returned(monde)["Subject"]
    (left,) = monde.control("GET", "/echeances")
    assert left["id"] == "abimee"
