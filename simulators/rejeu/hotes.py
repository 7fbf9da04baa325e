"""Where nothing is ever sent: the hosts of the national services, whatever the consent. Pure: names only."""

import ipaddress
import unicodedata
from typing import Final, NamedTuple


class HoteNational(NamedTuple):
    """A domain of the national services, and where its name was read. Its subdomains are refused with it."""

    domaine: str
    service: str
    source: str


# Whole domains, qualification platforms included: none of them is a bench of the user's own.
NATIONAUX: Final[tuple[HoteNational, ...]] = (
    HoteNational("ameli.fr", "INSi", "services-ps-tlsm.ameli.fr, services-ps.ameli.fr : guide INSi, WSDL"),
    HoteNational("cnamts.fr", "INSi", "domaine de la CNAM : espaces de noms du WSDL INSi"),
    HoteNational(
        "cnda-assurance-maladie.fr",
        "CNDA",
        "centre d'agrément de l'Assurance maladie : connu, non lu dans une référence",
    ),
    HoteNational("dmp.gouv.fr", "DMP", "lps2.dmp.gouv.fr et suivants : guide d'intégration DMP"),
    HoteNational("dmp.fr", "DMP", "site du DMP : connu, non lu dans une référence"),
    HoteNational("monespacesante.fr", "Mon espace santé", "son site : connu, non lu dans une référence"),
    HoteNational("esante.gouv.fr", "Pro Santé Connect, annuaire", "auth.esw, wallet.esw, gateway.api : ANS"),
    HoteNational("annuaire.sante.fr", "Annuaire Santé", "service.annuaire.sante.fr : ANS"),
    HoteNational("mssante.fr", "MSSanté", "espacedeconfiance.mssante.fr et opérateurs : référentiel MSSanté"),
)
PHRASE: Final = "j'ai le droit de rejouer sur ce banc"


class HoteRefuseError(ValueError):
    """A host to which nothing may be sent; the text is a French sentence."""


def hote_propre(host: str) -> str:
    """A host as it is compared: NFKC, lower case, IDNA, without final dot. Raises `HoteRefuseError`."""
    folded = unicodedata.normalize("NFKC", host).strip().strip("[]").lower().rstrip(".")
    try:
        plain = folded if ":" in folded else folded.encode("idna").decode("ascii")
    except UnicodeError:
        raise HoteRefuseError(f"nom d'hôte illisible : {host!r}") from None
    # IDNA makes a final dot of other alphabets' full stops.
    plain = plain.rstrip(".")
    if not plain or any(sign in plain for sign in "/@%?# \\"):
        raise HoteRefuseError(f"nom d'hôte illisible : {host!r}")
    return plain


def verifier_hote(host: str) -> str:
    """The host, once known not to be one of the national services. Raises `HoteRefuseError`."""
    plain = hote_propre(host)
    for one in NATIONAUX:
        if plain == one.domaine or plain.endswith(f".{one.domaine}"):
            raise HoteRefuseError(
                f"{plain} appartient aux services nationaux ({one.service}) : rien n'y est jamais envoyé"
            )
    return plain


def est_local(host: str) -> bool:
    """True for the machine itself: no consent is needed."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def consenti(text: str) -> bool:
    """Whether these words are the consent: accents, case, quotes and blanks put aside."""
    return _words(text) == _words(PHRASE)


def _words(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    return " ".join(flat.split()).strip(" .!\"'")
