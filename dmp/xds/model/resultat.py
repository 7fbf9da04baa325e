"""Every answer of the face."""

from dmp.xds.model.gestion import ReponseGestion
from dmp.xds.model.listes import ReponseHabilitations, ReponseListe, ReponseTraits
from dmp.xds.model.reponse import Faute, ReponseAutorisation, ReponseConsultation, ReponseExistence
from simulators.core.sante.ebrim.reponses import ReponseRecherche, ReponseRegistre

Resultat = (
    Faute
    | ReponseExistence
    | ReponseGestion
    | ReponseListe
    | ReponseHabilitations
    | ReponseTraits
    | ReponseAutorisation
    | ReponseRegistre
    | ReponseRecherche
    | ReponseConsultation
)
