"""Userinfo of a professional: every member of the published payloads, empty strings for what is missing."""

from typing import Any

from psc.data import nomenclatures as codes
from psc.messages.jetons import autres_identifiants, sujet
from psc.model import Activite, Exercice, Porteur

# The members of an activity that no fiction fills, in the order of the wire.
_ADRESSE = (
    *("enseigneCommercialeSite", "complementDestinataire", "complementPointGeographique", "numeroVoie"),
    *("indiceRepetitionVoie", "codeTypeDeVoie", "libelleVoie", "mentionDistribution"),
)
_CONTACT = ("codePostal", "codeCommune", "codePays", "telephone", "telephone2", "telecopie", "adresseEMail")


def payload(porteur: Porteur, moyen: str) -> dict[str, Any]:
    """The answer of userinfo for this professional, connected by `moyen` (psc.md §4.1)."""
    first = next(iter(porteur.activites), Activite())
    return {
        "Secteur_Activite": f"{first.secteur}^{codes.OID_SECTEUR}" if first.secteur else "",
        "sub": sujet(porteur),
        "SubjectOrganization": first.raison_sociale,
        "Mode_Acces_Raison": "",
        "preferred_username": porteur.identifiant,
        "codeCivilite": porteur.civilite,
        "codeGenreActivite": first.genre,
        "given_name": porteur.prenom,
        "Acces_Regulation_Medicale": "FAUX",
        "UITVersion": "1.0",
        "authMode": moyen,
        "Palier_Authentification": codes.PALIER,
        "SubjectRefPro": {
            "codeCivilite": porteur.civilite,
            "exercices": [_exercice(one) for one in porteur.exercices],
        },
        "SubjectOrganizationID": first.technique,
        "SubjectRole": [f"{porteur.role}^{codes.OID_ROLE}"] if porteur.role else [],
        "PSI_Locale": codes.PSI_LOCALE,
        "otherIds": autres_identifiants(porteur),
        "SubjectNameID": porteur.identifiant,
        "family_name": porteur.nom,
    }


def _exercice(exercice: Exercice) -> dict[str, Any]:
    return {
        "codeProfession": exercice.profession,
        "codeCategorieProfessionnelle": "C",
        "codeCiviliteDexercice": exercice.civilite,
        "nomDexercice": exercice.nom,
        "prenomDexercice": exercice.prenom,
        "codeTypeSavoirFaire": "S" if exercice.savoir_faire else "",
        "codeSavoirFaire": exercice.savoir_faire,
        "activities": [_activite(one) for one in exercice.activites],
    }


def _activite(activite: Activite) -> dict[str, str]:
    return {
        "codeModeExercice": activite.mode,
        "codeSecteurDactivite": activite.secteur,
        "codeSectionPharmacien": "",
        "codeRole": activite.role,
        "codeGenreActivite": activite.genre,
        "numeroSiretSite": "",
        "numeroSirenSite": "",
        "numeroFinessSite": activite.finess,
        "numeroFinessetablissementJuridique": activite.finess_juridique,
        "identifiantTechniqueDeLaStructure": activite.technique,
        "raisonSocialeSite": activite.raison_sociale,
        **dict.fromkeys(_ADRESSE, ""),
        "bureauCedex": activite.ville,
        **dict.fromkeys(_CONTACT, ""),
        "codeDepartement": activite.departement,
        "ancienIdentifiantDeLaStructure": "",
        "autoriteDenregistrement": "ARS/ARS/ARS" if activite.raison_sociale else "",
    }
