"""La demande de recherche par traits, telle qu'elle part sur le fil."""

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from mini_dui.reglages import Reglages

ACTION = "urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite"
S, A = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing"
BAM, LPS, R = "urn:siram:bam:ctxbam", "urn:siram:lps:ctxlps", "http://www.cnamts.fr/INSiRecSans"
Contenu = dict[str, "str | Contenu"]


@dataclass(frozen=True)
class Traits:
    """Ce que l'agent a saisi d'après la pièce d'identité."""

    nom: str
    prenom: str
    sexe: str
    naissance: str


def en_majuscules(texte: str) -> str:
    """Majuscules sans accent, comme l'état civil les écrit pour l'INS."""
    etendu = texte.replace("œ", "oe").replace("Œ", "OE").replace("’", "'")
    plat = unicodedata.normalize("NFKD", etendu)
    return "".join(signe for signe in plat if not unicodedata.combining(signe)).upper()


def recherche(traits: Traits, reglages: Reglages) -> bytes:
    """L'enveloppe SOAP 1.2 : adressage, contextes BAM et LPS, traits."""
    enveloppe = etree.Element(f"{{{S}}}Envelope", nsmap={"soap": S, "wsa": A, "bam": BAM, "lps": LPS, "r": R})
    entete = etree.SubElement(enveloppe, f"{{{S}}}Header")
    _bam(entete, reglages)
    _lps(entete, reglages)
    etree.SubElement(entete, f"{{{A}}}Action").text = ACTION
    etree.SubElement(entete, f"{{{A}}}MessageID").text = f"uuid:{uuid.uuid4()}"
    corps = etree.SubElement(enveloppe, f"{{{S}}}Body")
    demande: Contenu = {
        "NomNaissance": en_majuscules(traits.nom),
        "Prenom": en_majuscules(traits.prenom),
        "Sexe": traits.sexe,
        "DateNaissance": traits.naissance,
    }
    _ecrire(corps, R, {"RECSANSVITALE": demande})
    return etree.tostring(enveloppe, xml_declaration=True, encoding="UTF-8")


def _bam(entete: "etree._Element", reglages: Reglages) -> None:
    contexte = etree.SubElement(entete, f"{{{BAM}}}ContexteBAM", Version="01_02")
    _ecrire(contexte, BAM, {**_commun(reglages), "COUVERTURE": ""})


def _lps(entete: "etree._Element", reglages: Reglages) -> None:
    contexte = etree.SubElement(entete, f"{{{LPS}}}ContexteLPS", Nature="CTXLPS", Version="01_00")
    logiciel: Contenu = {
        "IDAM": reglages.idam,
        "Version": reglages.version,
        "Instance": str(uuid.uuid4()),
        "Nom": f"urn:lps:{reglages.nom}:{reglages.version}",
    }
    _ecrire(contexte, LPS, {**_commun(reglages), "LPS": logiciel})
    for idam in contexte.iter(f"{{{LPS}}}IDAM"):
        idam.set("R", "4")


def _commun(reglages: Reglages) -> Contenu:
    maintenant = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"Id": str(uuid.uuid4()), "Temps": maintenant, "Emetteur": reglages.structure}


def _ecrire(parent: "etree._Element", espace_de_noms: str, contenu: Contenu) -> None:
    for nom, valeur in contenu.items():
        element = etree.SubElement(parent, f"{{{espace_de_noms}}}{nom}")
        if isinstance(valeur, dict):
            _ecrire(element, espace_de_noms, valeur)
        else:
            element.text = valeur
