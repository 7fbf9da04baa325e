"""The professional's assertion: signature, signer, age, attributes; the token of an unsigned one (§7)."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from ins.model import Appel, Demande, Operation, Remarque, Spot, Vue
from ins.model.assertion import (
    CARTE_CPX,
    FACTURATION,
    PRO_SANTE_CONNECT,
    SECTEUR,
    SPECIALITE,
    SPECIALITE_PSC,
    AssertionPs,
    Heure,
    RefusAssertion,
)
from ins.rules.catalogue import assertion as catalogue
from ins.rules.catalogue import psc, signature
from simulators.core.rule import Rule
from simulators.core.sante.nationaux import lire_ps
from simulators.core.signataire import Signataire

AGE: Final = timedelta(hours=1)
AVANCE: Final = timedelta(minutes=5)
_X509: Final = "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName"
_REFUS: Final[Mapping[RefusAssertion, Rule]] = {
    RefusAssertion.PLUSIEURS: signature.PLUSIEURS,
    RefusAssertion.NON_SIGNEE: signature.NON_SIGNEE,
    RefusAssertion.SIGNATURE: signature.SIGNATURE,
    RefusAssertion.PROFIL: signature.PROFIL,
    RefusAssertion.ALGORITHME: signature.ALGORITHME,
    RefusAssertion.CERTIFICAT: signature.CERTIFICAT_ILLISIBLE,
}
# Test cards bear ADELI numbers with a letter, such as 00B6087510.
_ADELI_DE_TEST: Final = re.compile(r"0[0-9A-Z]{8,9}")
_FACTURATION: Final = re.compile(r"[0-9][0-9AB][0-9]{7}|[0-9]{8}|[0-9]{14}")
_SECTEUR: Final = re.compile(r"SA[0-9]{2}")
_SPECIALITE: Final = re.compile(r"[0-9]{2}")


def assertion(appel: Appel, demande: Demande, heure: Heure, vue: Vue | None) -> Iterator[Remarque]:
    """Who calls, on the host without client certificate; `vue` None leaves out what needs the people."""
    found = demande.assertions
    if appel.face != "assertion":
        if found.nombre:
            yield _at(catalogue.INUTILE)
        return
    if not found.nombre:
        spot = Spot.SECURITY if demande.security else Spot.HEADER
        yield Remarque(catalogue.ABSENTE, "", "saml:Assertion", spot)
    if found.refus is not None:
        rank = 1 if found.refus is RefusAssertion.PLUSIEURS else 0
        yield Remarque(_REFUS[found.refus], found.detail, "", Spot.ASSERTION, rank)
    if found.ps is not None:
        yield from _ps(appel, found.ps, heure, vue)
        yield from _contextes(demande, found.ps)
        if demande.operation is Operation.VITALE and _carte(found.ps) and not found.vitale:
            yield Remarque(catalogue.VITALE_ABSENTE, "", "saml:Assertion", Spot.SECURITY)


def _at(rule: Rule, found: str = "", expected: str = "", attribute: str = "") -> Remarque:
    return Remarque(rule, found, expected, Spot.ASSERTION, attribute=attribute)


def _carte(ps: AssertionPs) -> bool:
    return ps.qualificatif != PRO_SANTE_CONNECT


def _ps(appel: Appel, ps: AssertionPs, heure: Heure, vue: Vue | None) -> Iterator[Remarque]:
    if ps.signataire is None:
        yield from _jeton(appel, ps)
    else:
        yield from _signataire(ps, ps.signataire, heure.machine)
    yield from _sujet(ps)
    if ps.version != "2.0":
        yield _at(catalogue.VERSION, ps.version, "2.0", "Version" if ps.version else "")
    # A saved file was signed when it was sent: its age then is not known.
    if appel.transport != "fichier":
        yield from _validite(ps, heure.espace)
    yield from _attributs(ps)
    yield from _specialite(ps, vue)


def _jeton(appel: Appel, ps: AssertionPs) -> Iterator[Remarque]:
    """The unsigned assertion proves nothing: only a token tells whose call it is. A file has none."""
    jeton = appel.jeton
    if appel.transport == "fichier":
        return
    if jeton is None:
        yield Remarque(psc.JETON_ABSENT, "", "Bearer", header="Authorization")
    elif jeton.raison:
        yield Remarque(psc.PAR_RAISON[jeton.raison], jeton.raison, "", header="Authorization")
    elif jeton.porteur != ps.sujet:
        yield _at(psc.PORTEUR, ps.sujet or "", jeton.porteur)


def _signataire(ps: AssertionPs, one: Signataire, machine: datetime) -> Iterator[Remarque]:
    if one.emetteur_connu is False:
        yield _at(signature.CERTIFICAT_EMETTEUR, one.emetteur)
    if not one.debut <= machine < one.fin:
        yield _at(signature.CERTIFICAT_DATES, f"{one.fin:%Y-%m-%d}")
    if one.revoque:
        yield _at(signature.CERTIFICAT_REVOQUE, one.sujet)
    if not one.signature:
        yield _at(signature.CERTIFICAT_USAGE, one.sujet)
    if ps.sujet and one.nom != ps.sujet:
        yield _at(catalogue.PORTEUR, ps.sujet, one.nom)
    issued = _common_name(ps.emetteur or "")
    if ps.emetteur_format != _X509 or issued != _common_name(one.sujet):
        yield _at(catalogue.ISSUER, ps.emetteur or "", one.sujet)


def _common_name(name: str) -> str:
    """The CN of a distinguished name; the order and the spelling of the rest are not compared."""
    parts = [part.strip() for part in name.split(",")]
    return next((part[3:].strip() for part in parts if part.upper().startswith("CN=")), "")


def _sujet(ps: AssertionPs) -> Iterator[Remarque]:
    if ps.qualificatif not in {CARTE_CPX, PRO_SANTE_CONNECT}:
        yield _at(catalogue.QUALIFICATIF, ps.qualificatif or "", CARTE_CPX)
    if not ps.sujet:
        yield _at(catalogue.SUJET_ABSENT, "", "NameID")
    elif lire_ps(ps.sujet) is None and not _ADELI_DE_TEST.fullmatch(ps.sujet):
        yield _at(catalogue.SUJET_FORME, ps.sujet, "8…")


def _validite(ps: AssertionPs, maintenant: datetime) -> Iterator[Remarque]:
    now = f"{maintenant:%Y-%m-%dT%H:%M:%SZ}"
    if ps.emise is None:
        yield _at(catalogue.EMISSION, ps.emise_brute, now, "IssueInstant" if ps.emise_brute else "")
    elif not maintenant - AGE <= ps.emise <= maintenant + AVANCE:
        yield _at(catalogue.PERIMEE, ps.emise_brute, now, "IssueInstant")
    early = ps.pas_avant is not None and maintenant < ps.pas_avant
    late = ps.pas_apres is not None and maintenant >= ps.pas_apres
    if early or late:
        found = ps.pas_avant if early else ps.pas_apres
        yield _at(catalogue.CONDITIONS, f"{found:%Y-%m-%dT%H:%M:%SZ}", now)


def _attributs(ps: AssertionPs) -> Iterator[Remarque]:
    facturation, secteur = ps.attributs.get(FACTURATION, ""), ps.attributs.get(SECTEUR, "")
    if not facturation:
        yield _at(catalogue.ATTRIBUT_ABSENT, "", FACTURATION)
    elif not _FACTURATION.fullmatch(facturation):
        yield _at(catalogue.FACTURATION_FORME, facturation)
    if not secteur and _carte(ps):
        yield _at(catalogue.ATTRIBUT_ABSENT, "", SECTEUR)
    elif secteur and not _SECTEUR.fullmatch(secteur):
        yield _at(catalogue.SECTEUR_FORME, secteur, secteur.partition("^")[0])
    for name in ps.doubles:
        yield _at(catalogue.DOUBLE, name)


def _specialite(ps: AssertionPs, vue: Vue | None) -> Iterator[Remarque]:
    """The AMO speciality, compulsory for a doctor; its name depends on the mode."""
    named, other = (SPECIALITE, SPECIALITE_PSC) if _carte(ps) else (SPECIALITE_PSC, SPECIALITE)
    value = ps.attributs.get(named) or ps.attributs.get(other) or ""
    if not value:
        if vue is not None and ps.sujet in vue.medecins:
            yield _at(catalogue.SPECIALITE_ABSENTE, "", named)
        return
    if not ps.attributs.get(named):
        yield _at(catalogue.SPECIALITE_NOM, other, named)
    if not _SPECIALITE.fullmatch(value):
        yield _at(catalogue.SPECIALITE_FORME, value)


def _contextes(demande: Demande, ps: AssertionPs) -> Iterator[Remarque]:
    """Both contexts name the professional as their Emetteur (ins.md §3.2)."""
    for context, spot in ((demande.bam, Spot.BAM_EMETTEUR), (demande.lps, Spot.LPS_EMETTEUR)):
        told = context.emetteur if context is not None else None
        if told is not None and ps.sujet and told != ps.sujet:
            yield Remarque(catalogue.EMETTEUR, told, ps.sujet, spot)
