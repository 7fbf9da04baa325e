"""What the HL7 v3 messages of the DMP have in common, read and written (dmp_xds.md §4.1, §4.5)."""

from datetime import datetime
from typing import Final

from dmp.errors import ERRORS
from dmp.xds.data import noms
from dmp.xds.model import EnTeteHl7, Faute, Identifiant
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.nodes import Node

_H: Final = f"{{{noms.HL7}}}"
_NIL: Final = f"{{{noms.XSI}}}nil"
INTERACTION: Final = "2.16.840.1.113883.1.6"
DEVICE: Final = '<device classCode="DEV" determinerCode="INSTANCE">'
DMP: Final = f'{DEVICE}<id root="{noms.DMP_OID}"/><softwareName>DMP</softwareName></device>'


def identifiant(node: Node) -> Identifiant:
    """The identifier a node carries."""
    return Identifiant((node.get("root") or "").strip(), (node.get("extension") or "").strip())


def trouve(parent: Node, path: str) -> Identifiant:
    """The identifier at a path, empty when it is absent or nil."""
    node = parent.find(path)
    return Identifiant() if node is None or node.get(_NIL) == "true" else identifiant(node)


def texte(parent: Node, path: str) -> str:
    """The text at a path, spaces taken off."""
    return (parent.findtext(path) or "").strip()


def code(parent: Node, path: str, name: str = "code") -> str:
    """An attribute of the node at a path, empty when there is none."""
    node = parent.find(path)
    return "" if node is None else (node.get(name) or "").strip()


def lire_entete(content: Node) -> EnTeteHl7:
    """The transmission wrapper of a message."""
    sender = content.find(f"{_H}sender/{_H}device")
    return EnTeteHl7(
        message=trouve(content, f"{_H}id"),
        emetteur=Identifiant() if sender is None else trouve(sender, f"{_H}id"),
        emetteur_nom="" if sender is None else sender.findtext(f"{_H}softwareName") or "",
        processing=code(content, f"{_H}processingCode") or "P",
    )


def id_xml(name: str, value: Identifiant) -> str:
    """An identifier."""
    extension = f' extension="{attribute(value.extension)}"' if value.extension else ""
    return f'<{name}{extension} root="{attribute(value.root)}"/>'


def booleen(value: bool) -> str:
    """A boolean value, as the DMP writes one."""
    return f'<value xsi:type="BL" value="{str(value).lower()}" xmlns:xsi="{noms.XSI}"/>'


def raison_xml(reason: str) -> str:
    """The reason of a message."""
    label = attribute(noms.REASON_LABELS.get(reason, reason))
    return f'<reasonCode code="{attribute(reason)}" codeSystem="{noms.REASON_SYSTEM}" displayName="{label}"/>'


def entete_xml(entete: EnTeteHl7, interaction: str, own: str, maintenant: datetime) -> str:
    """The wrapper of an answer, up to its acknowledgement; `own` is the element of its own id."""
    return (
        f'{own}<creationTime value="{maintenant:%Y%m%d%H%M%S}"/>'
        f'<interactionId extension="{interaction}" root="{INTERACTION}"/>'
        f'<processingCode code="{attribute(entete.processing)}"/><processingModeCode code="T"/>'
        f'<acceptAckCode code="NE"/><receiver typeCode="RCV">{DEVICE}'
        f'<id root="{attribute(entete.emetteur.root)}"/>'
        f"<softwareName>{text(entete.emetteur_nom)}</softwareName></device></receiver>"
        f'<sender typeCode="SND">{DMP}</sender>'
    )


def acquittement_xml(message: Identifiant, erreur: Faute | None) -> str:
    """AA, or AE with the code (when one is known) and the text of the error."""
    target = f"<targetMessage>{id_xml('id', message)}</targetMessage>"
    if erreur is None:
        return f'<acknowledgement typeCode="AA">{target}</acknowledgement>'
    entry = ERRORS[erreur.cle]
    told = text(entry.label.format(detail=erreur.detail))
    known = f'<code code="{entry.code}"/>' if entry.code else ""
    detail = f"<acknowledgementDetail>{known}<text>{told}</text></acknowledgementDetail>"
    return f'<acknowledgement typeCode="AE">{target}{detail}</acknowledgement>'
