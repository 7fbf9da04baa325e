"""La recherche d'identité : ce que le DUI demande, et ce qu'il fait de la réponse."""

from dataclasses import dataclass

import httpx
from lxml import etree

from mini_dui.enveloppe import Traits, recherche
from mini_dui.reglages import Reglages

TYPE = "application/soap+xml; charset=utf-8"
TROUVEE, INCONNUE, PLUSIEURS = "00", "01", "02"
# Ces erreurs disent que le téléservice est tombé : la même demande passera plus tard.
PASSAGERES = frozenset({"insi_101", "insi_102", "desir_1020"})


@dataclass(frozen=True)
class Identite:
    """Le résultat à l'écran : `statut` de l'identité dans le dossier, matricule s'il est connu."""

    statut: str
    matricule: str = ""
    message: str = ""


class InsiIndisponibleError(Exception):
    """Le téléservice ne répond pas, ou répond qu'il est tombé : à réessayer plus tard."""


class InsiRefuseError(Exception):
    """Le téléservice refuse la demande ; la réessayer n'y changerait rien. Le texte est à montrer."""


def rechercher(traits: Traits, reglages: Reglages) -> Identite:
    """Interroge INSi, en réessayant ce qui est passager, `essais` fois en tout.

    Lève InsiIndisponibleError ou InsiRefuseError.
    """
    with httpx.Client(verify=reglages.tls, timeout=reglages.delai, trust_env=False) as http:
        for _ in range(reglages.essais):
            try:
                return _une_fois(http, traits, reglages)
            except InsiIndisponibleError as erreur:
                derniere = erreur
    raise derniere


def _une_fois(http: httpx.Client, traits: Traits, reglages: Reglages) -> Identite:
    try:
        reponse = http.post(
            reglages.adresse, content=recherche(traits, reglages), headers={"content-type": TYPE}
        )
    except httpx.TransportError as erreur:
        raise InsiIndisponibleError(f"Le téléservice INSi ne répond pas ({erreur})") from erreur
    return _lire(reponse.content)


def _lire(octets: bytes) -> Identite:
    try:
        racine = etree.fromstring(octets, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as erreur:
        raise InsiIndisponibleError("Le téléservice INSi a répondu autre chose qu'une réponse") from erreur
    for faute in racine.iter("{urn:siram}Erreur"):
        sorte = InsiIndisponibleError if faute.get("code") in PASSAGERES else InsiRefuseError
        raise sorte(f"{faute.get('code')} : {faute.text}")
    code = _texte(racine, "CodeCR")
    if code == TROUVEE:
        return Identite("récupérée", _texte(racine, "NumIdentifiant") + _texte(racine, "Cle"))
    if code in {INCONNUE, PLUSIEURS}:
        return Identite("provisoire", message=_texte(racine, "LibelleCR"))
    raise InsiRefuseError(f"Réponse inattendue du téléservice INSi : {code or 'sans code'}")


def _texte(racine: "etree._Element", nom: str) -> str:
    return next((element.text or "" for element in racine.iter(f"{{*}}{nom}")), "")
