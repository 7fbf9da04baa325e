"""Why a TLS handshake fails, in words, and what the editor can do: one rule per cause."""

from collections.abc import Mapping
from types import MappingProxyType

from simulators.core.basis import standard
from simulators.core.net.handshake import Cause
from simulators.core.rule import Rule, Severity, Text

_X509 = standard("RFC 5280 §6 (validation of a certification path)")
_TLS = standard("RFC 8446 §6 (alert protocol)")


def _rule(name: str, title: Text, advice: Text, *, certificate: bool = True) -> Rule:
    basis = _X509 if certificate else _TLS
    return Rule(f"tls.{name}", "tls", Severity.ERROR, title, advice, basis)


_EXPIRED = _rule(
    "certificat_expire",
    Text("certificat expiré", "certificate expired"),
    Text(
        "Présenter un certificat en cours de validité : la date se lit avec « openssl x509 -enddate ».",
        "Present a certificate still valid: read the date with `openssl x509 -enddate`.",
    ),
)
_NOT_YET = _rule(
    "certificat_pas_encore_valide",
    Text("certificat pas encore valide", "certificate not valid yet"),
    Text(
        "Vérifier la date de début du certificat et l'heure de la machine qui l'a émis.",
        "Check the certificate's start date, and the clock of the machine that issued it.",
    ),
)
_SELF_SIGNED = _rule(
    "certificat_auto_signe",
    Text("certificat auto-signé", "self-signed certificate"),
    Text(
        "Présenter un certificat émis par l'IGC de test, ou déclarer cette autorité avec --trust.",
        "Present a certificate issued by the test PKI, or declare this authority with --trust.",
    ),
)
_UNKNOWN_CA = _rule(
    "autorite_inconnue",
    Text("autorité de certification inconnue", "unknown certification authority"),
    Text(
        "Envoyer la chaîne complète (certificat et intermédiaire) d'un certificat de l'IGC de test, ou "
        "déclarer l'autorité avec --trust.",
        "Send the full chain (certificate and intermediate) of a certificate of the test PKI, or declare the "
        "authority with --trust.",
    ),
)
_REVOKED = _rule(
    "certificat_revoque",
    Text("certificat révoqué", "certificate revoked"),
    Text(
        "Demander un autre certificat : celui-ci figure dans la liste de révocation.",
        "Ask for another certificate: this one is on the revocation list.",
    ),
)
_PURPOSE = _rule(
    "usage_incorrect",
    Text("usage du certificat incorrect", "wrong certificate usage"),
    Text(
        "Présenter un certificat d'authentification client (extendedKeyUsage clientAuth), pas de signature.",
        "Present a client authentication certificate (extendedKeyUsage clientAuth), not a signing one.",
    ),
)
_CRL = _rule(
    "liste_de_revocation",
    Text("liste de révocation absente ou périmée", "revocation list missing or out of date"),
    Text(
        "L'autorité déclarée avec --trust doit être accompagnée de sa liste de révocation à jour.",
        "The authority declared with --trust must come with its current revocation list.",
    ),
)
_WEAK = _rule(
    "cle_trop_faible",
    Text("clé ou empreinte trop faible", "key or digest too weak"),
    Text(
        "Utiliser une clé RSA d'au moins 2048 bits et une signature SHA-256.",
        "Use an RSA key of at least 2048 bits and a SHA-256 signature.",
    ),
)
_INVALID = _rule(
    "certificat_invalide",
    Text("certificat invalide", "invalid certificate"),
    Text(
        "Vérifier le certificat et sa chaîne avec « openssl verify ».",
        "Check the certificate and its chain with `openssl verify`.",
    ),
)
_NONE = _rule(
    "certificat_absent",
    Text("aucun certificat client présenté", "no client certificate presented"),
    Text(
        "Cette adresse exige un certificat client : le configurer, avec sa clé, dans l'appel TLS.",
        "This address requires a client certificate: configure it, with its key, in the TLS call.",
    ),
    certificate=False,
)
_CLIENT_REFUSES = _rule(
    "serveur_refuse_par_le_client",
    Text("certificat du serveur refusé par le client", "server certificate refused by the client"),
    Text(
        "Ajouter l'autorité de test (fichier ca.pem annoncé au démarrage) aux autorités de confiance du "
        "logiciel, et appeler un nom que le certificat porte.",
        "Add the test authority (the ca.pem announced at start) to the software's trusted authorities, and "
        "call a name the certificate carries.",
    ),
    certificate=False,
)
_PROTOCOL = _rule(
    "version_ou_chiffrement",
    Text("version de TLS ou chiffrement non commun", "no TLS version or cipher in common"),
    Text("Proposer TLS 1.2 ou 1.3.", "Offer TLS 1.2 or 1.3."),
    certificate=False,
)
_CLEAR = _rule(
    "pas_du_tls",
    Text("appel en clair sur une adresse TLS", "clear-text call to a TLS address"),
    Text("Appeler en https:// (et non http://).", "Call with https:// (not http://)."),
    certificate=False,
)
_OTHER = _rule(
    "poignee_de_main_interrompue",
    Text("poignée de main TLS interrompue", "TLS handshake interrupted"),
    Text(
        "Le client a coupé ou parlé un TLS incompréhensible : voir la cause donnée par OpenSSL.",
        "The client cut, or spoke a TLS that makes no sense: see OpenSSL's own cause.",
    ),
    certificate=False,
)

BY_CAUSE = MappingProxyType(
    {
        Cause.NO_CERTIFICATE: _NONE,
        Cause.REVOKED: _REVOKED,
        Cause.EXPIRED: _EXPIRED,
        Cause.NOT_YET_VALID: _NOT_YET,
        Cause.UNKNOWN_AUTHORITY: _UNKNOWN_CA,
        Cause.WRONG_USAGE: _PURPOSE,
        Cause.NO_CRL: _CRL,
        Cause.CERTIFICATE: _INVALID,
        Cause.CLIENT_REFUSED: _CLIENT_REFUSES,
        Cause.VERSION: _PROTOCOL,
        Cause.PLAIN: _CLEAR,
    }
)

# OpenSSL X509_V_ERR_* codes told more finely than their cause: self-signed leaf, weak key or digest.
BY_VERIFY_CODE = MappingProxyType({18: _SELF_SIGNED, 66: _WEAK, 67: _WEAK, 68: _WEAK})


def rule_for(cause: Cause, verify_code: int) -> Rule:
    """The rule that explains a refusal."""
    return BY_VERIFY_CODE.get(verify_code) or BY_CAUSE.get(cause, _OTHER)


def tls_rules() -> Mapping[str, Rule]:
    """Every rule of a refused handshake, by its id."""
    every = [*BY_CAUSE.values(), *BY_VERIFY_CODE.values(), _OTHER]
    return {rule.id: rule for rule in every}
