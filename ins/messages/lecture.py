"""A request as received: from the envelope to the values the rules judge, keeping where each was."""

from collections.abc import Mapping
from dataclasses import dataclass

from ins.data import names
from ins.messages.carte import read_carte, read_couverture
from ins.messages.noeuds import Nodes, collect, first_text, sort_children
from ins.model import (
    SANS_CARTE,
    Carte,
    ContexteBam,
    ContexteLps,
    Couverture,
    Demande,
    Operation,
    Spot,
    Traits,
)
from simulators.core.xml.encoding import UTF16
from simulators.core.xml.nodes import Node, tag
from simulators.core.xml.soap import Dispatch, Envelope, dispatch

_BAM_CHILDREN = {"Id": Spot.BAM_ID, "Temps": Spot.BAM_TEMPS, "Emetteur": Spot.BAM_EMETTEUR}
_BAM_TAGS = {f"{{{names.CTX_BAM}}}{name}": spot for name, spot in _BAM_CHILDREN.items()}
_COUVERTURE = f"{{{names.CTX_BAM}}}COUVERTURE"
_MATRICULE_TAGS = frozenset({f"{{{names.CTX_BAM}}}Num"})
_LPS_CHILDREN = {"Id": Spot.LPS_ID, "Temps": Spot.LPS_TEMPS, "Emetteur": Spot.LPS_EMETTEUR}
_LPS_TAGS = {f"{{{names.CTX_LPS}}}{name}": spot for name, spot in _LPS_CHILDREN.items()}
_LPS_LPS = f"{{{names.CTX_LPS}}}LPS"
_SOFTWARE_TAGS = {
    f"{{{names.CTX_LPS}}}IDAM": Spot.LPS_IDAM,
    f"{{{names.CTX_LPS}}}Version": Spot.LPS_VERSION,
    f"{{{names.CTX_LPS}}}Instance": Spot.LPS_INSTANCE,
    f"{{{names.CTX_LPS}}}Nom": Spot.LPS_NOM,
}
_TRAIT_TAGS = {
    f"{{{names.REC_SANS}}}{spot.value}": spot
    for spot in (Spot.NOM, Spot.PRENOM, Spot.SEXE, Spot.DATE, Spot.LIEU)
}
_SINGLE_BLOCKS = {
    names.ACTION: Spot.ACTION,
    names.MESSAGE_ID: Spot.MESSAGE_ID,
    names.BAM: Spot.BAM,
    names.LPS: Spot.LPS,
    names.SECURITY: Spot.SECURITY,
}
_VITALE_MATRICULE = f"{{{names.REC_VITALE}}}NumIdentifiant"


@dataclass(frozen=True, slots=True)
class Lecture:
    """A request understood, and the node of each part that a finding can point at."""

    demande: Demande
    nodes: Mapping[tuple[Spot, int], Node]


def read_request(envelope: Envelope, parameter: str = "", *, lot2: bool = False) -> Lecture:
    """Reads any envelope, whatever it lacks: what is absent is None, what is unknown is named.

    Without `lot2`, a verification is an unknown operation.
    """
    nodes: Nodes = {(Spot.BODY, 0): envelope.body, (Spot.CONTENT, 0): envelope.content}
    nodes[(Spot.ENVELOPE, 0)] = envelope.document.root
    if envelope.header is not None:
        nodes[(Spot.HEADER, 0)] = envelope.header
    root = tag(envelope.content)
    by_root = names.BY_ROOT_LOT2 if lot2 else names.BY_ROOT
    by_action = names.BY_ACTION_LOT2 if lot2 else names.BY_ACTION
    chosen = dispatch(root, envelope.action, parameter, by_root, by_action)
    doubles = _note_blocks(envelope, nodes)
    bam = _read_bam(envelope.block(names.BAM), nodes)
    return Lecture(_demande(envelope, root, chosen, doubles, bam, nodes), nodes)


def _demande(
    envelope: Envelope,
    root: str,
    chosen: Dispatch[str],
    doubles: tuple[Spot, ...],
    bam: ContexteBam | None,
    nodes: Nodes,
) -> Demande:
    operation = Operation(chosen.operation or names.INCONNUE)
    traits, carte, elements, unknown = _read_body(envelope.content, operation, nodes)
    return Demande(
        operation=operation,
        traits=traits,
        carte=carte,
        bam=bam,
        lps=_read_lps(envelope.block(names.LPS), nodes),
        action=envelope.action,
        message_id=envelope.message_id,
        security=names.SECURITY in envelope.blocks,
        assertions=_count_assertions(envelope),
        matricules=_matricules(envelope.content, operation),
        elements=elements,
        inconnus=unknown,
        doubles=doubles,
        ecarts=chosen.disagreements,
        racine=root,
        utf16=envelope.document.encoding == UTF16,
    )


def _note_blocks(envelope: Envelope, nodes: Nodes) -> tuple[Spot, ...]:
    doubles: list[Spot] = []
    for name, found in envelope.blocks.items():
        spot = _SINGLE_BLOCKS.get(name)
        if spot is None:
            continue
        nodes.update({(spot, rank): node for rank, node in enumerate(found)})
        if len(found) > 1:
            doubles.append(spot)
    return tuple(doubles)


def _read_bam(block: Node | None, nodes: Nodes) -> ContexteBam | None:
    if block is None:
        return None
    values = collect(block, _BAM_TAGS, nodes)
    cover = block.find(_COUVERTURE)
    matricules: tuple[str, ...] = ()
    couverture: Couverture | None = None
    if cover is not None:
        nodes[(Spot.COUVERTURE, 0)] = cover
        couverture = read_couverture(cover, nodes)
        if len(cover):
            matricules = tuple(n.text or "" for n in cover.iter() if n.tag in _MATRICULE_TAGS)
    return ContexteBam(
        id=values.get(Spot.BAM_ID),
        temps=values.get(Spot.BAM_TEMPS),
        emetteur=values.get(Spot.BAM_EMETTEUR),
        nature=block.get("Nature"),
        version=block.get("Version"),
        couverture=couverture,
        matricules=matricules,
    )


def _read_lps(block: Node | None, nodes: Nodes) -> ContexteLps | None:
    if block is None:
        return None
    values = collect(block, _LPS_TAGS, nodes)
    software = block.find(_LPS_LPS)
    told: dict[Spot, str] = {}
    idam_r: str | None = None
    if software is not None:
        nodes[(Spot.LPS_LPS, 0)] = software
        told = collect(software, _SOFTWARE_TAGS, nodes)
        idam = nodes.get((Spot.LPS_IDAM, 0))
        idam_r = None if idam is None else idam.get("R")
    return ContexteLps(
        id=values.get(Spot.LPS_ID),
        temps=values.get(Spot.LPS_TEMPS),
        emetteur=values.get(Spot.LPS_EMETTEUR),
        nature=block.get("Nature"),
        version=block.get("Version"),
        lps=software is not None,
        idam=told.get(Spot.LPS_IDAM),
        idam_r=idam_r,
        lps_version=told.get(Spot.LPS_VERSION),
        instance=told.get(Spot.LPS_INSTANCE),
        nom=told.get(Spot.LPS_NOM),
    )


def _read_body(
    content: Node, operation: Operation, nodes: Nodes
) -> tuple[Traits, Carte, tuple[str, ...], tuple[str, ...]]:
    """Traits or card, the names of all children in order, the qualified names of the unknown ones.

    A verification has neither: lot 2 reads it.
    """
    match operation:
        case Operation.TRAITS:
            found, elements, unknown = sort_children(content, _TRAIT_TAGS, nodes)
            return _traits(found), SANS_CARTE, elements, unknown
        case Operation.VITALE:
            return Traits(), *read_carte(content, nodes)
        case _:
            return Traits(), SANS_CARTE, (), ()


def _traits(found: Mapping[Spot, list[Node]]) -> Traits:
    return Traits(
        nom_naissance=first_text(found, Spot.NOM),
        prenoms=tuple(node.text or "" for node in found.get(Spot.PRENOM, ())),
        sexe=first_text(found, Spot.SEXE),
        date_naissance=first_text(found, Spot.DATE),
        lieu_naissance=first_text(found, Spot.LIEU),
    )


def _count_assertions(envelope: Envelope) -> int:
    return sum(len(block.findall(names.ASSERTION)) for block in envelope.blocks.get(names.SECURITY, ()))


def _matricules(content: Node, operation: Operation) -> tuple[str, ...]:
    """Every matricule of the body, whatever its place: what the real-data guard looks at."""
    if operation is not Operation.VITALE:
        return ()
    return tuple(node.text or "" for node in content.iter(_VITALE_MATRICULE))
