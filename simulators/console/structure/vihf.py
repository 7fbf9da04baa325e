"""The VIHF of a message: what it says, each attribute by its name in words, and what was signed."""

from collections.abc import Iterator
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from simulators.console.structure.model import Row, View, shortened
from simulators.console.words import Words
from simulators.console.words.assertion import ATTRIBUTES, REASONS
from simulators.core.sante.codes import Code
from simulators.core.xml.dsig import DS, SHA1_TOO, SignatureRefusedError, verify_enveloped
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import Document
from simulators.core.xml.saml import Affirmations, Attribut, Instant
from simulators.core.xml.saml_lecture import ASSERTION, VihfRefuseError, read_unverified

MOST: Final = 2
_REFERENCE: Final = f".//{{{DS}}}Reference"
# Attributes whose value is a coded element: told from the reading, not from the text of the element.
_CODED: Final = frozenset({Attribut.ROLE, Attribut.USAGE})


def vihf_views(document: Document, words: Words) -> Iterator[View]:
    """One table per assertion of a message, the first two."""
    for rank, node in enumerate(document.root.iter(ASSERTION)):
        if rank == MOST:
            return
        try:
            read = read_unverified(node)
        except VihfRefuseError:
            continue
        rows = (*_claims(read, words), *_attributes(read, words), *_signature(node, words))
        yield View("rows", words.vihf, words.vihf_note, rows=rows)


def _claims(read: Affirmations, words: Words) -> Iterator[Row]:
    yield Row(
        words.vihf_issuer, shortened(read.emetteur or words.absent), shortened(read.emetteur_format or "")
    )
    yield Row(words.vihf_subject, shortened(read.sujet or words.absent))
    yield Row(words.vihf_issued, _time(read.emise, words))
    yield Row(words.vihf_not_before, _time(read.pas_avant, words))
    yield Row(words.vihf_not_after, _time(read.pas_apres, words))
    yield Row(words.vihf_context, shortened(read.contexte or words.absent))
    yield Row(words.vihf_authenticated, _time(read.authentifie, words))


def _time(instant: Instant | None, words: Words) -> str:
    if instant is None:
        return words.absent
    if instant.valeur is None:
        return words.unreadable_time.format(text=shortened(instant.texte))
    return f"{instant.valeur:%d/%m/%Y %H:%M:%S} UTC"


def _attributes(read: Affirmations, words: Words) -> Iterator[Row]:
    coded = {
        Attribut.ROLE: read.roles,
        Attribut.USAGE: (read.usage,) if read.usage else (),
    }
    for name, values in list(read.attributs.items())[:40]:
        known = ATTRIBUTES.get(name)
        codes = coded.get(Attribut(name), ()) if name in _CODED else ()
        value = ", ".join(_code(code) for code in codes) if codes else ", ".join(values)
        label = known.in_language(words.lang) if known else name
        note = name if known else words.unknown_attribute
        yield Row(shortened(label), shortened(value or words.empty), shortened(note))
    for name in read.doubles[:10]:
        yield Row(words.repeated_attribute, shortened(name))


def _code(code: Code) -> str:
    told = f"{code.label} ({code.code}" if code.label else f"{code.code} ("
    return f"{told}, {code.system})".replace("(, ", "(")


def _signature(node: Node, words: Words) -> Iterator[Row]:
    covered = [one.get("URI") or "" for one in node.iterfind(_REFERENCE)][:5]
    try:
        signed = verify_enveloped(node, SHA1_TOO)
    except SignatureRefusedError as error:
        reason = REASONS[error.reason].in_language(words.lang)
        yield Row(words.signature, words.signature_bad.format(reason=reason), shortened(error.detail))
    else:
        algorithm = signed.signature_algorithm.rpartition("#")[2]
        yield Row(words.signature, words.signature_good, f"{algorithm} · {words.signature_trust}")
        yield Row(words.signed_by, *_signer(signed.certificate, words))
    whole = f"#{node.get('ID')}"
    shown = [words.covers_all if one == whole else shortened(one) or words.empty for one in covered]
    yield Row(words.covers, ", ".join(shown) or words.covers_nothing, shortened(", ".join(covered)))


def _signer(der: bytes, words: Words) -> tuple[str, str]:
    try:
        read = x509.load_der_x509_certificate(der)
        subject, issuer = read.subject.rfc4514_string(), read.issuer.rfc4514_string()
    except (ValueError, UnsupportedAlgorithm):
        return words.unreadable_certificate, ""
    return shortened(subject), shortened(words.delivered_by.format(issuer=issuer))
