"""The rules of the RNIV and of the INS guide that this package applies: reference, sentence, origin.

The references were read quoted in opened sources, not in the documents themselves: the sentences are ours.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from simulators.core.basis import Basis, seen
from simulators.core.rule import Text

_GUIDE: Final = seen("guide INS 3.0, cité par healthcare-domain (INSi-adaptations.md)")
_FR_CORE: Final = seen("RNIV 2.0, cité par hl7.fhir.fr.core (FRCorePatientINSProfile)")
_REM: Final = seen("exports de travail du socle Ségur (2022-2023), exigences SC.INS")


class Regle(NamedTuple):
    """One rule: what it asks, where it was read, the Ségur requirements that test it."""

    enonce: Text
    basis: Basis
    exigences: tuple[str, ...] = ()


REGLES: Final[Mapping[str, Regle]] = MappingProxyType(
    {
        "EXI SI 07": Regle(
            Text(
                "Une identité a un statut et un seul : provisoire, récupérée, validée ou qualifiée.",
                "An identity has one status: provisional, retrieved, validated or qualified.",
            ),
            _FR_CORE,
            ("SC.INS/va1.54",),
        ),
        "EXI SI 09": Regle(
            Text(
                "Les attributs douteux et fictif n'existent que sur une identité provisoire.",
                "The attributes doubtful and fictitious exist on a provisional identity only.",
            ),
            _FR_CORE,
            ("SC.INS/va1.44",),
        ),
        "EXI SI 22": Regle(
            Text(
                "Les attributs homonyme, douteux et fictif se posent et se lèvent dans le dossier.",
                "The attributes namesake, doubtful and fictitious are set and lifted in the record.",
            ),
            _GUIDE,
        ),
        "EXI ID 08": Regle(
            Text(
                "Les traits de naissance ne remplissent jamais d'eux-mêmes le nom et le prénom utilisés.",
                "The used names are never filled in from the birth traits.",
            ),
            _GUIDE,
            ("SC.INS/va1.56",),
        ),
        "EXI ID 10": Regle(
            Text(
                "Le premier prénom doit commencer la liste des prénoms ; sinon le logiciel alerte.",
                "The first given name must begin the list of given names, else the software alerts.",
            ),
            _GUIDE,
            ("SC.INS/va1.51",),
        ),
        "EXI ID 11": Regle(
            Text(
                "Une date de naissance incomplète n'entre pas dans l'identité sanitaire.",
                "An incomplete birth date does not enter the sanitary identity.",
            ),
            _GUIDE,
            ("SC.INS/va1.28",),
        ),
        "EXI ID 12": Regle(
            Text(
                "Une date de naissance complétée est marquée incertaine.",
                "A completed birth date is marked uncertain.",
            ),
            _GUIDE,
            ("SC.INS/va1.28",),
        ),
        "EXI ID 24": Regle(
            Text(
                "Marquer une identité douteuse ou fictive la ramène à provisoire, sans matricule ni OID.",
                "Marking an identity doubtful or fictitious makes it provisional, without INS.",
            ),
            _GUIDE,
            ("SC.INS/va1.44",),
        ),
        "EXI ID 26": Regle(
            Text(
                "Aucun appel INSi ne part pour une identité douteuse ou fictive.",
                "No INSi call leaves for a doubtful or fictitious identity.",
            ),
            _GUIDE,
            ("SC.INS/va1.20",),
        ),
        "EXI ID 29": Regle(
            Text(
                "Le matricule et son OID ne référencent et n'échangent des données que qualifiés.",
                "Matricule and OID reference or exchange data only once qualified.",
            ),
            _GUIDE,
            ("SC.INS/va1.53",),
        ),
        "EXI REC 02": Regle(
            Text(
                "Lire un datamatrix INS est un mode de saisie : l'identité lue reste à vérifier.",
                "Scanning an INS datamatrix is a way of typing: what was read is still to be verified.",
            ),
            _FR_CORE,
            ("SC.INS/va1.03",),
        ),
        "EXI REC 08": Regle(
            Text(
                "L'identité acceptée est enregistrée telle que le téléservice l'a rendue.",
                "The identity accepted is stored as the service returned it.",
            ),
            _GUIDE,
            ("SC.INS/va1.52",),
        ),
        "EXI DIF 02": Regle(
            Text(
                "Le datamatrix INS figure en première page des documents d'une identité qualifiée.",
                "The INS datamatrix is on the first page of documents of a qualified identity.",
            ),
            _GUIDE,
            ("SC.INS/va1.03",),
        ),
        "EXI PP 19": Regle(
            Text(
                "Jour inconnu : le 1er ; mois inconnu : janvier ; les deux : le 31 décembre.",
                "Unknown day: the 1st; unknown month: January; both: 31 December.",
            ),
            _GUIDE,
            ("SC.INS/va1.28",),
        ),
        "Règle 5": Regle(
            Text(
                "Une création sans l'un des cinq traits stricts est refusée.",
                "A creation without one of the five strict traits is refused.",
            ),
            _REM,
            ("SC.INS/va1.21",),
        ),
        "Règle 12": Regle(
            Text(
                "Une réponse dont le nom, les prénoms ou le sexe sont vides n'est pas reprise.",
                "An answer without name, given names or sex is not taken over.",
            ),
            _REM,
            ("SC.INS/va1.31",),
        ),
        "Règle 17": Regle(
            Text(
                "Avant de créer, la recherche d'antériorité part de la date de naissance.",
                "Before creating, the search for an existing record starts from the birth date.",
            ),
            _REM,
            ("SC.INS/va1.02",),
        ),
        "Règle 19": Regle(
            Text(
                "La validation est un acte manuel, la nature du justificatif est enregistrée.",
                "Validation is an act of a person, the kind of document is recorded.",
            ),
            _REM,
            ("SC.INS/va1.23", "SC.INS/va1.55", "SC.INS/va1.26"),
        ),
        "Règle 26": Regle(
            Text(
                "Les traits stricts venus du téléservice ne se modifient pas, hors utilisateur habilité.",
                "Strict traits that came from the service are locked, but to an entitled user.",
            ),
            _REM,
            ("SC.INS/va1.18",),
        ),
        "Règle 27": Regle(
            Text(
                "Modifier un trait strict invalide matricule et OID, rétrograde le statut et se propage.",
                "Changing a strict trait invalidates the INS, lowers the status and is passed on.",
            ),
            _REM,
            ("SC.INS/va1.60",),
        ),
        "Règle 30": Regle(
            Text(
                "Une identité qualifiée reçue d'un autre domaine est à vérifier puis à qualifier ici.",
                "A qualified identity received from another domain is verified, then qualified here.",
            ),
            _REM,
            ("SC.INS/va1.13", "SC.INS/va1.11"),
        ),
        "Règle 49": Regle(
            Text(
                "Vérification KO d'une identité locale : statut rétrogradé, matricule et OID supprimés.",
                "Verification KO of a local identity: status lowered, matricule and OID removed.",
            ),
            _REM,
            ("SC.INS/va1.08",),
        ),
        "Règle 51": Regle(
            Text(
                "Vérification KO d'une identité reçue : usager connu inchangé, usager inconnu créé sans INS.",
                "Verification KO of a received identity: a known record stays, a new one has no INS.",
            ),
            _REM,
            ("SC.INS/va1.07", "SC.INS/va1.05"),
        ),
        "Règle 55": Regle(
            Text(
                "Vérification KO : la donnée reçue n'est pas intégrée, une alerte entre en liste de travail.",
                "Verification KO: the data received are not filed, an alert enters the work list.",
            ),
            _REM,
            ("SC.INS/va1.12",),
        ),
    }
)
