"""What the FHIR face adds to the fidelity register: rules, and the choices an editor may meet on the wire."""

from collections.abc import Iterator

from dmp.fhir.data import noms
from dmp.fhir.rules.catalogue import appel, correctif, depot, recherche
from dmp.fhir.rules.profils.registre import REGLES
from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Default, Rule, Text


def regles() -> Iterator[Rule]:
    """The rules of the calls, then those of the profiles."""
    for module in (appel, recherche, depot, correctif):
        for value in vars(module).values():
            if isinstance(value, Rule):
                yield value
    yield from REGLES.values()


def _defaut(key: str, fr: str, en: str, basis: Basis, valeur: str = "") -> Default:
    return Default(key, Text(fr, en), basis, valeur)


def defauts() -> Iterator[Default]:
    """Options and choices of the FHIR face."""
    yield _defaut(
        "dmp.fhir",
        "La face FHIR suit PDSm 3.1.1, volet publié ; ce n'est pas une interface du DMP en production.",
        "The FHIR face follows PDSm 3.1.1, as published; it is no interface of the DMP in production.",
        seen("PDSm 3.1.1 ; PDSm4DMP part de DMPi v2.10.0, en XDS.b"),
    )
    yield _defaut(
        noms.OPTION_PROJET,
        "Option : ce que le projet PDSm4DMP 0.1.0 ajoute ou contredit : Patient?identifier (TD0.2), "
        "suppression "
        "par entered-in-error ou superseded (TD3.3c), lectures groupées (batch).",
        "Option: what the PDSm4DMP 0.1.0 draft adds or contradicts: Patient?identifier (TD0.2), deletion by "
        "entered-in-error or superseded (TD3.3c), grouped readings (batch).",
        seen("PDSm4DMP 0.1.0, projet"),
    )
    yield _defaut(
        noms.OPTION_STATUT,
        "Option : statut HTTP d'un profil non respecté, 400 (par défaut, usage de MHD) ou 422 (FHIR R4).",
        "Option: HTTP status of a broken profile, 400 (default, MHD practice) or 422 (FHIR R4).",
        assumed("PDSm écrit « approprié »"),
        "400|422",
    )
    yield _defaut(
        noms.OPTION_PATCH,
        "Option : statut HTTP d'un correctif sur un autre élément, 405 (PDSm, par défaut) ou 422 (PDSm4DMP).",
        "Option: HTTP status of a patch on another element, 405 (PDSm, default) or 422 (PDSm4DMP).",
        seen("PDSm 3.1.1 : 405 ; PDSm4DMP 0.1.0 : 422"),
        "405|422",
    )
    yield _defaut(
        noms.OPTION_REMPLACE,
        "Option : un document remplacé répond 410. Sans l'option : il se lit.",
        "Option: a replaced document answers 410. Without it: it can be read.",
        seen("MHD 4.2.3, table 2:3.68.4.2.2-1 : 410 ou 404"),
    )
    yield _defaut(
        noms.OPTION_MHD,
        "Option : version de MHD qui dit comment un identifiant est marqué, par type (4.2.4, par défaut) "
        "ou par "
        "use (4.2.3) ; les réponses portent les deux.",
        "Option: version of MHD that tells how an identifier is marked, by type (4.2.4, default) or by use "
        "(4.2.3); answers carry both.",
        seen("MHD 4.2.3 et 4.2.4"),
        "4\\.2\\.3|4\\.2\\.4",
    )
    yield _defaut(
        "dmp.fhir.mode",
        "En FHIR, l'appel ne dit pas son mode : jeton (AIR), carte (direct) ou certificat de structure "
        "(indirect), "
        "le premier dont la matrice ouvre la transaction. On consulte par le jeton, on alimente par la "
        "structure.",
        "Over FHIR a call does not tell its mode: token (AIR), card (direct) or certificate of the structure "
        "(indirect), the first whose matrix opens the transaction. The token consults, the structure feeds.",
        assumed("aucune source ne fixe l'habilitation en FHIR ; matrices PDT-INF-526 et PDT-INF-606"),
    )
    yield _defaut(
        "dmp.fhir.decouverte",
        "Dans le profil decouverte, un appel sans preuve est celui d'un professionnel de l'espace, comme "
        "par carte.",
        "In the decouverte profile a call without proof is that of a professional of the espace, as by card.",
        assumed("commodité du simulateur"),
    )
    yield _defaut(
        "dmp.fhir.identifiants",
        "L'identifiant d'une fiche est stable ; l'entryUUID du moment est dans identifier, et change à "
        "chaque "
        "version des métadonnées.",
        "The id of an entry is stable; the present entryUUID is in identifier, and changes with each "
        "version of "
        "the metadata.",
        standard("HL7 FHIR R4 : un id ne change pas ; PDSm4DMP en fait une question ouverte"),
    )
    yield _defaut(
        "dmp.fhir.uuid",
        "Un masterIdentifier urn:uuid: devient l'OID 2.25.<entier> du registre XDS.",
        "A masterIdentifier urn:uuid: becomes the OID 2.25.<integer> of the XDS registry.",
        standard("ITU-T X.667"),
    )
    yield _defaut(
        "dmp.fhir.date",
        "DocumentReference.date est celle que donne la source, sinon celle du dépôt ; creationTime est dans "
        "attachment.creation.",
        "DocumentReference.date is the source's own, else that of the submission; creationTime is in "
        "attachment.creation.",
        assumed("PDSm et l'annexe de PDSm4DMP divergent ; choix du simulateur"),
    )
    yield _defaut(
        "dmp.fhir.pages",
        "Une page de recherche a 50 ressources par défaut, 200 au plus.",
        "A page of a search has 50 resources by default, 200 at most.",
        assumed("taille non fixée"),
    )
    yield _defaut(
        "dmp.fhir.batch_limite",
        "Des lectures groupées sont 100 au plus ; passé 50 000 000 signes de documents, les suivantes "
        "répondent 413.",
        "Grouped readings are 100 at most; beyond 50,000,000 characters of documents the next ones answer "
        "413.",
        assumed("taille non fixée ; le DMP lit par paquets de 20"),
    )
    yield _defaut(
        "dmp.fhir.correctif_visible",
        "Un correctif demande l'autorisation que la face SOAP demande, et ne connaît que les documents que "
        "l'appelant a déposés ou peut lire : un autre est inconnu, qu'il existe ou non.",
        "A patch asks for the authorisation that the SOAP face asks for, and knows only the documents that "
        "the caller fed or may read: another is unknown, whether it exists or not.",
        assumed("PDSm ne dit pas les droits d'un correctif ; matrices PDT-INF-526 et PDT-INF-606"),
    )
    yield _defaut(
        "dmp.fhir.existence_une_personne",
        "Patient?identifier (TD0.2) porte sur une personne à la fois.",
        "Patient?identifier (TD0.2) is about one person at a time.",
        assumed("PDSm4DMP ne montre qu'un identifiant ; la TD0.2 n'en prend qu'un"),
    )
