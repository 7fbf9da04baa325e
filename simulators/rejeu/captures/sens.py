"""What a place in a message holds, from the place alone: a person's name, an address, free text, a commune.

The answer is a name for `champs`: the place's own name where that says enough.
"""

from collections.abc import Mapping
from typing import Final

from lxml import etree

NOM, ADRESSE, JOINT, LIEU, LIBRE = "family", "adresse", "telecom@value", "lieunaissance", "texte_libre"
_FHIR: Final = "http://hl7.org/fhir"
# Free text, whose words nobody can know.
_FREE: Final = frozenset({"div", "comment", "description", "note", "valueString", "title", "originalText"})
# A title is one of a few known ones in a section, anybody's words elsewhere.
_SECTION: Final = "section"
_PEOPLE: Final = frozenset({"patient", "informationRecipient", "subject", "name", "valueHumanName"})
_ADDRESSES: Final = frozenset({"address", "valueAddress", "addr"})
_LIVED: Final = frozenset(
    {
        *("line", "text", "city", "district", "postalCode", "addr", "streetName", "houseNumber"),
        *(
            "streetAddressLine",
            "streetNameType",
            "additionalLocator",
            "unitID",
            "postBox",
            "deliveryAddressLine",
        ),
    }
)
_CONTACTS: Final = frozenset({"telecom", "valueContactPoint"})
_CLAIMS: Final = frozenset({"sub", "given_name", "family_name"})
_CALLED: Final = frozenset({"name", "nickname", "preferred_username"})
_ASKED: Final[Mapping[str, str]] = {
    **dict.fromkeys(["name", "phonetic", "login_hint", "username"], NOM),
    **dict.fromkeys(["telecom", "phone", "email"], JOINT),
}
# Where ebRIM keeps the title of a document or of a submission set.
_REGISTERED: Final = frozenset({"ExtrinsicObject", "RegistryPackage"})


def champ_json(parent: str, key: str, siblings: Mapping[str, object]) -> str:
    """The meaning of a member `key` of an object with these members, held by `parent`. Pure."""
    if key in _FREE and not (key == "title" and parent == _SECTION):
        return LIBRE
    if parent in {LIBRE, "note"} and key == "text":
        return LIBRE
    if key == "text" and (parent in _PEOPLE or "family" in siblings or "given" in siblings):
        return NOM
    if parent in _ADDRESSES and key in _LIVED:
        return ADRESSE
    if parent in _CONTACTS and key == "value":
        return JOINT
    if key in _CALLED and not _CLAIMS.isdisjoint(siblings):
        return NOM
    system = str(siblings.get("system") or "").lower()
    commune = "commune" in system or "insee" in system
    if key == "display" and (commune or "reference" in siblings or not system):
        return LIBRE
    return LIEU if key == "code" and commune else key


def champ_texte(node: etree._Element) -> str:
    """The meaning of the text of an element. Pure."""
    name, parent = etree.QName(node).localname, _local(node.getparent())
    if name == "value" or (name in _FREE and not (name == "title" and parent == _SECTION)):
        return LIBRE
    if name == "name" and (parent in _PEOPLE or parent.endswith("Person")):
        return NOM
    lived = name in _LIVED and (name == "addr" or parent == "addr")
    return ADRESSE if lived else name


def champ_attribut(node: etree._Element, key: str) -> str:
    """The meaning of an attribute. Pure."""
    qualified, outer = etree.QName(node), node.getparent()
    name, parent = qualified.localname, _local(outer)
    if key == "value" and qualified.namespace == _FHIR:
        beside = {_local(one): one.get("value") for one in outer} if outer is not None else {}
        return champ_json(parent, name, beside)
    if key == "value" and name == "LocalizedString":
        holder = _local(outer.getparent()) if outer is not None else ""
        if parent == "Description" or (parent == "Name" and holder in _REGISTERED):
            return LIBRE
    return f"{name}@{key}"


def champ_demande(key: str) -> str:
    """The meaning of a parameter of an address or of a form: `patient.family:exact` is a name. Pure."""
    if key.startswith("urn:"):
        return key
    plain = key.partition(":")[0].rpartition(".")[2].lower()
    return ADRESSE if plain.startswith("address") else _ASKED.get(plain, plain)


def _local(node: etree._Element | None) -> str:
    return etree.QName(node).localname if node is not None else ""
