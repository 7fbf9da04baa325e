"""The signature document of a submission set, as read (dmp_xds.md §5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from dmp.xds.model.appel import Signataire

# Where something that is missing is told: at the root of the signature document.
RACINE: Final = 0


class Tenue(StrEnum):
    """Whether what was signed is what was received.

    `OCTETS`: the digest is that of the bytes received, not of their canonical form. `INVERIFIABLE`: an
    algorithm that is not known, a target that is not there.
    """

    JUSTE = "juste"
    FAUSSE = "fausse"
    OCTETS = "octets"
    INVERIFIABLE = "inverifiable"


class Lieu(NamedTuple):
    """A text of the signature document and the number of its node."""

    valeur: str = ""
    repere: int = RACINE


@dataclass(frozen=True, slots=True)
class ReferenceSignee:
    """A reference of SignedInfo; `cible` is the number of the node it designates, None when there is none."""

    lieu: Lieu
    type: str
    cible: int | None
    tenue: Tenue


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference of the manifest: what it names, the digest given and the one expected, in base64.

    `attendue` is empty when nothing of the message bears that name.
    """

    lieu: Lieu
    empreinte: str
    attendue: str = ""
    tenue: Tenue = Tenue.INVERIFIABLE


@dataclass(frozen=True, slots=True)
class ProprietesSignees:
    """The signed properties (XAdES): when, with which certificate, under which policy; None when not told.

    `certificat` tells whether the certificate designated is the one that signed.
    """

    repere: int
    date: Lieu | None
    certificat: Tenue | None
    politique: bool


@dataclass(frozen=True, slots=True)
class SignatureLot:
    """What the signature of a set says, and whether it holds.

    `imbriquees` are the other signatures it contains, `doubles` the Ids that several elements bear, `motifs`
    the purposes told. `manifeste` is the number of the manifest's node. `proprietes` None and `xades` another
    namespace than the one expected: the properties of another version. `signataire` is None without a
    certificate that can be read.
    """

    id: str
    references: Sequence[ReferenceSignee]
    valeur: Tenue
    imbriquees: Sequence[Lieu] = ()
    doubles: Sequence[Lieu] = ()
    algorithmes: Sequence[Lieu] = ()
    manifeste: int | None = None
    mentions: Sequence[Mention] = ()
    motifs: Sequence[Lieu] = ()
    proprietes: ProprietesSignees | None = None
    xades: Lieu | None = None
    signataire: Signataire | None = None
