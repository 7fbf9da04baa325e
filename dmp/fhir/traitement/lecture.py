"""A body from its bytes to a tree, with what base FHIR and the profiles say of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dmp.fhir.data import noms
from dmp.fhir.messages import correctif
from dmp.fhir.messages.lecture import lire_json
from dmp.fhir.messages.modeles import Modeles
from dmp.fhir.messages.structure import structure
from dmp.fhir.messages.xml_lecture import lire_xml
from dmp.fhir.model.appel import Appel
from dmp.fhir.model.correctif import CorrectifIllisibleError, Operation
from dmp.fhir.model.profil import ContexteProfil, Flux, VersionMhd
from dmp.fhir.model.ressource import Noeud, RessourceIllisibleError, racine
from dmp.fhir.rules import formats
from dmp.fhir.rules.catalogue import correctif as catalogue_correctif
from dmp.fhir.rules.profils import juger
from dmp.fhir.rules.profils.lecture import ecart_lecture
from dmp.xds.model import Remarque
from simulators.core.rule import Place

# Told once each time it is met, up to there.
_LE_PLUS: Final = 100


@dataclass(frozen=True, slots=True)
class Lecteur:
    """Reads bodies; the classes of FHIR are loaded when a body first needs them."""

    modeles: Modeles

    def arbre(self, appel: Appel) -> Noeud | Remarque:
        """The resource of a body, whatever it is."""
        body = appel.corps or b""
        charset = formats.charset(appel)
        try:
            if (formats.recu(appel) or "json") == "json":
                return racine(lire_json(body, charset=charset))
            return racine(lire_xml(body, self.modeles, charset=charset))
        except RessourceIllisibleError as error:
            return illisible(error)

    def juger(self, tree: Noeud, flux: Flux, options: frozenset[str]) -> Iterator[Remarque]:
        """The structure, then the profiles of the flow."""
        mhd = VersionMhd.V4_2_3 if f"{noms.OPTION_MHD}=4.2.3" in options else VersionMhd.V4_2_4
        found = structure(tree.objet, self.modeles)
        for one in juger(tree.objet, ContexteProfil(flux, mhd, found))[:_LE_PLUS]:
            place = Place("request", "fhirpath", one.chemin)
            yield Remarque(one.regle, one.trouve, one.attendu, place=place)

    def correctif(self, appel: Appel) -> tuple[Operation, ...] | Remarque:
        """The operations of a patch, in any of its writings."""
        try:
            match formats.media(appel):
                case noms.JSON_PATCH:
                    return correctif.lire_json(appel.corps or b"")
                case noms.XML_PATCH:
                    return correctif.lire_xml_patch(appel.corps or b"", self.modeles)
                case _:
                    tree = self.arbre(appel)
                    return tree if isinstance(tree, Remarque) else correctif.lire_parametres(tree)
        except RessourceIllisibleError as error:
            return illisible(error)._replace(rule=catalogue_correctif.ILLISIBLE)
        except CorrectifIllisibleError as error:
            return Remarque(catalogue_correctif.ILLISIBLE, str(error)[:200])


def illisible(error: RessourceIllisibleError) -> Remarque:
    """Why a body was refused before any rule, and where."""
    found = ecart_lecture(error)
    line, _, column = error.lieu.removeprefix("ligne ").partition(", ")
    if error.lieu.startswith("ligne ") and line.isdigit():
        place = Place("request", "bytes", column, line=int(line))
    else:
        place = Place("request", "fhirpath", error.lieu)
    return Remarque(found.regle, found.trouve, found.attendu, place=place)
