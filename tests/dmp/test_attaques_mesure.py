"""Small messages that ask for much: each answered in bounded time, and refused where it asks too much."""

from collections.abc import Callable

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Profile
from tests.dmp.attaque import harmless, refused, told
from tests.dmp.banc import Answer, Banc
from tests.dmp.editeur import (
    APPROVED,
    DELETED,
    INS,
    MTOM_TYPE,
    Document,
    Lot,
    autorisation,
    cda,
    envelope,
    etat,
    existence,
    lecture,
    mtom,
    recherche,
    vihf,
    xop,
)

STATUS = ("$XDSDocumentEntryStatus", f"('{APPROVED}')")
FIRST = "1.2.250.1.999.1.1.1.1"


def quick(answer: Answer) -> Answer:
    """A tenth of a second or two on an idle machine; minutes where something is quadratic."""
    told(answer)
    assert answer.exchange.duration_us < 20_000_000
    return answer


def feed_as(banc: Banc, body: str, lot: Lot) -> Answer:
    root = envelope("depot", body, banc.sign(vihf()))
    return banc.post(mtom(root, lot.contents(banc.seal())), content_type=MTOM_TYPE)


def with_objects(text: str) -> str:
    return xop(Lot()).replace("</rim:RegistryObjectList>", f"{text}</rim:RegistryObjectList>")


SETS: dict[str, tuple[Callable[[], str], str]] = {
    "quinze mille fiches vides": (
        lambda: with_objects("<rim:ExtrinsicObject/>" * 15_000),
        "XDSMissingDocument",
    ),
    "neuf mille fiches et autant de documents": (
        lambda: with_objects("".join(f'<rim:ExtrinsicObject id="Z{n}"/>' for n in range(9_000))).replace(
            "</x:ProvideAndRegisterDocumentSetRequest>",
            "".join(f'<x:Document id="Y{n}"/>' for n in range(9_000))
            + "</x:ProvideAndRegisterDocumentSetRequest>",
        ),
        "XDSMissingDocument",
    ),
    "six mille associations": (
        lambda: with_objects(
            "".join(
                f'<rim:Association associationType="x" sourceObject="a{n}" targetObject="b{n}"/>'
                for n in range(6_000)
            )
        ),
        "UnresolvedReferenceException",
    ),
}


@pytest.mark.parametrize("name", SETS)
def test_a_set_of_thousands_of_objects_is_refused_soon_and_told_in_part(banc: Banc, name: str) -> None:
    body, code = SETS[name]
    with harmless(banc):
        answer = quick(feed_as(banc, body(), Lot()))
        assert answer.code == code
        assert len(answer.findings) <= 1_001
        assert len(answer.body) < 400_000


def test_beyond_a_thousand_broken_rules_the_rest_is_not_read(banc: Banc) -> None:
    many = cda().replace(b"<realmCode", b"<a/>" * 20_000 + b"<realmCode")
    with harmless(banc):
        answer = quick(banc.feed(Lot(documents=(Document(data=many),))))
        refused(answer, "dmp.message.trop_de_constats")
        assert answer.finding("dmp.message.trop_de_constats").found == "> 1000"
        assert len(answer.findings) == 1_001


def test_a_part_named_a_hundred_times_is_read_once(banc: Banc) -> None:
    include = (
        '<x:Document id="D{}"><xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include"'
        ' href="cid:Document01%40dui"/></x:Document>'
    )
    end = "</x:ProvideAndRegisterDocumentSetRequest>"
    large = cda(content=b"%PDF-1.4\n" + b"%" * 2_000_000)
    lot = Lot(documents=(Document(data=large),))
    body = xop(lot).replace(end, "".join(include.format(n) for n in range(900)) + end)
    with harmless(banc):
        answer = quick(feed_as(banc, body, lot))
        assert answer.code == "XDSMissingDocumentMetadata"


def test_the_documents_of_a_set_share_one_measure(banc: Banc) -> None:
    def document(rank: int) -> Document:
        own = f"1.2.250.1.999.1.1.7.{rank}"
        data = cda(own).replace(b"</ClinicalDocument>", b"<a/>" * 30_000 + b"</ClinicalDocument>")
        return Document(own, f"Document{rank}", data)

    with harmless(banc):
        answer = quick(banc.feed(Lot(documents=tuple(document(rank) for rank in range(12)))))
        assert "dmp.document.xml" in answer.rules


QUERIES: dict[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "des centaines de valeurs": (
        (STATUS, ("$XDSDocumentEntryTypeCode", "(" + ",".join(["'a'"] * 501) + ")")),
        "XDSStoredQueryParamNumber",
    ),
    "six mille emplacements": (
        (STATUS, *(("$XDSDocumentEntryTypeCode", "'a'") for _ in range(6_000))),
        "XDSStoredQueryParamNumber",
    ),
    "une apostrophe de trop": (
        (STATUS, ("$XDSDocumentEntryTypeCode", "('a'')")),
        "XDSStoredQueryParamNumber",
    ),
    "une apostrophe seule": ((STATUS, ("$XDSDocumentEntryTypeCode", "'")), "XDSStoredQueryParamNumber"),
    "des apostrophes sans fin": (
        (STATUS, ("$XDSDocumentEntryTypeCode", "('" + "''" * 900_000 + ")")),
        "XDSStoredQueryParamNumber",
    ),
    "des blancs sans fin": (
        (STATUS, ("$XDSDocumentEntryTypeCode", "('a'" + " " * 1_800_000 + "x)")),
        "XDSStoredQueryParamNumber",
    ),
    "des parenthèses": ((STATUS, ("$XDSDocumentEntryTypeCode", "(" * 5_000)), "XDSStoredQueryParamNumber"),
    "du SQL": ((STATUS, ("$XDSDocumentEntryTypeCode", "('a') OR 1=1 --")), "XDSStoredQueryParamNumber"),
    "une date d'un autre monde": (
        (STATUS, ("$XDSDocumentEntryCreationTimeFrom", "'1 OR 1=1'")),
        "XDSStoredQueryParamNumber",
    ),
}


@pytest.mark.parametrize("profile", [Profile.TERRAIN, Profile.DECOUVERTE])
@pytest.mark.parametrize("name", QUERIES)
def test_a_query_bomb_is_refused_soon_whatever_the_profile(pki: Pki, name: str, profile: Profile) -> None:
    slots, code = QUERIES[name]
    banc = Banc(pki, EspaceSettings(profile=profile))
    try:
        banc.authorise()
        with harmless(banc):
            assert quick(banc.call("recherche", recherche(*slots), banc.air())).code == code
    finally:
        banc.close()


NOTHING = {
    "du SQL entre apostrophes": ("$XDSDocumentEntryTypeCode", "('a'' OR 1=1 --')"),
    "cinq cents motifs": (
        "$XDSDocumentEntryAuthorPerson",
        "(" + ",".join("'" + "%a_" * 60 + f"{n}'" for n in range(500)) + ")",
    ),
    "mille pour cent": ("$XDSDocumentEntryAuthorPerson", "'" + "%" * 1_000 + "!'"),
    "un joker d'un autre monde": ("$XDSDocumentEntryAuthorPerson", "'[A-Z]*'"),
    "une valeur d'un mégaoctet": ("$XDSDocumentEntryTypeCode", "'" + "a" * 1_000_000 + "'"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_a_strange_query_finds_nothing_soon(banc: Banc, name: str) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    answer = quick(banc.call("recherche", recherche(STATUS, NOTHING[name]), banc.air()))
    assert (answer.code, answer.attribute("totalResultCount")) == ("Success", "0")
    assert banc.call("recherche", recherche(STATUS), banc.air()).attribute("totalResultCount") == "1"


def test_a_document_asked_for_many_times_is_given_once(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    answer = quick(banc.call("lecture", lecture(*[FIRST] * 400), banc.air()))
    assert answer.code == "Success"
    assert answer.body.count(b"<ClinicalDocument") == 1


def test_a_thousand_unknown_documents_are_told_one_by_one_more_are_not(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    unknown = [f"1.2.250.1.999.9.{rank}" for rank in range(1_001)]
    partly = quick(banc.call("lecture", lecture(FIRST, *unknown[:1_000]), banc.air()))
    assert partly.exchange.facts["dmp.rendus"] == (FIRST,)
    assert partly.rules == ["dmp.consultation.inconnu"] * 1_000
    with harmless(banc):
        more = quick(banc.call("lecture", lecture(FIRST, *unknown), banc.air()))
        refused(more, "dmp.message.trop_de_constats")
        assert b"<ClinicalDocument" not in more.body


def test_of_documents_that_do_not_fit_in_one_answer_the_first_are_given(banc: Banc) -> None:
    banc.authorise()
    content = b"%PDF-1.4\n% pdfaid:part\n" + b"%" * 13_000_000
    ids = [f"1.2.250.1.999.8.1.{rank}" for rank in range(3)]
    for rank, own in enumerate(ids):
        lot = Lot(f"1.2.250.1.999.8.2.{rank}", (Document(own, data=cda(own, content)),))
        assert banc.feed(lot).code == "Success"
    given = banc.call("lecture", lecture(*ids), banc.air())
    told(given)
    assert given.exchange.facts["dmp.rendus"] == tuple(ids[:2])
    assert given.finding("dmp.consultation.trop_gros").found == ids[2]
    assert len(given.body) < 50_000_000
    assert banc.call("lecture", lecture(ids[2]), banc.air()).code == "Success"


def test_thousands_of_headers_or_links_cost_little(banc: Banc) -> None:
    right = envelope("existence", existence(), banc.sign(vihf()))
    path = "/si-dmp-server/v2/services/patients"
    with harmless(banc):
        many = right.replace(b"<MessageID ", b"<M/>" * 19_000 + b"<MessageID ", 1)
        assert quick(banc.post(many, path=path)).code == "OK"
        link = etat("urn:uuid:00000000-0000-4000-8000-000000000001", APPROVED, DELETED)
        one = link[link.index("<rim:Association") : link.index("</rim:RegistryObjectList>")]
        assert (
            quick(banc.call("mise_a_jour", link.replace(one, one * 1_500))).code == "XDSMetadataUpdateError"
        )


def test_a_text_of_more_than_ten_megabytes_is_too_large_not_malformed(banc: Banc) -> None:
    with harmless(banc):
        body = existence().replace("Patient.id", "x" * 11_000_000)
        answer = quick(banc.call("existence", body))
        assert (answer.status, answer.rules) == (413, ["dmp.http.corps_trop_gros"])


SIMONE = "237095503990209"
BETWEEN = "urn:ihe:iti:2007:AssociationType:APND"


def link_to(entry: str, kind: str = BETWEEN) -> str:
    return (
        f'<rim:Association associationType="{kind}" id="z1" sourceObject="Document01" targetObject="{entry}">'
        "</rim:Association>"
    )


@pytest.mark.parametrize("profile", [Profile.TERRAIN, Profile.DECOUVERTE])
def test_no_association_reaches_the_document_of_another_patient(pki: Pki, profile: Profile) -> None:
    banc = Banc(pki, EspaceSettings(profile=profile))
    try:
        assert banc.feed().code == "Success"
        entry, lot = banc.entry(), Lot("1.2.250.1.999.4.1", (Document("1.2.250.1.999.4.2"),))
        hers = xop(lot).replace(INS, SIMONE)
        body = hers.replace("</rim:RegistryObjectList>", f"{link_to(entry)}</rim:RegistryObjectList>")
        data = {
            name: data.replace(INS.encode(), SIMONE.encode())
            for name, data in lot.contents(banc.seal()).items()
        }
        claims = vihf(ins=SIMONE)
        with harmless(banc):
            package = mtom(envelope("depot", body, banc.sign(claims)), data)
            answer = banc.post(package, content_type=MTOM_TYPE)
            assert answer.code == "UnresolvedReferenceException"
            assert answer.finding("dmp.lot.reference").found == entry
        package = mtom(envelope("depot", hers, banc.sign(claims)), data)
        assert banc.post(package, content_type=MTOM_TYPE).code == "Success"
        (own,) = [one for one in banc.documents(SIMONE) if one.fiche.unique_id == "1.2.250.1.999.4.2"]
        update = etat(own.fiche.entry_uuid, APPROVED, DELETED).replace(INS, SIMONE)
        more = update.replace(
            "</rim:RegistryObjectList>",
            f"{link_to(entry).replace('Document01', own.fiche.entry_uuid)}</rim:RegistryObjectList>",
        )
        with harmless(banc):
            told_ = banc.call("mise_a_jour", more, claims)
            assert told_.code == "UnresolvedReferenceException"
            assert told_.finding("dmp.lot.reference").found == entry
    finally:
        banc.close()


UNKNOWN_PERSON = "294037512345612"


@pytest.mark.parametrize("mode", ["INDIRECTE", "INDIRECTE_RENFORCEE"])
@pytest.mark.parametrize("profile", list(Profile))
def test_nobody_s_record_is_refused_in_words_by_every_profile(pki: Pki, profile: Profile, mode: str) -> None:
    """What a lenient profile only notes must not leave the registry with nothing to act upon."""
    banc = Banc(pki, EspaceSettings(profile=profile))
    try:
        unknown, nobody = vihf(mode, ins=UNKNOWN_PERSON), vihf(mode, ressource=None, ressource_brute=None)
        with harmless(banc):
            for claims in (unknown, nobody):
                for kind, body in (
                    ("autorisation", autorisation()),
                    ("recherche", recherche(STATUS)),
                    ("recherche", recherche(("$XDSDocumentEntryStatus", "('a'"))),
                    ("lecture", lecture("1.2.3")),
                    ("mise_a_jour", etat("urn:uuid:1", APPROVED, DELETED)),
                ):
                    told(banc.call(kind, body, claims))
                told(banc.feed(claims=claims))
                told(banc.feed(Lot(replaces={"Document01": "urn:uuid:2"}), claims))
    finally:
        banc.close()


@pytest.mark.parametrize("profile", list(Profile))
def test_what_the_registry_cannot_hold_is_refused_by_every_profile(pki: Pki, profile: Profile) -> None:
    banc = Banc(pki, EspaceSettings(profile=profile))
    try:
        assert banc.feed().code == "Success"
        again = Document("1.2.250.1.999.1.1.1.5", "Document02")
        twice = Lot("1.2.250.1.999.1.2.5", (Document("1.2.250.1.999.1.1.1.5"), again))
        replacing = Lot(
            "1.2.250.1.999.1.2.6", (Document("1.2.250.1.999.1.1.1.6"),), {"Document01": "urn:uuid:2"}
        )
        with harmless(banc):
            for lot, code in (
                (Lot(), "XDSDuplicateUniqueIdInRegistry"),
                (twice, "XDSRegistryDuplicateUniqueIdInMessage"),
                (replacing, "UnresolvedReferenceException"),
            ):
                answer = banc.feed(lot)
                told(answer)
                assert code in answer.root
    finally:
        banc.close()
