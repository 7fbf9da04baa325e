"""A document as somebody who is no developer reads it, or nothing when it is no CDA."""

from simulators.core.sante.cda.lecture import CdaRefuseError, lire
from simulators.core.sante.cda.lecture_narratif import lisible
from simulators.core.sante.cda.rendu import rendre
from simulators.core.xml.refusal import XmlRefusedError


def apercu(octets: bytes) -> str:
    """The document as a fragment of HTML, escaped, without script nor style; empty for what is no CDA."""
    try:
        return rendre(lisible(lire(octets)))
    except (CdaRefuseError, XmlRefusedError):
        return ""
