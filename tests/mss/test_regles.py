"""Each rule on a mail: the right mail breaks none, one change breaks one."""

import os
from collections.abc import Callable

import pytest

from mss.model import Enveloppe, Remarque, Route
from mss.register import register
from mss.traitement import Juge
from tests.mss.courriers import CDA, METADATA, NOM_PDF, PDF, Change, accuse, archive, document, packed, simple

BOX = "nathalie.kermarrec@pro.demo.mssante.fr"
GP = Route("cabinet.besnard@medecin.demo.mssante.fr", "cabinet.besnard@medecin.demo.mssante.fr")
CITIZEN = Route(
    "279035121518989@patient.mssante.fr",
    "279035121518989@patient.demo.mssante.fr",
    usager=True,
    matricule="279035121518989",
)
OTHER = Route(
    "240035505090119@patient.mssante.fr",
    "240035505090119@patient.demo.mssante.fr",
    usager=True,
    matricule="240035505090119",
)
SECRET = ('nodeRepresentation="N"', 'nodeRepresentation="INVISIBLE_PATIENT"')
PARENTS = ('nodeRepresentation="N"', 'nodeRepresentation="INVISIBLE_REPRESENTANTS_LEGAUX"')
OTHER_INS = (
    'identificationScheme="urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"\n  value="279035121518989',
    'identificationScheme="urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"\n  value="240035505090119',
)
EVERY_INS = ("279035121518989^^^", "240035505090119^^^")


def judged(mail: bytes, *routes: Route) -> list[Remarque]:
    envelope = Enveloppe(BOX, BOX, tuple(one.adresse for one in routes or (GP,)))
    return list(Juge().traiter(mail, envelope, routes or (GP,)).remarques)


def rules(mail: bytes, *routes: Route) -> set[str]:
    return {one.rule.id for one in judged(mail, *routes)}


def test_a_right_mail_breaks_no_rule() -> None:
    assert judged(simple()) == []


def test_a_right_document_mail_breaks_no_rule() -> None:
    assert judged(document()) == []


def test_a_document_to_its_own_patient_only_recalls_the_duty() -> None:
    assert rules(document(), CITIZEN) == {"mss.usager.ins_qualifiee"}
    closing = document(("X-MSS-INS: O", "X-MSS-INS: O\nX-MSS-MES: FIN"))
    assert rules(closing, CITIZEN) == {"mss.usager.ins_qualifiee"}


def two_zips() -> bytes:
    extra = (
        "--limite\nContent-Type: application/zip; name=autre.zip\nContent-Transfer-Encoding: base64\n\n"
        "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==\n--limite--"
    )
    return document(("--limite--", extra))


def without_pdf() -> bytes:
    head, _, _ = document().partition(b"--limite\r\nContent-Type: application/pdf")
    return head + b"--limite--\r\n"


def deep() -> bytes:
    mail = "Content-Type: text/plain\n\nx\n"
    for depth in range(30):
        mail = f'Content-Type: multipart/mixed; boundary="b{depth}"\n\n--b{depth}\n{mail}\n--b{depth}--\n'
    return simple(("Content-Type: text/plain; charset=utf-8\n\nBonjour docteur,\n", mail))


def pdf_alone() -> bytes:
    return simple(
        (
            "Content-Type: text/plain; charset=utf-8\n\nBonjour docteur,",
            'Content-Type: multipart/mixed; boundary="m"\n\n--m\nContent-Type: text/plain\n\nBonjour\n'
            "--m\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n--m--",
        )
    )


def bomb() -> bytes:
    return packed({"METADATA.XML": METADATA.encode(), "DOC.XML": b"\0" * 40_000_000})


def subject(new: str) -> Change:
    return ("Question sur un traitement", new)


def cda(*changes: tuple[bytes, bytes]) -> bytes:
    found = CDA
    for old, new in changes:
        assert old in found
        found = found.replace(old, new)
    return found


LINKED = cda(
    (
        b"<recordTarget>",
        b'<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.250.1.999.1.1.1.9"/>'
        b"</parentDocument></relatedDocument><recordTarget>",
    )
)
SECOND = "XDM/1.0/DDM+Projet personnalise PAT-TROIS Dominique 01/03/1979"
WITHOUT_INS = cda(
    (b'<id root="1.2.250.1.213.1.4.10" extension="279035121518989"/>', b'<id root="1.2.3" extension="7"/>')
)

CASES: list[tuple[str, Callable[[], bytes], tuple[Route, ...]]] = [
    ("mss.accuse.disposition", lambda: accuse(("processed/error", "integre")), ()),
    (
        "mss.accuse.reference",
        lambda: accuse(("Original-Message-ID: <2.20260101@pro.demo.mssante.fr>\n", "")),
        (),
    ),
    ("mss.accuse.original", lambda: accuse(("message/rfc822", "application/octet-stream")), ()),
    ("mss.sujet.patient", lambda: document(("PAT-TROIS Dominique 01", "PAT-QUATRE Dominique 01")), ()),
    ("mss.sujet.patient", lambda: document(("01/03/1979", "02/03/1979")), ()),
    ("mss.remplacement.mention", lambda: document(joined=archive(cda=LINKED)), ()),
    ("mss.remplacement.sans_lien", lambda: document((SECOND, f"[Annule et remplace] {SECOND}")), ()),
    ("mss.remplacement.sans_lien", lambda: document(("voici le projet", "ce projet annule et remplace")), ()),
    ("mss.pdf.sans_pdfa", lambda: document(pdf=b"%PDF-1.4\n%%EOF\n"), ()),
    ("mss.pdf.sans_pdfa", lambda: document(pdf=b"%PDF-1.7\n<pdfaid:part>3</pdfaid:part>\n"), ()),
    ("mss.pdf.different", lambda: document(pdf=PDF + b"\n"), ()),
    ("mss.pdf.patient", lambda: document((NOM_PDF, "20260101_Projet_PAT-QUATRE_Dominique.pdf")), ()),
    ("mss.usager.trop_gros", lambda: simple() + (b"X" * 76 + b"\r\n") * 340_000, (CITIZEN,)),
    ("mss.entete.nil_absent", lambda: simple(("X-MSS-NIL: DEV935997\n", "")), ()),
    ("mss.entete.codecda_absent", lambda: document(("X-MSS-CODECDA: 80788-3\n", "")), ()),
    (
        "mss.entete.codecda_different",
        lambda: document(("X-MSS-CODECDA: 80788-3", "X-MSS-CODECDA: 34112-3")),
        (),
    ),
    ("mss.entete.codecda_sans_cda", lambda: simple(("X-MSS-NIL", "X-MSS-CODECDA: 80788-3\nX-MSS-NIL")), ()),
    ("mss.entete.ins_absent", lambda: document(("X-MSS-INS: O\n", "")), ()),
    ("mss.entete.ins_different", lambda: document(("X-MSS-INS: O", "X-MSS-INS: N")), ()),
    ("mss.entete.ins_different", lambda: document(joined=archive(cda=WITHOUT_INS)), ()),
    ("mss.entete.ins_sans_cda", lambda: simple(("X-MSS-NIL", "X-MSS-INS: O\nX-MSS-NIL")), ()),
    ("mss.entete.mes_valeur", lambda: document(("X-MSS-INS", "X-MSS-MES: fin\nX-MSS-INS")), (CITIZEN,)),
    ("mss.entete.mes_sans_usager", lambda: simple(("X-MSS-NIL", "X-MSS-MES: FIN\nX-MSS-NIL")), ()),
    ("mss.sujet.forme", lambda: document(("PAT-TROIS Dominique 01", "Pat-Trois Dominique 01")), ()),
    ("mss.sujet.forme", lambda: document(("DDM+Projet", "DDM+Projet de vie et de soins de la personne")), ()),
    ("mss.sujet.sans_archive", lambda: simple(subject("XDM/1.0/DDM+Projet PAT-TROIS Dominique")), ()),
    (
        "mss.entete.message_id_absent",
        lambda: simple(("Message-ID: <1.20260101@pro.demo.mssante.fr>\n", "")),
        (),
    ),
    ("mss.entete.message_id_forme", lambda: simple(("<1.20260101@pro.demo.mssante.fr>", "1.20260101")), ()),
    ("mss.entete.reponse_sans_fil", lambda: simple(subject("Re: Question")), ()),
    ("mss.entete.reponse_sans_fil", lambda: simple(subject("Re: Question\nIn-Reply-To: <a@b>")), ()),
    ("mss.entete.date_absente", lambda: simple(("Date: Thu, 01 Jan 2026 08:00:00 +0100\n", "")), ()),
    ("mss.entete.huit_bits", lambda: simple(subject("Été")), ()),
    ("mss.expediteur.absent", lambda: simple((f"From: Nathalie Kermarrec <{BOX}>\n", "")), ()),
    (
        "mss.expediteur.autre",
        lambda: simple((f"Kermarrec <{BOX}>", "Kermarrec <autre@pro.demo.mssante.fr>")),
        (),
    ),
    ("mss.expediteur.libelle", lambda: simple((f"Nathalie Kermarrec <{BOX}>", f"<{BOX}>")), ()),
    ("mss.expediteur.libelle", lambda: simple(("Nathalie Kermarrec <", f'"{BOX}" <')), ()),
    ("mss.corps.absent", lambda: simple(("Bonjour docteur,", " ")), ()),
    ("mss.corps.html_seul", lambda: simple(("text/plain", "text/html")), ()),
    ("mss.corps.charset", lambda: simple(("charset=utf-8", "charset=iso-8859-15")), ()),
    (
        "mss.corps.encodage",
        lambda: simple(("MIME-Version", "Content-Transfer-Encoding: rot13\nMIME-Version")),
        (),
    ),
    ("mss.corps.trop_complexe", deep, ()),
    ("mss.envoi.ligne_longue", lambda: simple(("docteur,", "d" * 999)), ()),
    ("mss.envoi.fin_de_ligne", lambda: simple().replace(b"docteur,\r\n", b"docteur,\n"), ()),
    ("mss.envoi.fin_de_ligne", lambda: simple().replace(b"docteur,", b"doc\rteur,"), ()),
    ("mss.envoi.nul", lambda: simple(("docteur", "doc\0teur")), ()),
    ("mss.usager.autre_patient", document, (OTHER,)),
    ("mss.usager.invisible", lambda: document(joined=archive(SECRET)), (CITIZEN,)),
    ("mss.usager.invisible_representants", lambda: document(joined=archive(PARENTS)), (CITIZEN,)),
    ("mss.usager.ins_qualifiee", simple, (CITIZEN,)),
    ("mss.xdm.nom", lambda: document(("IHE_XDM.zip", "documents.zip")), ()),
    ("mss.xdm.plusieurs", two_zips, ()),
    ("mss.xdm.illisible", lambda: document(joined=archive()[:-40]), ()),
    ("mss.xdm.dangereuse", lambda: document(joined=archive(extra={"../../etc/x": b"x"})), ()),
    ("mss.xdm.dangereuse", lambda: document(joined=bomb()), ()),
    ("mss.xdm.arborescence", lambda: document(joined=archive(extra={"IHE_XDM\\A.TXT": b"x"})), ()),
    ("mss.xdm.metadata", lambda: document(joined=packed({"DOC.XML": CDA})), ()),
    ("mss.xdm.metadata", lambda: document(joined=archive(("</RegistryObjectList>", ""))), ()),
    ("mss.xdm.document_absent", lambda: document(joined=archive(("DOC00001.XML", "DOC00002.XML"))), ()),
    ("mss.xdm.empreinte", lambda: document(joined=archive(sha="0" * 40)), ()),
    ("mss.xdm.taille", lambda: document(joined=archive(size="12")), ()),
    ("mss.xdm.cda_illisible", lambda: document(joined=archive(cda=b"<ClinicalDocument>")), ()),
    ("mss.xdm.sans_cda", lambda: document(joined=archive(cda=PDF)), ()),
    ("mss.xdm.plusieurs_patients", lambda: document(joined=archive(OTHER_INS)), ()),
    ("mss.xdm.patient_different", lambda: document(joined=archive(EVERY_INS)), ()),
    ("mss.pdf.absent", without_pdf, ()),
    ("mss.pdf.nom", lambda: document((NOM_PDF, "projet.pdf")), ()),
    ("mss.pdf.sans_archive", pdf_alone, ()),
    (
        "mss.donnees_reelles",
        lambda: document(joined=archive(cda=cda((b"279035121518989", b"185057800608491")))),
        (),
    ),
]


@pytest.mark.parametrize(
    ("rule", "mail", "routes"), CASES, ids=[f"{n}-{one[0]}" for n, one in enumerate(CASES)]
)
def test_one_change_breaks_its_rule(rule: str, mail: Callable[[], bytes], routes: tuple[Route, ...]) -> None:
    assert rule in rules(mail(), *routes)


@pytest.mark.parametrize(
    ("rule", "routes"),
    [(rule, routes) for rule, _, routes in CASES if rule != "mss.usager.ins_qualifiee"],
    ids=[f"{n}-{one[0]}" for n, one in enumerate(CASES) if one[0] != "mss.usager.ins_qualifiee"],
)
def test_the_mail_once_mended_loses_it(rule: str, routes: tuple[Route, ...]) -> None:
    """The right mails, to the same recipients unless these were what was wrong."""
    told = (GP,) if rule == "mss.usager.autre_patient" else routes
    for mail in (simple(), document(), accuse()):
        assert rule not in rules(mail, *told)


def test_a_replacement_told_and_linked_breaks_no_rule_of_replacement() -> None:
    told = document((SECOND, f"[Annule et remplace] {SECOND}"), joined=archive(cda=LINKED))
    assert {one for one in rules(told) if one.startswith("mss.remplacement.")} == set()


def test_every_rule_on_mails_has_its_broken_mail() -> None:
    """The rules of the connection, of the envelope and of the directory are broken in their own stories."""
    elsewhere = ("mss.cda.", "mss.acces.", "mss.annuaire.", "mss.panne")
    envelope = {"mss.envoi.expediteur", "mss.envoi.domaine", "mss.envoi.inconnu", "mss.envoi.pleine"}
    envelope |= {"mss.envoi.suspendue", "mss.envoi.trop_gros", "mss.envoi.coupe", "mss.envoi.liste_grise"}
    known = {one for one in register().rules if not one.startswith(elsewhere)} - envelope
    assert known == {rule for rule, _, _ in CASES}


def test_a_broken_cda_header_is_told_at_its_node_in_the_archive() -> None:
    wrong = cda((b'<realmCode code="FR"/>', b'<realmCode code="US"/>'))
    found = [one for one in judged(document(joined=archive(cda=wrong))) if one.rule.id.startswith("mss.cda.")]
    (remark,) = [one for one in found if one.rule.id == "mss.cda.hdr_realm"]
    assert remark.chemin.startswith("IHE_XDM/SUBSET01/DOC00001.XML /")
    assert "realmCode" in remark.chemin


def test_several_codes_may_come_in_any_order() -> None:
    assert "mss.entete.codecda_different" not in rules(document(("80788-3", " 80788-3 ")))


def test_a_real_matricule_is_told_masked() -> None:
    mail = document(joined=archive(cda=cda((b"279035121518989", b"185057800608491"))))
    (remark,) = [one for one in judged(mail) if one.rule.id == "mss.donnees_reelles"]
    assert remark.found == "185************"


def test_random_bytes_are_read_without_harm() -> None:
    """A short fuzz of the reader: whatever comes, a judgement comes out."""
    judge = Juge()
    for size in (0, 1, 7, 100, 3000):
        for _ in range(40):
            judge.traiter(os.urandom(size))
            judge.traiter(document()[: size * 2] + os.urandom(size))
