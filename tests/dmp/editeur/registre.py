"""The bodies that search and read: TD3.1, TD3.2."""

from tests.dmp.editeur.base import INS, TEST_OID


def recherche(
    *values: tuple[str, str],
    retour: str = "LeafClass",
    query: str = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d",
) -> str:
    """The body of TD3.1; approved documents of the patient unless told otherwise."""
    slots = values or (
        ("$XDSDocumentEntryPatientId", f"'{INS}^^^&amp;{TEST_OID}&amp;ISO^NH'"),
        ("$XDSDocumentEntryStatus", "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')"),
    )
    written = "".join(
        f'<rim:Slot name="{name}"><rim:ValueList><rim:Value>{value}</rim:Value></rim:ValueList></rim:Slot>'
        for name, value in slots
    )
    return (
        '<q:AdhocQueryRequest xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"'
        ' xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">'
        f'<q:ResponseOption returnComposedObjects="true" returnType="{retour}"/>'
        f'<rim:AdhocQuery id="{query}">{written}</rim:AdhocQuery></q:AdhocQueryRequest>'
    )


def lecture(*unique_ids: str, depot: str = "1.2.250.1.213.4.1.1.1.2") -> str:
    """The body of TD3.2."""
    asked = "".join(
        f"<x:DocumentRequest><x:RepositoryUniqueId>{depot}</x:RepositoryUniqueId>"
        f"<x:DocumentUniqueId>{one}</x:DocumentUniqueId></x:DocumentRequest>"
        for one in unique_ids
    )
    root = "x:RetrieveDocumentSetRequest"
    return f'<{root} xmlns:x="urn:ihe:iti:xds-b:2007">{asked}</{root}>'
