"""A signature that is a document of its own, verified part by part: each fault can be told alone.

Nothing outside the document is fetched, and no transform but one canonicalisation is run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1, sha256
from hmac import compare_digest
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from simulators.core.xml import base64
from simulators.core.xml.c14n import INCLUSIVE, METHODS, canonical, prefix_list
from simulators.core.xml.dsig import DS, SHA1, SHA256, SignatureReason, SignatureRefusedError, verify_value
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import Document

_D: Final = f"{{{DS}}}"
_METHOD: Final = f"{_D}DigestMethod"
_VALUE: Final = f"{_D}DigestValue"
_TRANSFORM: Final = f"{_D}Transforms/{_D}Transform"
DIGESTS: Final[Mapping[str, Any]] = MappingProxyType({SHA1: sha1, SHA256: sha256})


@dataclass(frozen=True, slots=True)
class Enveloping:
    """An opened signature document: its elements in document order, and the same with their comments."""

    nodes: Sequence[Node]
    ranks: Mapping[Node, int]
    whole: Sequence[Node]

    @classmethod
    def open(cls, document: Document) -> "Enveloping":
        """Of a document the hardened parser accepted: the second tree holds no more than its comments."""
        nodes = tuple(document.root.iter())
        ranks = {node: rank for rank, node in enumerate(nodes)}
        data = document.utf8
        if b"<!--" not in data and b"<?" not in data[1:]:
            return cls(nodes, ranks, nodes)
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False
        )
        return cls(nodes, ranks, tuple(etree.fromstring(data, parser).iter("*")))

    def reference(self, reference: Node, target: Node) -> SignatureReason | None:
        """Why the digest of a reference is not that of `target`, an element of here; None when it is.

        XML Signature §4.4.3.3: an element designated by its Id comes without its comments.
        """
        hasher = DIGESTS.get(algorithm(reference.find(_METHOD)))
        transforms = reference.findall(_TRANSFORM)
        named = [algorithm(one) for one in transforms] or [INCLUSIVE]
        method = METHODS.get(named[0])
        if hasher is None or method is None or len(named) > 1:
            return SignatureReason.ALGORITHM
        prefixes = prefix_list(transforms[0]) if transforms else ()
        try:
            data = canonical(self._of(target), method._replace(comments=False), prefixes)
        except etree.LxmlError:
            return SignatureReason.PROFILE
        given = binary(reference.findtext(_VALUE) or "")
        return None if compare_digest(hasher(data).digest(), given) else SignatureReason.DIGEST

    def value(self, info: Node, value: bytes, certificate: bytes) -> SignatureReason | None:
        """Why `value` is not the signature of `info` by the key of that certificate; None when it is."""
        canonicalisation = info.find(f"{_D}CanonicalizationMethod")
        method = METHODS.get(algorithm(canonicalisation))
        if method is None or canonicalisation is None:
            return SignatureReason.ALGORITHM
        try:
            data = canonical(self._of(info), method, prefix_list(canonicalisation))
            verify_value(certificate, algorithm(info.find(f"{_D}SignatureMethod")), value, data)
        except etree.LxmlError:
            return SignatureReason.PROFILE
        except SignatureRefusedError as error:
            return error.reason
        return None

    def _of(self, node: Node) -> Node:
        return self.whole[self.ranks[node]]


def algorithm(node: Node | None) -> str:
    """The algorithm an element names, empty when there is none."""
    return "" if node is None else (node.get("Algorithm") or "").strip()


def binary(text: str) -> bytes:
    """The bytes of a base64 text; none when it is not one."""
    try:
        return base64.decode(text.encode("ascii"))
    except ValueError:
        return b""
