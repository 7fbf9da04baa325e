"""IMAPClient, as a DUI written in Python uses it: by token and by certificate, to the last extension."""

from collections.abc import Iterator

import httpx
import pytest
from imapclient import IMAPClient, exceptions

from tests.clients.courrier import APP_BOX, DOCTOR_BOX, NURSE_BOX, WRONG, Mail, Poste, app_message
from tests.mss import courriers

pytestmark = pytest.mark.clients


def connected(mail: Mail) -> IMAPClient:
    """A connection under TLS, before any login."""
    client = IMAPClient("localhost", mail.port("imap"), ssl=False, timeout=20)
    client.starttls(mail.tls())
    return client


@pytest.fixture
def doctor(mail: Mail) -> Iterator[IMAPClient]:
    """The doctor's box, opened with a token."""
    with connected(mail) as client:
        client.oauth2_login(DOCTOR_BOX, mail.tokens[DOCTOR_BOX])
        yield client


def test_a_document_is_read_and_filed_by_move(mail: Mail, doctor: IMAPClient, api: httpx.Client) -> None:
    mail.put(courriers.document(), courriers.simple())
    assert doctor.select_folder("INBOX")[b"EXISTS"] == 2
    (number,) = doctor.search(["SUBJECT", "Projet personnalise", "UNSEEN"])
    told = doctor.fetch([number], ["ENVELOPE", "BODYSTRUCTURE", "RFC822.SIZE", "BODY.PEEK[]"])[number]
    assert told[b"BODY[]"] == courriers.document()
    assert told[b"RFC822.SIZE"] == len(courriers.document())
    assert told[b"ENVELOPE"].subject.startswith(b"XDM/1.0/DDM+Projet personnalise PAT-TROIS")
    assert [part[1].upper() for part in told[b"BODYSTRUCTURE"][0]] == [b"PLAIN", b"ZIP", b"PDF"]
    assert doctor.get_flags([number])[number] == (b"\\Recent",)
    doctor.create_folder("Patients/Été")
    doctor.move([number], "Patients/Été")
    assert len(doctor.search()) == 1
    assert mail.held(api, DOCTOR_BOX, "Patients/Été") == [courriers.document()]


def test_idle_tells_of_a_mail_that_comes(mail: Mail, doctor: IMAPClient) -> None:
    doctor.select_folder("INBOX")
    doctor.idle()
    mail.put(courriers.simple())
    told = doctor.idle_check(timeout=10)
    assert (1, b"EXISTS") in told
    doctor.idle_done()
    assert doctor.search() == [1]


def test_folders_flags_and_what_is_removed(doctor: IMAPClient) -> None:
    assert doctor.find_special_folder(b"\\Sent") == "Sent"
    assert doctor.namespace().personal == (("", "/"),)
    doctor.append("Drafts", courriers.simple(), flags=(b"\\Draft", b"$Relire"))
    doctor.append("Drafts", courriers.accuse())
    doctor.select_folder("Drafts")
    first, second = doctor.search()
    assert set(doctor.get_flags([first])[first]) == {b"\\Draft", b"$Relire", b"\\Recent"}
    doctor.add_flags([first, second], [b"\\Deleted"])
    doctor.uid_expunge([second])
    assert doctor.search() == [first]
    doctor.unselect_folder()
    doctor.select_folder("Drafts", readonly=True)
    assert doctor.search("DELETED") == [first]
    assert doctor.folder_status("Drafts", ["MESSAGES", "UIDNEXT"]) == {b"MESSAGES": 1, b"UIDNEXT": second + 1}


def test_a_full_box_says_what_it_holds_and_takes_no_more(
    mail: Mail, doctor: IMAPClient, api: httpx.Client
) -> None:
    mail.put(courriers.document())
    assert doctor.get_quota() == []
    address = f"/espaces/{mail.espace}/mss/boites/{DOCTOR_BOX}/etat"
    assert api.put(address, json={"etat": "pleine"}).status_code == 200
    (told,) = doctor.get_quota()
    # 4,215 bytes are 5 units of 1,024 begun.
    assert (told.resource, told.usage, told.limit) == ("STORAGE", 5, 5)
    with pytest.raises(exceptions.IMAPClientError, match="OVERQUOTA"):
        doctor.append("Drafts", courriers.simple())


@pytest.mark.parametrize(
    ("box", "who", "said"),
    [
        (DOCTOR_BOX, WRONG, "AUTHENTICATIONFAILED"),
        (DOCTOR_BOX, NURSE_BOX, "AUTHORIZATIONFAILED"),
    ],
    ids=["wrong token", "token of another"],
)
def test_a_login_refused_is_a_login_error(mail: Mail, box: str, who: str, said: str) -> None:
    client = connected(mail)
    try:
        with pytest.raises(exceptions.LoginError, match=said):
            client.oauthbearer_login(box, mail.tokens.get(who, who))
    finally:
        client.shutdown()


def test_the_software_reads_its_box_by_its_certificate(poste: Poste) -> None:
    poste.put(app_message("IMAPClient"))
    with IMAPClient("localhost", poste.port("imap_app"), ssl=False, timeout=20) as client:
        client.starttls(poste.running.tls("org_auth_cli"))
        client.plain_login(APP_BOX, "any")
        assert client.select_folder("INBOX")[b"EXISTS"] == 1
        assert client.fetch([1], ["BODY.PEEK[]"])[1][b"BODY[]"] == app_message("IMAPClient")
