"""The signature document of a set: read and verified once, each part with the node where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from dmp.xds.messages.certificats import CertificatIllisible, Certificats
from dmp.xds.messages.manifeste import Mentions
from dmp.xds.model import Piece, Signataire
from dmp.xds.model.signature import (
    Lieu,
    ProprietesSignees,
    ReferenceSignee,
    SignatureLot,
    Tenue,
)
from simulators.core.rule import Place
from simulators.core.xml.c14n import METHODS, overloaded
from simulators.core.xml.dsig import DS, RSA_SHA1, RSA_SHA256, SignatureReason
from simulators.core.xml.enveloping import DIGESTS, Enveloping, algorithm, binary
from simulators.core.xml.nodes import Node, tag
from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.positions import Positions
from simulators.core.xml.refusal import XmlReason, XmlRefusedError

XADES: Final = "http://uri.etsi.org/01903/v1.1.1#"
RACINE_SIGNATURE: Final = f"{{{DS}}}Signature"
# A hundred documents make a manifest of some fifty kilobytes; beside it a signature holds little.
LIMITES: Final = XmlLimits(size=500_000, elements=5_000, attributes=10_000, depth=64)

_D: Final = f"{{{DS}}}"
_X: Final = f"{{{XADES}}}"
_QUALIFYING: Final = "}QualifyingProperties"
_IDS: Final = frozenset({"Id", "ID", "id"})
_SIGNATURES: Final = frozenset({RSA_SHA1, RSA_SHA256})
_TENUES: Final[Mapping[SignatureReason | None, Tenue]] = {
    None: Tenue.JUSTE,
    SignatureReason.DIGEST: Tenue.FAUSSE,
    SignatureReason.SIGNATURE: Tenue.FAUSSE,
}
_SIGNED: Final = f"{_X}SignedProperties/{_X}SignedSignatureProperties"
_CERTIFICATE: Final = f"{_D}KeyInfo/{_D}X509Data/{_D}X509Certificate"


@dataclass(frozen=True, slots=True)
class SignatureLue:
    """A signature document as values, and what tells where each value stood."""

    signature: SignatureLot
    noeuds: tuple[Node, ...]
    positions: Positions

    def place(self, repere: int, shift: int | None) -> Place:
        """Where a node stands; `shift` is where the document starts in the body, None when not as such."""
        place = self.positions.place(self.noeuds[repere])
        if shift is None or place.start is None or place.end is None:
            return Place(place.part, place.kind, place.path)
        return Place(place.part, place.kind, place.path, place.start + shift, place.end + shift)


def lire_signature(data: bytes, documents: Mapping[str, Piece], certificats: Certificats) -> SignatureLue:
    """Reads and verifies; `documents` are those of the set by uniqueId. Raises `XmlRefusedError` only.

    The root is known to be a signature (see `Piece.racine`).
    """
    document = parse(data, LIMITES)
    if overloaded(document.utf8):
        raise XmlRefusedError(XmlReason.TOO_MANY, "xmlns")
    opened = Enveloping.open(document)
    signature = _Lecteur(document.root, opened, certificats).signature(documents)
    return SignatureLue(signature, tuple(opened.nodes), Positions(document))


@dataclass(frozen=True, slots=True)
class _Lecteur:
    """One opened signature document being read."""

    root: Node
    opened: Enveloping
    certificats: Certificats

    def signature(self, documents: Mapping[str, Piece]) -> SignatureLot:
        ids = self._ids()
        manifest = self.root.find(f"{_D}Object/{_D}Manifest")
        qualifying = next((one for one in self.root.iterfind(f"{_D}Object/*") if _is_xades(one)), None)
        der = binary(self.root.findtext(_CERTIFICATE) or "")
        signer = self._signataire(der)
        info = self.root.find(f"{_D}SignedInfo")
        return SignatureLot(
            id=(self.root.get("Id") or "").strip(),
            references=tuple(self._references(info, ids, (manifest, self._properties_node(qualifying)))),
            valeur=self._valeur(info, der, signer),
            imbriquees=tuple(
                self._lieu(one) for one in self.root.iter(RACINE_SIGNATURE) if one is not self.root
            ),
            doubles=tuple(Lieu(name, self._rank(nodes[1])) for name, nodes in ids.items() if len(nodes) > 1),
            algorithmes=tuple(self._refuses()),
            manifeste=None if manifest is None else self._rank(manifest),
            mentions=() if manifest is None else tuple(Mentions(documents, self._rank).lire(manifest)),
            motifs=tuple(
                self._lieu(one)
                for one in self.root.iterfind(f"{_D}Object/{_D}SignatureProperties/{_D}SignatureProperty")
            ),
            proprietes=self._proprietes(qualifying, der),
            xades=None
            if qualifying is None
            else self._lieu_de(qualifying, tag(qualifying)[1:].partition("}")[0]),
            signataire=signer,
        )

    def _rank(self, node: Node) -> int:
        return self.opened.ranks[node]

    def _lieu(self, node: Node) -> Lieu:
        return Lieu("".join(node.itertext()).strip(), self._rank(node))

    def _lieu_de(self, node: Node, value: str) -> Lieu:
        return Lieu(value, self._rank(node))

    def _ids(self) -> dict[str, list[Node]]:
        """Every element that an Id could designate, whatever the spelling of the attribute."""
        found: dict[str, list[Node]] = {}
        for node in self.opened.nodes:
            for name in _IDS & set(map(str, node.attrib)):
                found.setdefault(node.get(name) or "", []).append(node)
        return found

    def _references(
        self, info: Node | None, ids: Mapping[str, list[Node]], signed: Iterable[Node | None]
    ) -> Iterator[ReferenceSignee]:
        """Each part that must be signed is digested once: repeated references cost nothing."""
        left = [one for one in signed if one is not None]
        for node in () if info is None else info.iterfind(f"{_D}Reference"):
            uri = (node.get("URI") or "").strip()
            targets = ids.get(uri[1:], []) if uri.startswith("#") else []
            target = targets[0] if len(targets) == 1 else None
            held = Tenue.INVERIFIABLE
            if target is not None and target in left:
                left.remove(target)
                held = _TENUES.get(self.opened.reference(node, target), Tenue.INVERIFIABLE)
            rank = None if target is None else self._rank(target)
            yield ReferenceSignee(self._lieu_de(node, uri), (node.get("Type") or "").strip(), rank, held)

    def _refuses(self) -> Iterator[Lieu]:
        """The algorithms named in SignedInfo and in the manifest that are not known here."""
        known = {
            f"{_D}CanonicalizationMethod": frozenset(METHODS),
            f"{_D}Transform": frozenset(METHODS),
            f"{_D}SignatureMethod": _SIGNATURES,
            f"{_D}DigestMethod": frozenset(DIGESTS),
        }
        for node in self.opened.nodes:
            allowed = known.get(tag(node))
            if allowed is not None and algorithm(node) not in allowed:
                yield self._lieu_de(node, algorithm(node))

    def _valeur(self, info: Node | None, der: bytes, signer: Signataire | None) -> Tenue:
        if info is None or signer is None:
            return Tenue.INVERIFIABLE
        value = binary(self.root.findtext(f"{_D}SignatureValue") or "")
        return _TENUES.get(self.opened.value(info, value, der), Tenue.INVERIFIABLE)

    def _signataire(self, der: bytes) -> Signataire | None:
        try:
            return self.certificats.examiner(der)
        except CertificatIllisible:
            return None

    def _properties_node(self, qualifying: Node | None) -> Node | None:
        return None if qualifying is None else qualifying.find(f"{_X}SignedProperties")

    def _proprietes(self, qualifying: Node | None, der: bytes) -> ProprietesSignees | None:
        own = self._properties_node(qualifying)
        if qualifying is None or own is None:
            return None
        when = qualifying.find(f"{_SIGNED}/{_X}SigningTime")
        policy = f"{_SIGNED}/{_X}SignaturePolicyIdentifier/{_X}SignaturePolicyImplied"
        return ProprietesSignees(
            repere=self._rank(own),
            date=None if when is None else self._lieu(when),
            certificat=_designe(qualifying.find(f"{_SIGNED}/{_X}SigningCertificate"), der),
            politique=qualifying.find(policy) is not None,
        )


def _is_xades(node: Node) -> bool:
    return tag(node).endswith(_QUALIFYING)


def _designe(node: Node | None, der: bytes) -> Tenue | None:
    """Whether SigningCertificate designates the certificate of KeyInfo, by its digest."""
    if node is None:
        return None
    digest = node.find(f"{_X}Cert/{_X}CertDigest")
    if digest is None:
        return Tenue.INVERIFIABLE
    hasher = DIGESTS.get(algorithm(digest.find(f"{_D}DigestMethod")), sha256)
    given = binary(digest.findtext(f"{_D}DigestValue") or "")
    return Tenue.JUSTE if given == hasher(der).digest() else Tenue.FAUSSE
