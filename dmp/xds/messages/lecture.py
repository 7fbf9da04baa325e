"""A message as received: from its bytes to the values the rules judge, keeping where each was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from dmp.xds.data import noms
from dmp.xds.messages import gestion, habilitations, hl7, hl7_commun, listes, traits
from dmp.xds.messages.pieces import lire_pieces
from dmp.xds.messages.signature_lot import SignatureLue
from dmp.xds.messages.vihf import LectureVihf
from dmp.xds.model import (
    Adressage,
    Contenance,
    Demande,
    DemandeAlimentation,
    DemandeConsultation,
    DemandeMiseAJour,
    DemandeRecherche,
    Operation,
)
from simulators.core.sante.cda.lecture import CdaLu
from simulators.core.sante.ebrim import requetes
from simulators.core.sante.ebrim.lecture import EbrimRefuseError, SoumissionLue, lire_soumission
from simulators.core.sante.ebrim.retrait import lire_demande
from simulators.core.xml.mtom import Mtom
from simulators.core.xml.nodes import Node, tag
from simulators.core.xml.soap import SOAP11, WSA, Envelope

_TO: Final = f"{{{WSA}}}To"
_REPLY_TO: Final = f"{{{WSA}}}ReplyTo"
_REASON: Final = f"{{{noms.HL7}}}controlActProcess/{{{noms.HL7}}}reasonCode"
_WITH_REASON: Final = frozenset(root for root, _ in noms.BY_REASON)
_TRUE: Final = frozenset({"1", "true"})
_BLOCKS: Final[Mapping[str, str]] = {
    noms.SECURITY: "security",
    f"{{{WSA}}}MessageID": "wsa.message_id",
    f"{{{WSA}}}Action": "wsa.action",
    _TO: "wsa.to",
}


@dataclass(frozen=True, slots=True)
class Lecture:
    """A request understood, and where its parts are; `cdas` are the documents that are CDA, by their id.

    `signature` is the document that signs the set, when there is one that can be read.
    """

    demande: Demande
    nodes: Mapping[str, Node]
    soumission: SoumissionLue | None = None
    cdas: Mapping[str, CdaLu] = field(default_factory=dict)
    signature: SignatureLue | None = None

    def noeud(self, spot: str) -> Node | None:
        """The node a remark points at: `fiche/0/typeCode`, `lot/uniqueId`, or a noted name."""
        found = self.nodes.get(spot)
        if found is not None or self.soumission is None:
            return found
        kind, _, rest = spot.partition("/")
        if kind == "lot":
            return self.soumission.noeud(-1, rest)
        if kind == "lien":
            return self.soumission.liens[int(rest)]
        if kind != "fiche":
            return None
        rank, _, name = rest.partition("/")
        return self.soumission.noeud(int(rank), name)


@dataclass(slots=True)
class _Corps:
    """What the body gave, being filled."""

    contenu: Contenance | None = None
    nodes: dict[str, Node] = field(default_factory=dict)
    soumission: SoumissionLue | None = None
    cdas: dict[str, CdaLu] = field(default_factory=dict)


def lire(envelope: Envelope, package: Mtom | None, vihf: LectureVihf) -> Lecture:
    """Reads any envelope, whatever it lacks: what is absent is None, what is unknown is named."""
    root = tag(envelope.content)
    operation = _operation(root, envelope.content)
    corps = _Corps()
    _READERS[operation](envelope.content, package, corps)
    corps.nodes.update(_headers(envelope))
    if vihf.node is not None:
        corps.nodes["vihf"] = vihf.node
    demande = Demande(
        operation=operation,
        racine=root,
        adressage=_addressing(envelope),
        contenu=corps.contenu,
        vihf=vihf.vihf,
        refus_vihf=vihf.refus,
        detail_vihf=vihf.detail,
        annonce=vihf.annonce,
        soap11=envelope.version == SOAP11,
    )
    return Lecture(demande, corps.nodes, corps.soumission, corps.cdas)


def _operation(root: str, content: Node) -> Operation:
    """The transaction a body asks for: by its root, and by its reason where a message carries several."""
    known = noms.BY_ROOT.get(root, Operation.INCONNUE)
    if root in _WITH_REASON:
        known = noms.BY_REASON.get((root, hl7_commun.code(content, _REASON)), known)
    return Operation(known)


def _headers(envelope: Envelope) -> dict[str, Node]:
    nodes = {"corps": envelope.body, "demande": envelope.content, "enveloppe": envelope.document.root}
    if envelope.header is not None:
        nodes["entete"] = envelope.header
    for name, spot in _BLOCKS.items():
        found = envelope.block(name)
        if found is not None:
            nodes[spot] = found
    return nodes


def _addressing(envelope: Envelope) -> Adressage:
    security = envelope.blocks.get(noms.SECURITY, ())
    mark = f"{{{envelope.version}}}mustUnderstand"
    return Adressage(
        message_id=envelope.message_id,
        to=_text(envelope, _TO),
        action=envelope.action,
        repondre_a=_text(envelope, _REPLY_TO),
        comprendre=any((block.get(mark) or "").strip() in _TRUE for block in security),
        doubles=tuple(spot for name, spot in _BLOCKS.items() if len(envelope.blocks.get(name, ())) > 1),
    )


def _text(envelope: Envelope, name: str) -> str | None:
    found = envelope.block(name)
    return None if found is None else "".join(found.itertext()).strip()


def _existence(content: Node, _package: Mtom | None, corps: _Corps) -> None:
    corps.contenu, nodes = hl7.lire_existence(content)
    corps.nodes.update(nodes)


def _gestion(content: Node, _package: Mtom | None, corps: _Corps) -> None:
    creation = tag(content) == noms.ROOT_TD11
    corps.contenu, nodes = gestion.lire_gestion(content, creation=creation)
    corps.nodes.update(nodes)


def _liste(content: Node, _package: Mtom | None, corps: _Corps) -> None:
    corps.contenu, nodes = listes.lire_liste(content)
    corps.nodes.update(nodes)


def _habilitations(content: Node, _package: Mtom | None, corps: _Corps) -> None:
    corps.contenu, nodes = listes.lire_habilitations(content)
    corps.nodes.update(nodes)


def _traits(content: Node, _package: Mtom | None, corps: _Corps) -> None:
    corps.contenu, nodes = traits.lire_traits(content)
    corps.nodes.update(nodes)


def _autorisation(content: Node, _package: Mtom | None, corps: _Corps) -> None:
    corps.contenu, nodes = habilitations.lire_autorisation(content)
    corps.nodes.update(nodes)


def _recherche(content: Node, _package: Mtom | None, corps: _Corps) -> None:
    corps.nodes.update(requetes.noeuds(content))
    try:
        corps.contenu = DemandeRecherche(requetes.lire_requete(content))
    except EbrimRefuseError as error:
        corps.contenu = DemandeRecherche(malforme=error.detail or "AdhocQuery")


def _consultation(content: Node, _package: Mtom | None, corps: _Corps) -> None:
    corps.contenu = DemandeConsultation(lire_demande(content))
    for rank, child in enumerate(content):
        corps.nodes[f"document/{rank}"] = child


def _alimentation(content: Node, package: Mtom | None, corps: _Corps) -> None:
    lues = lire_pieces(content, package)
    corps.nodes.update({f"piece/{own}": node for own, node in lues.nodes.items()})
    corps.cdas = lues.cdas
    told = (lues.pieces, tuple(lues.absentes), tuple(lues.doubles))
    try:
        corps.soumission = lire_soumission(content)
    except EbrimRefuseError as error:
        corps.contenu = DemandeAlimentation(None, *told, f"{error.raison.value} {error.detail}".strip())
        return
    corps.contenu = DemandeAlimentation(corps.soumission.soumission, *told)


def _mise_a_jour(content: Node, _package: Mtom | None, corps: _Corps) -> None:
    try:
        corps.soumission = lire_soumission(content)
    except EbrimRefuseError as error:
        corps.contenu = DemandeMiseAJour(refus=f"{error.raison.value} {error.detail}".strip())
        return
    corps.contenu = DemandeMiseAJour(corps.soumission.soumission)


def _nothing(_content: Node, _package: Mtom | None, _corps: _Corps) -> None:
    return None


_READERS: Final[Mapping[Operation, Callable[[Node, Mtom | None, _Corps], None]]] = {
    Operation.EXISTENCE: _existence,
    Operation.DONNEES: _existence,
    Operation.CREATION: _gestion,
    Operation.REACTIVATION: _gestion,
    Operation.MODIFICATION: _gestion,
    Operation.FERMETURE: _gestion,
    Operation.LISTE: _liste,
    Operation.TRAITS: _traits,
    Operation.HABILITATIONS: _habilitations,
    Operation.AUTORISATION: _autorisation,
    Operation.ALIMENTATION: _alimentation,
    Operation.RECHERCHE: _recherche,
    Operation.CONSULTATION: _consultation,
    Operation.MISE_A_JOUR: _mise_a_jour,
    Operation.INCONNUE: _nothing,
}
