"""The assertion: signature, signer, attributes, time (dmp_xds.md §3). Reads verified claims only."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from dmp.rules.droits import MEDECIN, PHARMACIEN, PROFESSIONS
from dmp.xds.model import Appel, Demande, RefusVihf, Remarque, VihfVerifie
from dmp.xds.rules.catalogue import signature, transport, vihf_porteur
from dmp.xds.rules.catalogue import vihf as catalogue
from simulators.core.rule import Rule
from simulators.core.sante.nationaux import GenrePs, lire_ps

AGE: Final = timedelta(hours=1)
AVANCE: Final = timedelta(minutes=5)
VERSIONS: Final = frozenset({"2.0", "3.0", "4.0"})
USAGES: Final = frozenset({"normal", "bris_de_glace", "centre_15"})
RESSOURCE_DMP: Final = "urn:dmp"
SECTEURS: Final = "1.2.250.1.71.4.2.4"
PREUVES: Final = frozenset({"CONF_EXI_PGSSIS", "APP_BROWSER_AUTH"})
FORTES: Final = ("MobileTwoFactorUnregistered", "MobileTwoFactorContract", "SmartcardPKI")
_USAGE_NAME: Final = "urn:oasis:names:tc:xspa:1.0:subject:purposeofuse"
_NUMERIQUES: Final = frozenset({GenrePs.RPPS, GenrePs.ADELI})
_REFUS: Final[Mapping[RefusVihf, Rule]] = {
    RefusVihf.ABSENT: signature.ABSENT,
    RefusVihf.PLUSIEURS: signature.PLUSIEURS,
    RefusVihf.NON_SIGNE: signature.NON_SIGNE,
    RefusVihf.SIGNATURE: signature.SIGNATURE,
    RefusVihf.PROFIL: signature.PROFIL,
    RefusVihf.ALGORITHME: signature.ALGORITHME,
    RefusVihf.CERTIFICAT: signature.CERTIFICAT_ILLISIBLE,
}


def vihf(appel: Appel, demande: Demande, maintenant: datetime, machine: datetime) -> Iterator[Remarque]:
    """Everything that can be said of the assertion without knowing anybody.

    `maintenant` is the espace's hour, for assertions; `machine` the machine's, for certificates.
    """
    if demande.refus_vihf is not None:
        spot = "vihf" if demande.refus_vihf is not RefusVihf.ABSENT else "entete"
        yield Remarque(_REFUS[demande.refus_vihf], demande.detail_vihf, spot=spot)
    signed = demande.vihf
    if signed is None:
        return
    yield from _signataire(signed, machine)
    yield from _emetteur(signed)
    yield from _validite(signed, maintenant)
    yield from _attributs(signed)
    yield from _roles(signed)
    yield from _sujet(appel, signed)
    if signed.mode == "INDIRECTE_RENFORCEE":
        yield from _air(signed)


def _at(rule: Rule, found: str = "", expected: str = "", detail: str = "") -> Remarque:
    return Remarque(rule, found, expected, "vihf", detail=detail)


def _signataire(signed: VihfVerifie, machine: datetime) -> Iterator[Remarque]:
    one = signed.signataire
    if one.emetteur_connu is False:
        yield _at(signature.CERTIFICAT_EMETTEUR, one.sujet, detail="Unknown certificate authority")
    if not one.debut <= machine < one.fin:
        yield _at(signature.CERTIFICAT_DATES, f"{one.fin:%Y-%m-%d}", detail="Certificate expired")
    if one.revoque:
        yield _at(signature.CERTIFICAT_REVOQUE, one.sujet, detail="Certificate revoked")
    if not one.signature:
        detail = "Not a valid signature certificate"
        yield _at(signature.CERTIFICAT_USAGE, one.sujet, "ORG SIGN", detail)
    if signed.sha1:
        yield _at(signature.SHA1, "sha1", "sha256")


def _emetteur(signed: VihfVerifie) -> Iterator[Remarque]:
    if not signed.emetteur_format:
        yield _at(catalogue.ISSUER_FORMAT, "", "X509SubjectName", "Attribut format de Issuer")
    if signed.emetteur is not None and _common_name(signed.emetteur) != _common_name(signed.signataire.sujet):
        yield _at(catalogue.ISSUER_NOM, signed.emetteur, signed.signataire.sujet)


def _common_name(name: str) -> str:
    """The CN of a distinguished name; the order and the spelling of the rest are not compared."""
    parts = [part.strip() for part in name.split(",")]
    return next((part[3:].strip() for part in parts if part.upper().startswith("CN=")), "")


def _validite(signed: VihfVerifie, maintenant: datetime) -> Iterator[Remarque]:
    if signed.emise is None:
        yield _at(catalogue.EMISSION, signed.emise_brute, "2026-01-01T08:00:00Z", "IssueInstant")
    elif not maintenant - AGE <= signed.emise <= maintenant + AVANCE:
        yield _at(catalogue.FENETRE, signed.emise_brute, f"{maintenant:%Y-%m-%dT%H:%M:%SZ}")
    early = signed.pas_avant is not None and maintenant < signed.pas_avant
    late = signed.pas_apres is not None and maintenant >= signed.pas_apres
    if early or late:
        found = signed.pas_avant if early else signed.pas_apres
        yield _at(catalogue.CONDITIONS, f"{found:%Y-%m-%dT%H:%M:%SZ}", f"{maintenant:%Y-%m-%dT%H:%M:%SZ}")


def _attributs(signed: VihfVerifie) -> Iterator[Remarque]:
    for name, value in (
        ("Identifiant_Structure", signed.structure),
        ("Secteur_Activite", signed.secteur and signed.secteur.code),
        ("NameID", signed.sujet),
        ("urn:oasis:names:tc:xacml:2.0:subject:role", signed.profession.code),
    ):
        if not value:
            yield _at(catalogue.CHAMP, "", name, name)
    yield from _secondaires(signed)
    if signed.secteur and signed.secteur.code and signed.secteur.system != SECTEURS:
        yield _at(catalogue.SECTEUR, f"{signed.secteur.code}^{signed.secteur.system}", f"SA17^{SECTEURS}")
    if signed.version is not None and signed.version not in VERSIONS:
        yield _at(catalogue.VERSION, signed.version, "3.0")
    if signed.ressource_urn not in {None, "", RESSOURCE_DMP}:
        yield _at(catalogue.RESSOURCE_URN, signed.ressource_urn or "", RESSOURCE_DMP)
    for name in signed.doubles:
        yield _at(catalogue.DOUBLE, name)
    yield from _mode_et_usage(signed)


def _secondaires(signed: VihfVerifie) -> Iterator[Remarque]:
    """Required by the reference, whose absence was never seen refused."""
    shown = signed.nom_affiche if signed.mode != "DIRECTE" else "-"
    for name, value in (
        ("VIHF_Version", signed.version),
        ("Ressource_URN", signed.ressource_urn),
        ("urn:oasis:names:tc:xspa:1.0:subject:subject-id", shown),
        ("LPS_Nom", signed.lps_nom),
        ("LPS_Version", signed.lps_version),
        ("LPS_ID_HOMOLOGATION_DMP", signed.homologation),
    ):
        if not value:
            yield _at(catalogue.CHAMP_SECONDAIRE, "", name, name)


def _mode_et_usage(signed: VihfVerifie) -> Iterator[Remarque]:
    if signed.mode is None:
        yield _at(vihf_porteur.MODE, signed.mode_brut or "", "INDIRECTE", "Authentification_mode")
    if signed.usage is None and _USAGE_NAME not in signed.attributs:
        yield _at(catalogue.CHAMP, "", _USAGE_NAME, _USAGE_NAME)
    elif signed.usage is None:
        yield _at(vihf_porteur.USAGE, "", "PurposeOfUse", _USAGE_NAME)
    elif signed.usage.code not in USAGES:
        yield _at(vihf_porteur.USAGE_CODE, signed.usage.code, "normal")
    elif signed.usage.code == "bris_de_glace" and not signed.raison:
        yield _at(vihf_porteur.BRIS_SANS_RAISON, "", "Mode_Acces_Raison")


def _roles(signed: VihfVerifie) -> Iterator[Remarque]:
    role = signed.profession
    needs = role.system == PROFESSIONS and role.code in {MEDECIN, PHARMACIEN}
    if needs and not signed.savoir_faire.code:
        yield _at(vihf_porteur.SPECIALITE)


def _sujet(appel: Appel, signed: VihfVerifie) -> Iterator[Remarque]:
    if signed.sujet and lire_ps(signed.sujet) is None:
        yield _at(vihf_porteur.SUJET_FORME, signed.sujet, "8…")
    if signed.mode is None:
        return
    if signed.mode == "DIRECTE":
        if signed.sujet and signed.signataire.nom != signed.sujet:
            yield _at(vihf_porteur.SIGNATAIRE_CARTE, signed.sujet, signed.signataire.nom)
    else:
        yield from _structure(appel, signed)
    wanted = "personne" if signed.mode == "DIRECTE" else "organisation"
    if appel.transport == "tls" and appel.nature not in {wanted, "absent", "inconnue"}:
        detail = f"{signed.mode} : certificat {wanted} attendu"
        yield Remarque(transport.CERTIFICAT_NATURE, appel.nature, wanted, certificate="issuer", detail=detail)


def _structure(appel: Appel, signed: VihfVerifie) -> Iterator[Remarque]:
    """The structure is that of the seal and, over TLS, that of the client certificate."""
    units = {signed.signataire.structure}
    if appel.transport == "tls":
        units.add(appel.certificat_structure)
    for unit in sorted(units):
        if signed.structure and unit != signed.structure:
            yield _at(vihf_porteur.STRUCTURE_OU, signed.structure, unit)
            return


def _air(signed: VihfVerifie) -> Iterator[Remarque]:
    """The strong authentication of the professional behind the structure's seal (dmp_xds.md §3.1)."""
    if not signed.preuve:
        yield _at(vihf_porteur.AIR_PREUVE, "", "CONF_EXI_PGSSIS", "AuthnContextDecl")
    elif signed.preuve not in PREUVES and signed.preuve != signed.contexte:
        yield _at(vihf_porteur.AIR_PREUVE_VALEUR, signed.preuve, "CONF_EXI_PGSSIS")
    if not (signed.contexte or "").endswith(FORTES):
        yield _at(vihf_porteur.CONTEXTE_AIR, signed.contexte or "", FORTES[0])
    found = lire_ps(signed.sujet or "")
    if found is None or found.genre not in _NUMERIQUES:
        yield _at(vihf_porteur.AIR_SUJET, signed.sujet or "", "8…")
