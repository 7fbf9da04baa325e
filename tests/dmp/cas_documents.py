"""Cases on what is fed, sought and read."""

from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import (
    APPROVED,
    CONSULTED,
    ENTRY,
    FEED,
    MY_PATIENT,
    READ,
    ROOT,
    SEARCH,
    Call,
    Case,
    after_feeding,
    air_read,
    altered,
    document,
    feed,
)
from tests.dmp.editeur import (
    INS,
    MTOM_TYPE,
    Document,
    Lot,
    cda,
    envelope,
    lecture,
    mtom,
    recherche,
    vihf,
    xop,
)

HIDDEN = (("N", "2.16.840.1.113883.5.25"), ("INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13"))
SECRET = vihf(confidentialite="SECRET")
TO_PARENTS = (
    ("N", "2.16.840.1.113883.5.25"),
    ("INVISIBLE_REPRESENTANTS_LEGAUX", "1.2.250.1.213.1.1.4.13"),
)
MASKED = ("MASQUE_PS", "1.2.250.1.213.1.1.4.13")
FIRST, SECOND = Document(), Document("1.2.250.1.999.1.1.1.2", "Document02")
SAME_ID = Document("1.2.250.1.999.1.1.1.2", data=cda("1.2.250.1.999.1.1.1.2"))
OTHER_PATIENT = "237095503990209^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH"
UNKNOWN = "urn:uuid:00000000-0000-4000-8000-000000000001"
CDA_TEXT = cda().decode()


def replacing(banc: Banc, *, again: bool = False, other: bool = False) -> Answer:
    """A second version of the first document, fed by the same structure."""
    assert banc.feed().code == "Success"
    target = banc.entry()
    second = Document(
        "1.2.250.1.999.1.1.1.2",
        data=cda("1.2.250.1.999.1.1.1.2").replace(
            b"<componentOf>",
            b'<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.250.1.999.1.1.1.1"/>'
            b"</parentDocument></relatedDocument><componentOf>",
        ),
    )
    answer = banc.feed(Lot("1.2.250.1.999.1.2.2", (second,), {"Document01": target}))
    if again:
        third = Document("1.2.250.1.999.1.1.1.3", data=cda("1.2.250.1.999.1.1.1.3"))
        return banc.feed(Lot("1.2.250.1.999.1.2.3", (third,), {"Document01": target}))
    return answer


def replacing_another_patients(banc: Banc) -> Answer:
    """The entryUUID of Marguerite's document in a set about Simone."""
    assert banc.feed().code == "Success"
    target = banc.documents()[0].fiche.entry_uuid
    simone = "237095503990209"
    second = Document("1.2.250.1.999.1.1.1.2", data=cda("1.2.250.1.999.1.1.1.2", ins=simone))
    lot = Lot("1.2.250.1.999.1.2.2", (second,), {"Document01": target})
    return banc.feed(lot, vihf(ins=simone), changes=[(INS, simone)])


def replacing_as(structure: str) -> Call:
    """The same document, replaced by the card of another professional."""

    def call(banc: Banc) -> Answer:
        assert banc.feed(claims=vihf(sujet="899700000013")).code == "Success"
        target = next(
            one.fiche.entry_uuid for one in banc.documents() if one.fiche.title.startswith("Projet")
        )
        second = Document("1.2.250.1.999.1.1.1.2")
        lot = Lot("1.2.250.1.999.1.2.2", (second,), {"Document01": target})
        direct = vihf("DIRECTE", emetteur="CN=899700000039", nom_affiche=None)
        return banc.feed(lot, direct, signed_with="cps_sign", certificate="cps_auth")

    return call


def without_part(banc: Banc) -> Answer:
    lot = Lot()
    root = envelope("depot", xop(lot), banc.sign(vihf()))
    return banc.post(mtom(root, {"Signature01": b"<x/>"}), content_type=MTOM_TYPE)


def emptied(banc: Banc) -> Answer:
    lot = Lot()
    root = envelope("depot", xop(lot), banc.sign(vihf()))
    return banc.post(mtom(root, {**lot.contents(banc.seal()), "Document01": b""}), content_type=MTOM_TYPE)


def badly_signed(banc: Banc) -> Answer:
    lot = Lot()
    root = envelope("depot", xop(lot), banc.sign(vihf()))
    return banc.post(
        mtom(root, {**lot.contents(banc.seal()), "Signature01": b"<x/>"}), content_type=MTOM_TYPE
    )


ALONE, PRESENTING = 'mimeType="text/xml"', 'mimeType="application/xslt+xml"'
SUBMISSION = [
    Case(
        "lot.absent", altered("rim:RegistryPackage", "rim:Paquet"), FEED, ROOT, "lot_absent RegistryPackage"
    ),
    Case(
        "fiche.illisible", feed(document(extra={"creationTime": "2026-01-01"})), FEED, f"{ENTRY}/rim:Slot[1]"
    ),
    Case(
        "fiche.patient",
        altered(
            f'registryObject="Document01" value="{INS}', 'registryObject="Document01" value="237095503990209'
        ),
        FEED,
        "rim:ExternalIdentifier[1]",
    ),
    Case(
        "fiche.champ_absent", feed(document(extra={"languageCode": ""})), FEED, ENTRY, expected="languageCode"
    ),
    Case(
        "fiche.unique_id",
        altered('value="1.2.250.1.999.1.1.1.1"', 'value="1.2.250.1.999.1.1.1^1"'),
        FEED,
        "rim:ExternalIdentifier[2]",
        "1.2.250.1.999.1.1.1^1",
        "1.2.250.1.999.1.1.1",
    ),
    Case(
        "lot.doublon",
        feed(Lot(documents=(FIRST, Document(symbol="Document02")))),
        FEED,
        found=FIRST.unique_id,
    ),
    Case("fiche.doublon", after_feeding(FEED), FEED),
    Case("document.absent", without_part, FEED, ROOT, "cid:Document01%40dui"),
    Case(
        "document.sans_fiche",
        altered("<x:Document ", '<x:Document id="Document99">AAAA</x:Document><x:Document '),
        FEED,
        "x:Document[1]",
        "Document99",
    ),
    Case("document.empreinte", feed(document(extra={"hash": "0" * 40})), FEED, found="0" * 40),
    Case("document.taille", feed(document(extra={"size": "12"})), FEED, found="12"),
    Case("document.vide", emptied, FEED, "x:Document[1]"),
    Case(
        "lot.appartenance",
        altered(
            'sourceObject="SubmissionSet01" targetObject="Document01"',
            'sourceObject="SubmissionSet01" targetObject="Signature01"',
        ),
        FEED,
        ENTRY,
    ),
    Case(
        "lot.id_double", feed(Lot(documents=(FIRST, SAME_ID))), FEED, "rim:ExtrinsicObject[2]", "Document01"
    ),
    Case(
        "remplacement.bouts",
        feed(Lot(replaces={"Document01": "SubmissionSet01"})),
        replacing,
        found="Document01 → SubmissionSet01",
    ),
    Case("lot.reference", feed(Lot(replaces={"Document01": UNKNOWN})), FEED, found=UNKNOWN),
    Case("remplacement.obsolete", lambda b: replacing(b, again=True), replacing, found="Deprecated"),
    Case("remplacement.autre_patient", replacing_another_patients, replacing),
    Case("remplacement.autre_structure", replacing_as("x"), replacing),
    Case(
        "remplacement.deux_fois",
        feed(Lot(documents=(FIRST, SECOND), replaces={"Document01": UNKNOWN, "Document02": UNKNOWN})),
        replacing,
        found=UNKNOWN,
    ),
    Case(
        "auteur.structure",
        altered("IDNST^^^1990000028", "IDNST^^^1990000036"),
        FEED,
        found="1990000036",
        expected="1990000028",
    ),
    Case(
        "confidentialite.cumul",
        feed(
            document(
                confidentialities=(
                    ("N", "2.16.840.1.113883.5.25"),
                    ("MASQUE_PS", "1.2.250.1.213.1.1.4.13"),
                    ("INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13"),
                )
            )
        ),
        FEED,
    ),
    Case(
        "confidentialite.normal_absent",
        feed(document(confidentialities=(MASKED,))),
        FEED,
        expected="N",
    ),
    Case(
        "fiche.connexion_secrete",
        feed(claims=SECRET),
        feed(document(confidentialities=TO_PARENTS), SECRET),
        found="N",
        expected="INVISIBLE_REPRESENTANTS_LEGAUX",
    ),
    Case(
        "fiche.classe",
        altered('nodeRepresentation="44"', 'nodeRepresentation="10"'),
        FEED,
        found="10",
        expected="44",
    ),
    Case(
        "fiche.jeu_de_valeurs",
        altered('nodeRepresentation="ESSMS"', 'nodeRepresentation="EHPAD"'),
        FEED,
        found="EHPAD^1.2.250.1.213.1.1.4.9",
    ),
    Case("lot.signature_absente", feed(Lot(signed=False)), FEED, expected="signs"),
    Case("lot.signature_forme", badly_signed, FEED, "x:Document[2]"),
    Case(
        "coherence.titre",
        feed(document(data=CDA_TEXT.replace("<title>Projet", "<title>Plan").encode())),
        FEED,
        "rim:Name",
    ),
    Case(
        "coherence.remplacement",
        feed(
            document(
                data=CDA_TEXT.replace(
                    "<componentOf>",
                    '<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.3"/></parentDocument>'
                    "</relatedDocument><componentOf>",
                ).encode()
            )
        ),
        replacing,
        ENTRY,
    ),
    Case("document.pas_cda", feed(document(data=b"<html/>")), FEED, "x:Document[1]", "html"),
    Case(
        "fiche.auto_presentable",
        altered(f'id="Document01" {ALONE}', f'id="Document01" {PRESENTING}'),
        FEED,
        "/rim:ExtrinsicObject[1]/@mimeType",
        "application/xslt+xml",
        "text/xml",
    ),
    Case("document.xml", feed(document(data=b"%PDF-1.4")), FEED, "x:Document[1]"),
    Case(
        "document.casse",
        altered('<x:Document id="Document01"', '<x:Document id="documenT01"'),
        FEED,
        "x:Document[1]",
    ),
]


GET = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
SETS = "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9"
QUERY = "/soap:Envelope/soap:Body/q:AdhocQueryRequest"
PARAMETER = f"{QUERY}/rim:AdhocQuery/rim:Slot"


def hidden(banc: Banc) -> Answer:
    assert banc.feed(document(confidentialities=HIDDEN)).code == "Success"
    banc.authorise()
    return banc.call("lecture", lecture(CONSULTED), banc.air())


CONSULTATION = [
    Case("recherche.requete", air_read(recherche(APPROVED, query="urn:uuid:0")), SEARCH, QUERY, "urn:uuid:0"),
    Case(
        "recherche.parametre_absent",
        air_read(recherche(MY_PATIENT)),
        SEARCH,
        QUERY,
        "",
        "$XDSDocumentEntryStatus",
    ),
    Case(
        "recherche.parametre_forme",
        air_read(recherche(APPROVED, ("$XDSDocumentEntryCreationTimeFrom", "'hier'"))),
        SEARCH,
        f"{PARAMETER}[2]",
        "$XDSDocumentEntryCreationTimeFrom hier",
    ),
    Case(
        "recherche.parametre_forme",
        air_read(recherche(APPROVED, ("$XDSDocumentEntryTypeCode", "('a' 'b')"))),
        SEARCH,
        f"{PARAMETER}[2]",
        "$XDSDocumentEntryTypeCode",
    ),
    Case(
        "recherche.statut",
        air_read(recherche(("$XDSDocumentEntryStatus", "('Approved')"))),
        SEARCH,
        PARAMETER,
        "Approved",
        "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved",
    ),
    Case(
        "recherche.statut",
        air_read(recherche(("$XDSSubmissionSetStatus", "('urn:x:Approved')"), query=SETS)),
        air_read(recherche(("$XDSSubmissionSetStatus", APPROVED[1]), query=SETS)),
        PARAMETER,
        "urn:x:Approved",
        "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved",
    ),
    Case(
        "recherche.parametre_inconnu",
        air_read(recherche(APPROVED, ("$Couleur", "'bleu'"))),
        SEARCH,
        f"{PARAMETER}[2]",
        "$Couleur",
    ),
    Case(
        "consultation.entry_uuid",
        air_read(lecture(UNKNOWN)),
        READ,
        "x:DocumentRequest",
        UNKNOWN,
    ),
    Case("consultation.inconnu", air_read(lecture("1.2.3")), READ, "x:DocumentRequest", "1.2.3"),
    Case(
        "consultation.depot",
        after_feeding(air_read(lecture(CONSULTED, depot="1.2.3"))),
        READ,
        "x:DocumentRequest",
        "1.2.3",
        "1.2.250.1.213.4.1.1.1.2",
    ),
    Case("consultation.vide", air_read(lecture()), READ, "x:RetrieveDocumentSetRequest"),
    Case("consultation.invisible_patient", hidden, READ, "x:DocumentRequest"),
]
