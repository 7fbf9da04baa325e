"""The text of an INS datamatrix, typed by hand: written, read in any order, and what is said of a bad one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.core.sante.datamatrix.format import Contenu
from simulators.core.sante.datamatrix.texte import EncodageError, decode, encode

MARGUERITE = Contenu(
    "240035505090119",
    "1.2.250.1.213.1.4.10",
    "MARGUERITE JEANNE",
    "DELAUNAY",
    "F",
    "1940-03-14",
    "55050",
)
HEADER = "IS010000000000000000000000"
TEXT = (
    "IS010000000000000000000000S1240035505090119S21.2.250.1.213.1.4.10S3MARGUERITE JEANNE\x1dS4DELAUNAY\x1d"
    "S5FS614-03-1940S755050"
)


def told(text: str) -> list[tuple[str, str, str]]:
    """Rule, found and expected of each finding."""
    return [
        (one.rule.id.removeprefix("datamatrix."), one.found, one.expected) for one in decode(text).findings
    ]


def test_an_identity_is_written_as_the_format_shows_it() -> None:
    assert encode(MARGUERITE) == TEXT


def test_what_was_written_is_read_back_whole() -> None:
    read = decode(TEXT)
    assert (read.contenu, read.findings, read.conforme) == (MARGUERITE, (), True)


def test_a_short_oid_is_followed_by_a_separator_a_long_one_is_not() -> None:
    real = Contenu("160012B02077713", "1.2.250.1.213.1.4.8", "TOUSSAINT", "ADRTROIS", "M", "1960-01-01")
    assert encode(real) == (
        "IS010000000000000000000000S1160012B02077713S21.2.250.1.213.1.4.8\x1dS3TOUSSAINT\x1dS4ADRTROIS\x1d"
        "S5MS601-01-1960"
    )
    assert decode(encode(real)).contenu == real


def test_a_name_of_a_hundred_letters_needs_no_separator() -> None:
    long = Contenu("240035505090119", "1.2.250.1.213.1.4.10", "A" * 100, "B" * 100, "F", "1940-03-14")
    text = encode(long)
    assert "\x1d" not in text
    assert decode(text).contenu == long


def test_blocks_in_another_order_are_read_and_told() -> None:
    """The order of a published scanner vector: S3, S5, S6, S7, S4."""
    text = HEADER + (
        "S1240035505090119S21.2.250.1.213.1.4.10S3MARGUERITE JEANNE\x1dS5FS614-03-1940S755050S4DELAUNAY"
    )
    assert decode(text).contenu == MARGUERITE
    assert decode(text).conforme
    assert told(text) == [("ordre", "S1 S2 S3 S5 S6 S7 S4", "S1 S2 S3 S4 S5 S6 S7")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DC04FR0000", [("marqueur", "DC", "IS")]),
        ("", [("marqueur", "", "IS")]),
        ("IS" * 2000, [("trop_long", "4000", "2000")]),
        (TEXT.replace("IS01", "IS02"), [("version", "02", "01")]),
        (
            TEXT.replace("0" * 22, "0" * 21, 1),
            [("remplissage", "0" * 21, "0" * 22)],
        ),
        (TEXT.replace("\x1d", "", 1), [("separateur_absent", "S3", "S3, ASCII 29")]),
        (
            TEXT.replace("\x1d", ""),
            [("separateur_absent", "S3", "S3, ASCII 29"), ("separateur_absent", "S4", "S4, ASCII 29")],
        ),
        (TEXT.replace("S5F", "S5F\x1d"), [("separateur_en_trop", "S5, ASCII 29", "S5")]),
        (TEXT.replace(".10S3", ".10\x1dS3"), [("separateur_en_trop", "S2, ASCII 29", "S2")]),
        (TEXT + "\x1d", [("separateur_en_trop", "S7, ASCII 29", "S7")]),
        (TEXT.replace("\x1dS4", "\x1d\x1dS4"), [("separateur_en_trop", "ASCII 29", "")]),
        (TEXT.replace("S755050", "S955050"), [("bloc_inconnu", "S9", "S1…S7")]),
        (
            TEXT + "S5F",
            [("bloc_double", "S5", ""), ("ordre", "S1 S2 S3 S4 S5 S6 S7 S5", "S1 S2 S3 S4 S5 S5 S6 S7")],
        ),
        (TEXT.replace("S4DELAUNAY\x1d", ""), [("bloc_absent", "", "S4")]),
        (TEXT.replace("240035505090119", "2400355050901"), [("longueur", "S1 : 13", "15")]),
        (TEXT.replace("S5F", "S5"), [("longueur", "S5 : 0", "1")]),
        (TEXT.replace("DELAUNAY", "D" * 101), [("longueur", "S4 : 101", "1-100")]),
        (TEXT.replace("DELAUNAY\x1d", "D" * 101), [("longueur", "S4 : 101", "1-100")]),
        (
            TEXT.replace("DELAUNAY\x1d", ""),
            [("separateur_absent", "S4", "S4, ASCII 29"), ("longueur", "S4 : 0", "1-100")],
        ),
        (TEXT.replace("90119S2", "90118S2"), [("cle", "240035505090118", "240035505090119")]),
        (TEXT.replace("2400355", "24003X5"), [("matricule", "24003X505090119", "")]),
        (TEXT.replace(".4.10", ".4.12"), [("oid", "1.2.250.1.213.1.4.12", "")]),
        (TEXT.replace("DELAUNAY", "Délaunay"), [("lettres", "Délaunay", "DELAUNAY")]),
        (TEXT.replace("DELAUNAY", "DELAUN4Y"), [("lettres", "DELAUN4Y", "")]),
        (TEXT.replace("S5F", "S5f"), [("sexe", "f", "F")]),
        (TEXT.replace("S5F", "S5I"), [("sexe", "I", "")]),
        (TEXT.replace("14-03-1940", "1940-03-14"), [("date", "1940-03-14", "14-03-1940")]),
        (TEXT.replace("14-03-1940", "00-00-1940"), [("date", "00-00-1940", "")]),
        (TEXT.replace("S755050", "S75505A"), [("lieu", "5505A", "")]),
    ],
)
def test_what_is_wrong_is_named_with_what_was_expected(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(text) == expected


def test_a_finding_says_where() -> None:
    (found,) = decode(TEXT.replace("S5F", "S5I")).findings
    assert (found.place.start, found.place.end) == (98, 99)
    assert TEXT[98] == "F"


def test_the_key_alone_never_condemns() -> None:
    assert decode(TEXT.replace("90119S2", "90118S2")).conforme


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"nom_naissance": "Delaunay"}, "datamatrix.lettres"),
        ({"liste_prenoms": ""}, "datamatrix.longueur"),
        ({"sexe": "I"}, "datamatrix.sexe"),
        ({"date_naissance": "1938-00-00"}, "datamatrix.date"),
        ({"oid": "1.2.250.1.213.1.4.2"}, "datamatrix.oid"),
        ({"matricule": "2400355050901"}, "datamatrix.longueur"),
    ],
)
def test_an_identity_the_format_cannot_carry_is_not_written(change: dict[str, str], rule: str) -> None:
    base = {name: getattr(MARGUERITE, name) for name in Contenu.__dataclass_fields__}
    with pytest.raises(EncodageError) as refused:
        encode(Contenu(**{**base, **change}))
    assert rule in [one.rule.id for one in refused.value.findings]


LETTERS = st.from_regex(r"[A-Z]([A-Z '\-]{0,98}[A-Z])?", fullmatch=True)


@given(LETTERS, LETTERS, st.sampled_from("MF"), st.dates(), st.sampled_from(("", "55050", "2B106", "99130")))
def test_any_identity_comes_back_as_it_went(noms: str, nom: str, sexe: str, date: object, lieu: str) -> None:
    given_ = Contenu("240035505090119", "1.2.250.1.213.1.4.8", noms, nom, sexe, f"{date}", lieu)
    assert decode(encode(given_)).contenu == given_


@given(st.text(st.sampled_from("ISDEF0123456789 '-\x1d"), max_size=80))
def test_no_text_makes_reading_fail(tail: str) -> None:
    assert decode(HEADER + tail).conforme in {True, False}
    assert decode(tail).conforme in {True, False}
