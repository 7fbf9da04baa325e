"""The signature document of a set: what it says, whether it holds, who made it (dmp_xds.md §5.4)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Final

from dmp.xds.model import Remarque, Signataire, VihfVerifie
from dmp.xds.model.signature import RACINE, Lieu, Mention, SignatureLot, Tenue
from dmp.xds.rules.catalogue import sceau_lot
from dmp.xds.rules.catalogue import signature_lot as catalogue
from dmp.xds.rules.metadonnees import documents_du_lot
from simulators.core.rule import Rule
from simulators.core.sante.ebrim.modele import Soumission

XADES: Final = "http://uri.etsi.org/01903/v1.1.1#"
PROPRIETES: Final = f"{XADES}SignedProperties"
MANIFESTE: Final = "http://www.w3.org/2000/09/xmldsig#Manifest"
REFERENCE_MANIFESTE: Final = "#IHEManifest"
REFERENCE_PROPRIETES: Final = "#S0-SignedProperties"
SOURCE: Final = "1.2.840.10065.1.12.1.14"
SANS_EMPREINTE: Final = "AA=="
URN: Final = "urn:oid:"
# What a remark on a node of the signature document begins its spot with.
SPOT: Final = "signature/"


def signature(
    one: SignatureLot, soumission: Soumission, signed: VihfVerifie | None, machine: datetime
) -> Iterator[Remarque]:
    """Everything that can be said of the document; `machine` is the hour that certificates follow."""
    yield from _forme(one)
    yield from _references(one)
    yield from _manifeste(one, soumission)
    yield from _proprietes(one)
    yield from _valeur(one)
    if one.signataire is not None:
        yield from _signataire(one.signataire, signed, machine)


def _at(rule: Rule, repere: int, found: str = "", expected: str = "") -> Remarque:
    return Remarque(rule, found, expected, f"{SPOT}{repere}")


def _forme(one: SignatureLot) -> Iterator[Remarque]:
    if not one.id:
        yield _at(catalogue.IDENTIFIANT, RACINE, "", "S0")
    for nested in one.imbriquees:
        yield _at(catalogue.IMBRIQUEE, nested.repere, str(len(one.imbriquees) + 1), "1")
    for double in one.doubles:
        yield _at(catalogue.ID_DOUBLE, double.repere, double.valeur)
    for refused in one.algorithmes:
        yield _at(catalogue.ALGORITHME, refused.repere, refused.valeur, "rsa-sha1, rsa-sha256")
    if SOURCE not in {told.valeur for told in one.motifs}:
        told = next(iter(one.motifs), Lieu())
        yield _at(catalogue.MOTIF, told.repere, told.valeur, SOURCE)


def _references(one: SignatureLot) -> Iterator[Remarque]:
    """SignedInfo signs the manifest and the properties that are read here, and nothing else."""
    parts = (
        (catalogue.REFERENCE_MANIFESTE, one.manifeste, MANIFESTE, REFERENCE_MANIFESTE),
        (
            catalogue.REFERENCE_PROPRIETES,
            None if one.proprietes is None else one.proprietes.repere,
            PROPRIETES,
            REFERENCE_PROPRIETES,
        ),
    )
    used: set[int] = set()
    for rule, node, kind, name in parts:
        found = next((ref for ref in one.references if ref.cible is not None and ref.cible == node), None)
        if found is None:
            yield _at(rule, RACINE, " ".join(ref.lieu.valeur for ref in one.references[:2]), name)
            continue
        used.add(found.lieu.repere)
        if found.type != kind:
            yield _at(rule, found.lieu.repere, found.type, kind)
        elif kind == MANIFESTE and found.lieu.valeur != name:
            yield _at(rule, found.lieu.repere, found.lieu.valeur, name)
        if _dementie(one, found.tenue):
            yield _at(catalogue.EMPREINTE, found.lieu.repere, found.lieu.valeur)
    for ref in one.references:
        if ref.lieu.repere not in used:
            yield _at(catalogue.REFERENCE_ETRANGERE, ref.lieu.repere, ref.lieu.valeur)


def _manifeste(one: SignatureLot, soumission: Soumission) -> Iterator[Remarque]:
    """The manifest names the set, without digest, and each of its documents, with theirs."""
    if one.manifeste is None:
        yield _at(catalogue.MANIFESTE, RACINE, "", "IHEManifest")
        return
    lot = f"{URN}{soumission.lot.unique_id}"
    documents = [f"{URN}{fiche.unique_id}" for _, fiche in documents_du_lot(soumission)]
    named = {mention.lieu.valeur: mention for mention in reversed(one.mentions)}
    for wanted in (lot, *documents):
        if wanted not in named:
            rule = catalogue.MANIFESTE_LOT if wanted == lot else catalogue.MANIFESTE_DOCUMENT
            yield _at(rule, one.manifeste, "", wanted)
    if lot in named and named[lot].empreinte != SANS_EMPREINTE:
        yield _at(catalogue.LOT_EMPREINTE, named[lot].lieu.repere, named[lot].empreinte, SANS_EMPREINTE)
    yield from chain.from_iterable(_mention(named[wanted]) for wanted in documents if wanted in named)
    for mention in one.mentions:
        if mention.lieu.valeur not in {lot, *documents}:
            yield _at(catalogue.MENTION_ETRANGERE, mention.lieu.repere, mention.lieu.valeur)


def _mention(mention: Mention) -> Iterator[Remarque]:
    rules = {Tenue.FAUSSE: catalogue.DOCUMENT_EMPREINTE, Tenue.OCTETS: catalogue.DOCUMENT_OCTETS}
    rule = rules.get(mention.tenue)
    if rule is not None:
        yield _at(rule, mention.lieu.repere, mention.empreinte, mention.attendue)


def _proprietes(one: SignatureLot) -> Iterator[Remarque]:
    """XAdES 1.1.1: when, with which certificate, under the implied policy."""
    known = one.proprietes
    if known is None:
        other = one.xades or Lieu()
        yield _at(catalogue.PROPRIETES, other.repere, other.valeur, XADES)
        return
    if known.date is None or not _instant(known.date.valeur):
        told = known.date or Lieu("", known.repere)
        yield _at(catalogue.DATE, told.repere, told.valeur, "2026-01-01T11:01:00Z")
    if known.certificat is not Tenue.JUSTE:
        yield _at(sceau_lot.CERTIFICAT_DESIGNE, known.repere, "", "SigningCertificate")
    if not known.politique:
        yield _at(catalogue.POLITIQUE, known.repere, "", "SignaturePolicyImplied")


def _instant(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return "T" in text


def _dementie(one: SignatureLot, held: Tenue) -> bool:
    """Whether a part does not hold; what an unknown algorithm hides is told as that algorithm."""
    return held is not Tenue.JUSTE and not (held is Tenue.INVERIFIABLE and one.algorithmes)


def _valeur(one: SignatureLot) -> Iterator[Remarque]:
    if one.signataire is None:
        yield _at(sceau_lot.CERTIFICAT_ABSENT, RACINE, "", "X509Certificate")
    elif _dementie(one, one.valeur):
        yield _at(sceau_lot.VALEUR, RACINE, one.signataire.sujet)


def _signataire(one: Signataire, signed: VihfVerifie | None, machine: datetime) -> Iterator[Remarque]:
    """The certificate may sign, holds today, and is that of who signed the assertion."""
    if not one.signature:
        yield _at(sceau_lot.CERTIFICAT_USAGE, RACINE, one.sujet, "ORG SIGN")
    if one.emetteur_connu is False:
        yield _at(sceau_lot.CERTIFICAT_AUTORITE, RACINE, one.sujet)
    if not one.debut <= machine < one.fin:
        yield _at(sceau_lot.CERTIFICAT_DATES, RACINE, f"{one.fin:%Y-%m-%d}")
    if one.revoque:
        yield _at(sceau_lot.CERTIFICAT_REVOQUE, RACINE, one.sujet)
    if signed is not None and not _meme(one, signed.signataire):
        yield _at(sceau_lot.SIGNATAIRE, RACINE, one.sujet, signed.signataire.sujet)


def _meme(one: Signataire, other: Signataire) -> bool:
    """A card is that of one person; the seals of a structure may be several."""
    if "personne" in {one.nature, other.nature}:
        return one.nom == other.nom
    return one.structure == other.structure
