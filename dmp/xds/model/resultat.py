"""Every answer of the face."""

from dmp.xds.model.gestion import ReponseGestion
from dmp.xds.model.reponse import Faute, ReponseAutorisation, ReponseConsultation, ReponseExistence
from simulators.core.sante.ebrim.reponses import ReponseRecherche, ReponseRegistre

Resultat = (
    Faute
    | ReponseExistence
    | ReponseGestion
    | ReponseAutorisation
    | ReponseRegistre
    | ReponseRecherche
    | ReponseConsultation
)
