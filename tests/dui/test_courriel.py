"""The mails the reference DUI writes, compared with what the Référentiel 2 asks, literal by literal."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from simulators.dui.courriel import Correspondant, Courriel, Jointe, Objet, ecrire, nom_pdf, sujet

OBJET = Objet(
    "Projet personnalisé d'accompagnement",
    "Delaunay",
    "Marguerite",
    "1940-03-14",
    datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
)
COURRIEL = Courriel(
    de=Correspondant("nathalie.kermarrec@pro.demo.mssante.fr", "EHPAD Les Tilleuls - Nathalie Kermarrec"),
    a=Correspondant("cabinet.besnard@medecin.demo.mssante.fr", "Dr Luc Besnard"),
    sujet=sujet(OBJET),
    texte="Cher confrère,\n",
    message_id="<1@pro.demo.mssante.fr>",
    quand=datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
    nil="DEV000001",
    code_cda="80788-3",
    ins="O",
    jointe=Jointe(b"PK\x03\x04", ((nom_pdf(OBJET), b"%PDF-1.4"),)),
)


def read(courriel: Courriel) -> EmailMessage:
    return message_from_bytes(ecrire(courriel), policy=default)


def test_the_subject_names_document_and_person() -> None:
    expected = "XDM/1.0/DDM+Projet personnalisé d'accompagnement DELAUNAY Marguerite 14/03/1940"
    assert sujet(OBJET) == expected
    assert read(COURRIEL)["Subject"] == expected


def test_a_long_label_is_cut_at_forty_characters() -> None:
    long = replace(OBJET, libelle="Grille d'évaluation médico-sociale de la personne accompagnée")
    assert sujet(long).startswith("XDM/1.0/DDM+Grille d'évaluation médico-sociale de la DELAUNAY")


def test_names_lose_their_accents_and_the_given_name_its_capitals() -> None:
    assert sujet(replace(OBJET, nom="Lefèvre", prenom="Éloïse")).endswith("LEFEVRE Eloise 14/03/1940")


def test_the_archive_and_the_pdf_are_attached_with_their_names() -> None:
    names = [part.get_filename() for part in read(COURRIEL).iter_attachments()]
    assert names == [
        "IHE_XDM.zip",
        "20260304_Projet personnalisé d'accompagnement_DELAUNAY_Marguerite.pdf",
    ]


def test_the_headers_say_software_document_and_ins() -> None:
    message = read(COURRIEL)
    told = [message[name] for name in ("X-MSS-NIL", "X-MSS-CODECDA", "X-MSS-INS", "X-MSS-MES")]
    assert told == ["DEV000001", "80788-3", "O", None]


def test_a_mail_that_wants_no_answer_says_so() -> None:
    assert read(replace(COURRIEL, fin=True))["X-MSS-MES"] == "FIN"


def test_a_mail_without_document_announces_none() -> None:
    message = read(replace(COURRIEL, jointe=None, code_cda="", ins=""))
    assert "X-MSS-CODECDA" not in message
    assert message["X-MSS-NIL"] == "DEV000001"
    assert message.get_content().strip() == "Cher confrère,"


def test_an_answer_carries_its_thread() -> None:
    message = read(replace(COURRIEL, en_reponse_a="<2@medecin>", fil=("<1@medecin>", "<2@medecin>")))
    assert (message["In-Reply-To"], message["References"]) == ("<2@medecin>", "<1@medecin> <2@medecin>")
    assert "References" not in read(COURRIEL)


def test_receipts_and_answers_go_where_told() -> None:
    asked = read(replace(COURRIEL, accuse=True, remise=True, reponse_a="contact@ehpad.demo.mssante.fr"))
    names = ("Disposition-Notification-To", "Return-Receipt-To", "Reply-To")
    assert [asked[name] for name in names] == [
        "nathalie.kermarrec@pro.demo.mssante.fr",
        "nathalie.kermarrec@pro.demo.mssante.fr",
        "contact@ehpad.demo.mssante.fr",
    ]
    assert [read(COURRIEL)[name] for name in names] == [None, None, None]


def test_several_documents_go_in_one_archive_with_their_pdfs() -> None:
    both = Jointe(b"PK\x03\x04", (("a.pdf", b"%PDF-1.4"), ("b.pdf", b"%PDF-1.4")))
    names = [part.get_filename() for part in read(replace(COURRIEL, jointe=both)).iter_attachments()]
    assert names == ["IHE_XDM.zip", "a.pdf", "b.pdf"]


def test_a_text_may_come_with_its_html_version_after_it() -> None:
    message = read(replace(COURRIEL, jointe=None, html="<p>Cher confrère,</p>"))
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_no_line_is_longer_than_smtp_admits() -> None:
    assert max(len(line) for line in ecrire(COURRIEL).split(b"\r\n")) <= 998
