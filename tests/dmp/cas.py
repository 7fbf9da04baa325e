"""A rule and the calls that break it and mend it; the right calls that the cases alter."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from simulators.core.sante.codes import Code
from tests.dmp.banc import Answer, Banc
from tests.dmp.editeur import INS, TEST_OID, Document, Lot, existence, lecture, recherche

Call = Callable[[Banc], Answer]
APPROVED = ("$XDSDocumentEntryStatus", "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')")
MY_PATIENT = ("$XDSDocumentEntryPatientId", f"'{INS}^^^&amp;{TEST_OID}&amp;ISO^NH'")
CONSULTED = "1.2.250.1.999.1.1.1.1"


@dataclass(frozen=True)
class Case:
    """A rule, the call that breaks it, the place told (end of its path), and the call once mended."""

    rule: str
    broken: Call
    mended: Call
    path: str = ""
    found: str | None = None
    expected: str | None = None


def ask(claims: Any = None, **options: Any) -> Call:
    return lambda banc: banc.call("existence", existence(), claims, **options)


def feed(lot: Lot | None = None, claims: Any = None, **options: Any) -> Call:
    return lambda banc: banc.feed(lot, claims, **options)


def air_read(body: str, *, authorised: bool = True, **changes: Any) -> Call:
    def call(banc: Banc) -> Answer:
        if authorised:
            banc.authorise()
        kind = "lecture" if "RetrieveDocumentSet" in body else "recherche"
        return banc.call(kind, body, banc.air(**changes))

    return call


def allow(body: str, **changes: Any) -> Call:
    return lambda banc: banc.call("autorisation", body, banc.air(**changes))


def after_feeding(call: Call) -> Call:
    def both(banc: Banc) -> Answer:
        assert banc.feed().code == "Success"
        return call(banc)

    return both


def on_record(call: Call, **dmp: Any) -> Call:
    def changed(banc: Banc) -> Answer:
        banc.change("marguerite-delaunay", **dmp)
        return call(banc)

    return changed


def document(**changes: Any) -> Lot:
    return Lot(documents=(replace(Document(), **changes),))


def altered(old: str, new: str) -> Call:
    """The right set with a piece of its envelope replaced."""
    return feed(changes=[(old, new)])


ASK, FEED = ask(), feed()
SEARCH, READ = air_read(recherche()), after_feeding(air_read(lecture(CONSULTED)))
DOCTOR_ROLES = (Code("10", "1.2.250.1.71.1.2.7"), Code("SM26", "1.2.250.1.71.4.2.5"))
LUC = {"sujet": "899700000021", "roles": DOCTOR_ROLES}
ROOT = "/soap:Envelope/soap:Body/x:ProvideAndRegisterDocumentSetRequest"
ENTRY = "/rim:RegistryObjectList/rim:ExtrinsicObject[1]"


def raw(message: Callable[[Banc], bytes], **options: Any) -> Call:
    return lambda banc: banc.post(message(banc), **options)
