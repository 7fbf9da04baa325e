"""What a hospital writes at the end of a stay: short, credible, about nobody."""

from typing import Final

# LOINC code of the document and its source, as in the value set of the DMP.
TYPE: Final = "11490-0"
TEXTES: Final = (
    "Hospitalisation du fait d'une pneumopathie du lobe inférieur droit, d'évolution favorable sous "
    "amoxicilline. Apyrexie depuis trois jours. Retour ce jour dans l'établissement. Antibiotique à "
    "poursuivre quatre jours, puis radiographie de contrôle dans six semaines.",
    "Chute mécanique sans traumatisme crânien. Radiographies sans fracture. Hypotension orthostatique : "
    "l'antihypertenseur du soir est arrêté. Surveillance tensionnelle couché et debout pendant une semaine.",
    "Décompensation cardiaque sur écart de régime. Furosémide porté à 60 mg le matin. Poids de sortie : "
    "62,4 kg ; à peser trois fois par semaine et prévenir au-delà de deux kilos en trois jours.",
    "Déshydratation modérée sur gastro-entérite. Réhydratation par voie veineuse pendant quarante-huit "
    "heures. Fonction rénale revenue à son niveau habituel. Traitement personnel repris sans changement.",
    "Bilan d'un amaigrissement : aucune cause organique retrouvée. Enrichissement des repas et compléments "
    "deux fois par jour. Consultation de nutrition dans deux mois.",
)
SUITE: Final = "Cette version annule et remplace la précédente : posologie corrigée."
SUPPRIME: Final = "Document adressé par erreur : merci de le supprimer de votre dossier."
SECOND: Final = "Consultation de kinésithérapie du service : marche avec déambulateur, sans aide humaine."
CORPS: Final = (
    "Bonjour,\r\n\r\nVeuillez trouver ci-joint un document concernant votre résident.\r\n\r\n"
    "Bien confraternellement,\r\n{auteur}\r\n{structure}\r\n"
)
CORPS_SIMPLE: Final = (
    "Bonjour,\r\n\r\nPourriez-vous nous rappeler au sujet du rendez-vous de la semaine prochaine ?\r\n\r\n"
    "Cordialement,\r\n{auteur}\r\n{structure}\r\n"
)
SUJET_SIMPLE: Final = "Rendez-vous de la semaine prochaine"
SUJET_AVIS: Final = "Undelivered Mail Returned to Sender"
CORPS_AVIS: Final = "Votre message n'a pas pu être remis à {adresse} : boîte inconnue.\r\n"
# The usual test file of antivirus programs (eicar.org), in two pieces: this source is not to pass for it.
EICAR: Final = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*")

NIL: Final = "SOCLE00001"
LOGICIEL: Final = "Socle, correspondants simulés"
