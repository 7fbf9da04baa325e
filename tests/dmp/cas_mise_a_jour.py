"""Cases on updates: states of documents, versions of their entries."""

from collections.abc import Callable

from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import Call, Case, document
from tests.dmp.editeur import APPROVED, ARCHIVED, DELETED, Document, Lot, etat, version, vihf

NORMAL = ("N", "2.16.840.1.113883.5.25")
MASKED = Document(confidentialities=(NORMAL, ("MASQUE_PS", "1.2.250.1.213.1.1.4.13")))
HIDDEN = Document(confidentialities=(NORMAL, ("INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13")))
STATUS_LINK = "urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus"
RPLC = "urn:ihe:iti:2007:AssociationType:RPLC"
UNKNOWN = "urn:uuid:00000000-0000-4000-8000-000000000001"
CARD = vihf("DIRECTE", emetteur="CN=899700000039", nom_affiche=None)
ROOT = "/soap:Envelope/soap:Body/lcm:SubmitObjectsRequest"
LINK = f"{ROOT}/rim:RegistryObjectList/rim:Association"
ENTRY = f"{ROOT}/rim:RegistryObjectList/rim:ExtrinsicObject"


def by_card(banc: Banc, body: str) -> Answer:
    """The nurse updates with her card."""
    return banc.call("mise_a_jour", body, CARD, signed_with="cps_sign", certificate="cps_auth")


def after(body: Callable[[Banc], str], *, fed: Lot | None = None) -> Call:
    """The nurse's document is in the DMP, she is authorised, and asks this of it."""

    def call(banc: Banc) -> Answer:
        assert banc.feed(fed).code == "Success"
        banc.authorise()
        return by_card(banc, body(banc))

    return call


ARCHIVE = after(lambda banc: etat(banc.entry(), APPROVED, ARCHIVED))
MASK = after(lambda banc: version(MASKED, banc.entry()))


def twice(banc: Banc) -> str:
    link = etat(banc.entry(), APPROVED, ARCHIVED)
    one = link[link.index("<rim:Association") : link.index("</rim:RegistryObjectList>")]
    return link.replace(one, one + one)


def replacing(banc: Banc) -> str:
    """An archiving with a replacement beside it."""
    body = etat(banc.entry(), APPROVED, ARCHIVED)
    end = "</rim:RegistryObjectList>"
    link = body[body.index("<rim:Association") :].partition(end)[0]
    return body.replace(end, link.replace(STATUS_LINK, RPLC).replace(' id="a1"', ' id="a2"') + end)


def signature(banc: Banc) -> str:
    """The entryUUID of the signature of the set fed."""
    return str(next(one.fiche.entry_uuid for one in banc.documents() if one.fiche.title == "Source"))


def others(banc: Banc) -> Answer:
    """A document fed in the name of another professional of the structure."""
    assert banc.feed(claims=vihf(sujet="899700000013")).code == "Success"
    banc.authorise()
    return by_card(banc, etat(banc.entry(), APPROVED, DELETED))


UPDATE = [
    Case(
        "mise_a_jour.vide",
        after(
            lambda banc: etat(banc.entry(), APPROVED, ARCHIVED).replace("UpdateAvailabilityStatus", "Autre")
        ),
        ARCHIVE,
        ROOT,
    ),
    Case(
        "mise_a_jour.transition",
        after(lambda banc: etat(banc.entry(), APPROVED, "urn:x:Deprecated")),
        ARCHIVE,
        LINK,
        "Approved → Deprecated",
    ),
    Case(
        "mise_a_jour.origine",
        after(lambda banc: etat(banc.entry(), APPROVED, ARCHIVED, source="Autre")),
        ARCHIVE,
        LINK,
        "Autre",
        "SubmissionSet01",
    ),
    Case("mise_a_jour.cible", after(lambda _: etat(UNKNOWN, APPROVED, ARCHIVED)), ARCHIVE, LINK, UNKNOWN),
    Case(
        "mise_a_jour.etat",
        after(lambda banc: etat(banc.entry(), ARCHIVED, APPROVED)),
        ARCHIVE,
        LINK,
        "Archived",
        "Approved",
    ),
    Case("mise_a_jour.deux_fois", after(twice), ARCHIVE, ROOT),
    Case("mise_a_jour.lid", after(lambda _: version(MASKED, UNKNOWN)), MASK, ENTRY, UNKNOWN),
    Case(
        "mise_a_jour.version", after(lambda banc: version(MASKED, banc.entry(), "2")), MASK, ENTRY, "2", "1"
    ),
    Case(
        "mise_a_jour.unique_id",
        after(
            lambda banc: version(
                Document("1.2.250.1.999.1.1.1.9", confidentialities=MASKED.confidentialities), banc.entry()
            )
        ),
        MASK,
        f"{ENTRY}/rim:ExternalIdentifier[2]",
        "1.2.250.1.999.1.1.1.9",
        "1.2.250.1.999.1.1.1.1",
    ),
    Case(
        "mise_a_jour.contenu",
        after(lambda banc: version(MASKED, banc.entry()).replace("Projet personnalisé", "Plan")),
        MASK,
        f"{ENTRY}/rim:Name",
        "title=Plan d'accompagnement",
        "title=Projet personnalisé d'accompagnement",
    ),
    Case("mise_a_jour.lien", after(replacing), ARCHIVE, f"{LINK}[2]", RPLC, "HasMember"),
    Case(
        "mise_a_jour.signature",
        after(lambda banc: etat(signature(banc), APPROVED, ARCHIVED)),
        ARCHIVE,
        LINK,
    ),
    Case("mise_a_jour.sans_effet", after(lambda banc: version(Document(), banc.entry())), MASK, ENTRY, "N"),
    Case(
        "mise_a_jour.rendre_invisible",
        after(lambda banc: version(HIDDEN, banc.entry())),
        after(
            lambda banc: version(Document(), banc.entry()),
            fed=document(confidentialities=HIDDEN.confidentialities),
        ),
        ENTRY,
        "INVISIBLE_PATIENT",
    ),
    Case("droits.siens", others, after(lambda banc: etat(banc.entry(), APPROVED, DELETED)), LINK),
]
