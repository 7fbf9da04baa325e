"""Codes of professions, roles and activities as the wire carries them (TRE_R94, TRE_R95, TRE_R85, TRE_R22).

Source: JDV_J65-SubjectRole-DMP and the value sets published with prosanteconnect/proof-of-concept.
"""

from typing import Final

OID_ROLE: Final = "1.2.250.1.213.1.1.5.5"
OID_SECTEUR: Final = "1.2.250.1.71.4.2.4"
PSI_LOCALE: Final = "1.2.250.1.213.1.3.1.1"
PALIER: Final = "APPPRIP3^1.2.250.1.213.1.5.1.1.1"

# TRE_R291: the actor characterised by the role alone.
ACTEUR_A_ROLE: Final = "99"
# TRE_R94, social professions.
PROFESSIONS_SOCIALES: Final = frozenset(
    {"41", "42", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53"}
)
MEDECIN: Final = "10"

# TRE_R85, roles met in the ESMS, by their label without accent nor case.
ROLES: Final = {
    "auxiliaire de vie sociale": "318",
    "technicien de l'intervention sociale et familiale": "319",
    "conseiller en economie sociale et familiale": "320",
    "mediateur familial": "321",
    "assistant familial": "322",
    "aide medico-psychologique": "323",
    "moniteur educateur": "324",
    "educateur de jeunes enfants": "325",
    "educateur specialise": "326",
    "educateur technique specialise": "327",
    "accompagnant educatif et social": "328",
    "accompagnante educative et sociale": "328",
    "coordonnateur de parcours": "330",
    "aide a domicile": "350",
    "assistant maternel": "351",
    "autre salarie de la structure sociale": "352",
}
# TRE_R22, kinds of activity.
SOIN: Final = "GENR01"
APPUI: Final = "GENR09"
EDUCATIF: Final = "GENR10"
ENCADREMENT: Final = "GENR12"
# Words of a role that tell the kind of activity of an actor known by the role alone.
ENCADRANTS: Final = ("direct", "responsable", "chef", "cadre")
