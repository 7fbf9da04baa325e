"""TD0.3: the request as read and as a DUI writes it, and its answer (dmp_xds.md §4.2)."""

from typing import Final

from dmp.xds.data import noms
from dmp.xds.model import DemandeAutorisation, ReponseAutorisation
from simulators.core.xml.escape import text
from simulators.core.xml.nodes import Node, local_name

_N: Final = f"{{{noms.HABILITATIONS}}}"


def lire_autorisation(content: Node) -> tuple[DemandeAutorisation, dict[str, Node]]:
    """The request and the nodes that findings point at."""
    nodes: dict[str, Node] = {}
    values: dict[str, str] = {}
    for child in content:
        name = local_name(child)
        if name not in values:
            values[name], nodes[name] = (child.text or "").strip(), child
    return DemandeAutorisation(values.get("action", ""), values.get("role", "")), nodes


def ecrire_demande(demande: DemandeAutorisation) -> str:
    """The body of a request as a DUI sends it."""
    role = f"<role>{text(demande.role)}</role>" if demande.role else ""
    return (
        f'<setAuthorization xmlns="{noms.HABILITATIONS}"><action>{text(demande.action)}</action>{role}'
        f"</setAuthorization>"
    )


def ecrire_reponse(reponse: ReponseAutorisation) -> str:
    """The body of the answer."""
    return (
        f'<setAuthorizationResponse xmlns="{noms.HABILITATIONS}"><output>'
        f"<status>{text(reponse.statut)}</status><context>{text(reponse.contexte)}</context>"
        f"</output></setAuthorizationResponse>"
    )
