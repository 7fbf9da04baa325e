"""What can be made to go wrong."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

FAULTS: Final[Table] = {
    "title": Text("Pannes", "Faults"),
    "lead": Text(
        "Faites échouer un service pour voir ce que fait le DUI : choisissez la panne, à qui elle arrive, "
        "combien de fois et combien de temps. Elle cesse d’elle-même, ou d’un clic.",
        "Make a service fail to see what the DUI does: choose the fault, whom it happens to, how often and "
        "for how long. It ends by itself, or in one click.",
    ),
    "active": Text("Pannes en cours", "Active faults"),
    "none": Text("Tout fonctionne normalement.", "Everything works normally."),
    "what": Text("Ce qui arrive", "What happens"),
    "service": Text("Service", "Service"),
    "whom": Text("À qui", "To whom"),
    "left": Text("Encore", "Left"),
    "everyone": Text("tout le monde", "everybody"),
    "every_service": Text("tous les services", "every service"),
    "unlimited": Text("jusqu’à ce qu’on l’arrête", "until it is stopped"),
    "ends_at": Text("jusqu’au {moment}", "until {moment}"),
    "times_one": Text("{n} appel", "{n} call"),
    "times_many": Text("{n} appels", "{n} calls"),
    "stop": Text("Arrêter", "Stop"),
    "stop_all": Text("Tout arrêter", "Stop everything"),
    "new": Text("Provoquer une panne", "Make a fault"),
}
TRANSPORT: Final[Table] = {
    "latence": Text("La réponse tarde (30 secondes)", "The answer is slow (30 seconds)"),
    "coupure": Text("La connexion est coupée sans réponse", "The connection is cut without an answer"),
    "demi_reponse": Text("La réponse s’arrête au milieu", "The answer stops halfway"),
    "reponse_malformee": Text("La réponse est abîmée", "The answer is damaged"),
    "http_5xx": Text("Le service est indisponible", "The service is unavailable"),
}
