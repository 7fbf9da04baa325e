"""The rules on dates, places and close identities: each broken, then mended."""

from tests.ins.banc import request, search
from tests.ins.cas import Case

TRAITS = "/soap:Envelope/soap:Body/r:RECSANSVITALE"
PRENOM = f"{TRAITS}/r:Prenom"
DATE, LIEU = f"{TRAITS}/r:DateNaissance", f"{TRAITS}/r:LieuNaissance"
BORN = "<r:DateNaissance>1960-01-01</r:DateNaissance>"


def lieu(code: str, date: str = "1960-01-01") -> bytes:
    born = f"<r:DateNaissance>{date}</r:DateNaissance><r:LieuNaissance>{code}</r:LieuNaissance>"
    return request((BORN, born))


IDENTITE = [
    Case(
        "traits.date_ancienne",
        request(("1960-01-01", "1060-01-01")),
        DATE,
        "1060-01-01",
    ),
    Case("traits.lieu_impossible", lieu("97020"), LIEU, "97020", "", lieu("97120")),
    Case("traits.lieu_corse", lieu("20106"), LIEU, "20106", "2A106, 2B106", lieu("2B106")),
    Case(
        "traits.lieu_disparu",
        lieu("55164", "2021-05-03"),
        LIEU,
        "55164",
        "55537",
        lieu("55537", "2021-05-03"),
    ),
    Case(
        "identite.date_incomplete_en_base",
        search("FERRER", "CARMEN", "F", "1938-12-31"),
        DATE,
        "1938-12-31",
        "1938-00-00",
        search("FERRER", "CARMEN", "F", "1938-00-00"),
    ),
    Case(
        "identite.prenom_second",
        search("TCHITCHI", "BELLA", "F", "1936-06-21"),
        PRENOM,
        "BELLA",
        "CATARINA",
        search("TCHITCHI", "CATARINA", "F", "1936-06-21"),
    ),
    Case(
        "identite.graphie",
        search("ECETINSI", "PIERRE ALAIN", "M", "2009-07-14"),
        PRENOM,
        "PIERRE ALAIN",
        "PIERRE-ALAIN MURIEL FLORIANT",
        search("ECETINSI", "PIERRE-ALAIN", "M", "2009-07-14"),
    ),
]
