"""The first try: five steps that tick themselves."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

STEPS: Final[Table] = {
    "title": Text("Votre premier essai, en cinq pas", "Your first try, in five steps"),
    "lead": Text(
        "Chaque pas se coche de lui-même quand le DUI l’a fait.",
        "Each step ticks itself once the DUI did it.",
    ),
    "done": Text("fait", "done"),
    "todo": Text("à faire", "to do"),
    "see": Text("Voir l’échange", "See the exchange"),
    "call": Text("Le DUI a atteint un service", "The DUI reached a service"),
    "call_how": Text(
        "Recopiez une adresse ci-dessous dans le DUI, installez l’autorité et un certificat, appelez.",
        "Copy an address below into the DUI, install the authority and a certificate, call.",
    ),
    "ins": Text("Une identité a été trouvée par INSi", "INSi found an identity"),
    "ins_how": Text(
        "Cherchez Marguerite Delaunay, née le 14/03/1940.",
        "Look for Marguerite Delaunay, born on 14/03/1940.",
    ),
    "psc": Text("Un professionnel s’est connecté", "A professional logged in"),
    "psc_how": Text(
        "Ouvrez la connexion Pro Santé Connect du DUI, choisissez Nathalie Kermarrec.",
        "Open the DUI’s Pro Santé Connect login, choose Nathalie Kermarrec.",
    ),
    "dmp": Text("Un document est au DMP", "A document is in the DMP"),
    "dmp_how": Text("Déposez un document de Marguerite Delaunay.", "Feed a document of Marguerite Delaunay."),
    "mss": Text("Un courriel est parti", "A mail was sent"),
    "mss_how": Text(
        "Écrivez au cabinet du docteur Besnard, ou à Marguerite elle-même.",
        "Write to doctor Besnard’s practice, or to Marguerite herself.",
    ),
    "unknown_title": Text("Refusé faute d’être connu", "Refused for being unknown"),
    "unknown_lead": Text(
        "Ce que le DUI présente n’est pas encore connu de cet espace. Si c’est bien le vôtre, adoptez-le.",
        "What the DUI shows is not known to this workspace yet. If it is yours, adopt it.",
    ),
    "adopt": Text("Adopter", "Adopt"),
    "adopted": Text("L’espace le connaît désormais : recommencez.", "The workspace knows it now: try again."),
    "nothing_to_adopt": Text(
        "Rien à adopter dans cet échange.", "There is nothing to adopt in this exchange."
    ),
}
