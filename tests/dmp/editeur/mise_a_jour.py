"""The bodies that change documents already fed: TD3.3."""

from tests.dmp.editeur.metadonnees import (
    HAS_MEMBER,
    PATIENT,
    SET_SOURCE,
    SET_UNIQUE,
    XCN,
    XON,
    Document,
    coded,
    slot,
)

APPROVED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
ARCHIVED = "urn:asip:ci-sis:2010:StatusType:Archived"
DELETED = "urn:asip:ci-sis:2010:StatusType:Deleted"


def etat(
    entry: str, original: str, new: str, *, set_id: str = "1.2.250.1.999.3.1", source: str = "SubmissionSet01"
) -> str:
    """The body of TD3.3c or TD3.3d: a change of state, its set as in the official example."""
    link = (
        '<rim:Association associationType="urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus" id="a1"'
        ' objectType="urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Association"'
        f' sourceObject="{source}" targetObject="{entry}">'
        f"{slot('OriginalStatus', original)}{slot('NewStatus', new)}</rim:Association>"
    )
    return _update(set_id, link)


def version(document: Document, lid: str, previous: str = "1", *, set_id: str = "1.2.250.1.999.3.1") -> str:
    """The body of TD3.3a or TD3.3b: the whole entry again, with its confidentiality codes of now."""
    entry = document.entry().replace("<rim:ExtrinsicObject ", f'<rim:ExtrinsicObject lid="{lid}" ')
    link = (
        f'<rim:Association associationType="{HAS_MEMBER}" id="a1" sourceObject="SubmissionSet01"'
        f' targetObject="{document.symbol}">{slot("SubmissionSetStatus", "Original")}'
        f"{slot('PreviousVersion', previous)}</rim:Association>"
    )
    return _update(set_id, entry + link)


def _update(set_id: str, content: str) -> str:
    """A SubmitObjectsRequest; its set names no registryObject nor classifiedObject (dmp_xds.md §4.10)."""
    own = "SubmissionSet01"
    package = (
        f'<rim:RegistryPackage id="{own}">{slot("submissionTime", "20260102080000")}'
        '<rim:Name><rim:LocalizedString value="Mise à jour"/></rim:Name>'
        '<rim:Classification classificationScheme="urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d" id="c1"'
        f' nodeRepresentation="">{slot("authorInstitution", XON)}{slot("authorPerson", XCN)}'
        "</rim:Classification>"
        + coded(own, "aa543740-bdda-424e-8c96-df4873be8500", "07", "1.2.250.1.213.2.2", "Consultations")
        + '<rim:Classification classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd" id="c2"/>'
        + "".join(
            f'<rim:ExternalIdentifier id="e{rank}" identificationScheme="urn:uuid:{scheme}" value="{value}"/>'
            for rank, (scheme, value) in enumerate(
                (
                    ("6b5aea1a-874d-4603-a4bc-96a0a7b38446", PATIENT),
                    (SET_SOURCE, "1.2.250.1.999"),
                    (SET_UNIQUE, set_id),
                )
            )
        )
        + "</rim:RegistryPackage>"
    )
    return (
        '<lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"'
        ' xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><rim:RegistryObjectList>'
        f"{package}{content}</rim:RegistryObjectList></lcm:SubmitObjectsRequest>"
    )
