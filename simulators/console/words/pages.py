"""What each page is for and what to do there: its own help, and the help page's list."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

# By path: the pages of the menu, then those reached from another.
PAGES: Final[Table] = {
    "/": Text(
        "Cette page donne les adresses, les comptes et les certificats à recopier dans le DUI. Le premier "
        "essai se coche de lui-même à mesure que les appels arrivent. Ce qui a été refusé faute d’être connu "
        "s’adopte d’un clic.",
        "This page gives the addresses, accounts and certificates to copy into the DUI. The first try ticks "
        "itself as calls arrive. What was refused for being unknown is adopted in one click.",
    ),
    "/repetition": Text(
        "Une répétition fait jouer un parcours étape par étape, avec le DUI. Choisissez un parcours, faites "
        "dans le DUI ce qui est demandé, puis regardez ce qui a été vu. À la fin, ouvrez le compte rendu et "
        "imprimez-le. Seul ou en groupe : le formateur peut mener la répétition.",
        "A rehearsal plays a journey step by step, with the DUI. Choose a journey, do in the DUI what is "
        "asked, then look at what was seen. At the end, open the report and print it. Alone or in a group: "
        "the trainer may lead the rehearsal.",
    ),
    "/scenarios": Text(
        "Tous les scénarios, avec leur dernier verdict dans cet espace. Cherchez un mot ou une exigence, "
        "puis commencez-en un depuis la page Répétition.",
        "Every scenario, with its latest verdict in this workspace. Search a word or a requirement, then "
        "begin one from the Rehearsal page.",
    ),
    "/couverture": Text(
        "Le tableau des exigences et des scénarios qui les exercent. Une exigence sans scénario conforme "
        "reste à jouer. Les identifiants marqués indicatifs sont à confirmer.",
        "The table of requirements and of the scenarios that exercise them. A requirement without a passed "
        "scenario is still to be played. Identifiers marked indicative are to be confirmed.",
    ),
    "/trafic": Text(
        "Tout ce que le DUI et les services se sont dit, le plus récent en haut. Ouvrez un échange pour lire "
        "ce qui a été demandé, ce qui a été répondu et ce qu’il faut corriger. Les filtres réduisent la "
        "liste à une personne ou à un service.",
        "All that the DUI and the services said to each other, the latest on top. Open an exchange to read "
        "what was asked, what was answered and what to fix. Filters narrow the list to a person or a "
        "service.",
    ),
    "/comparer": Text(
        "Deux échanges côte à côte : ce qui a changé de l’un à l’autre. Choisissez le second depuis la page "
        "du premier.",
        "Two exchanges side by side: what changed from one to the other. Choose the second from the page "
        "of the first.",
    ),
    "/personnes": Text(
        "Les usagers fictifs de cet espace. Ouvrez une fiche pour changer un nom, un matricule ou un DMP, et "
        "lire ce que chaque service répondra. En bas, créez une personne ou importez un tableau.",
        "The fictional people of this workspace. Open one to change a name, a matricule or a record, and "
        "read what each service will answer. At the bottom, create a person or import a table.",
    ),
    "/professionnels": Text(
        "Ceux qui se connectent, signent et écrivent. Ouvrez une fiche pour changer une carte, activer une "
        "e-CPS ou télécharger un certificat. Un agent s’inscrit comme sur le portail RPPS+.",
        "Those who log in, sign and write. Open one to change a card, activate an e-CPS or download a "
        "certificate. Staff are registered as on the portail RPPS+.",
    ),
    "/structures": Text(
        "Les établissements de cet espace et leurs identifiants. Recopiez le FINESS dans le DUI, et "
        "téléchargez les certificats de l’établissement.",
        "The establishments of this workspace and their identifiers. Copy the FINESS into the DUI, and "
        "download the certificates of the establishment.",
    ),
    "/dmp": Text(
        "Le dossier de chaque personne : ses documents, ses versions, et les visites. Ouvrez un dossier pour "
        "vérifier ce que le DUI y a déposé. Le regard de l’usager montre ce qu’il en voit lui-même.",
        "Each person’s record: its documents, its versions, and the visits. Open a record to check what the "
        "DUI put there. The person’s view shows what they see of it themselves.",
    ),
    "/messagerie": Text(
        "Les boîtes aux lettres, ouvertes comme par leur propriétaire. Ouvrez une boîte pour lire ce que le "
        "DUI a envoyé, répondre, ou faire écrire un hôpital, un médecin ou un usager.",
        "The mailboxes, opened as by their owner. Open a box to read what the DUI sent, answer, or have a "
        "hospital, a doctor or a person write.",
    ),
    "/e-cps": Text(
        "Le téléphone d’un professionnel, quand un logiciel demande à le connecter. Choisissez à qui il est, "
        "comparez le nombre affiché à celui du logiciel, puis approuvez ou refusez. Sans réponse, la demande "
        "expire.",
        "A professional’s telephone, when software asks to connect them. Choose whose it is, compare the "
        "number shown with the software’s, then approve or refuse. Without an answer, the request expires.",
    ),
    "/pannes": Text(
        "Faites échouer un service pour voir ce que fait le DUI. Choisissez la panne, à qui elle arrive, "
        "combien de fois et combien de temps. « Tout arrêter » remet tout en ordre.",
        "Make a service fail to see what the DUI does. Choose the fault, whom it happens to, how often and "
        "for how long. “Stop everything” puts all back in order.",
    ),
    "/horloge": Text(
        "L’heure de cet espace, que l’on peut avancer ou arrêter. Servez-vous-en pour voir expirer un jeton "
        "ou arriver un avis de non-remise sans attendre. « Heure réelle » revient à l’heure de la machine.",
        "The time of this workspace, which may be moved forward or stopped. Use it to see a token expire or "
        "a delivery notice come without waiting. “Real time” goes back to the machine’s time.",
    ),
    "/espaces": Text(
        "Un espace est un monde isolé : ses personnes, ses boîtes, son journal. Créez-en un par équipe, "
        "figez-le avant un essai et rétablissez-le ensuite. Une remise à zéro ne touche jamais un autre "
        "espace.",
        "A workspace is an isolated world: its people, boxes and journal. Create one for each team, freeze "
        "it before a trial and restore it afterwards. A reset never touches another workspace.",
    ),
    "/formation": Text(
        "Une séance de formation : un espace et un lien par stagiaire, et un mur pour les voir tous. Ouvrez "
        "les espaces, donnez à chacun son lien ou son code, puis menez la répétition d’ici. Entre deux "
        "groupes, remettez à zéro : chacun reçoit un nouveau lien.",
        "A training session: a workspace and a link for each trainee, and a wall to see them all. Open the "
        "workspaces, give each their link or code, then lead the rehearsal from here. Between groups, "
        "reset: everybody gets a new link.",
    ),
    "/fidelite": Text(
        "D’où vient chaque réponse du simulateur : vue, rapportée, norme ou supposée. Consultez-la avant "
        "d’adapter le DUI à un code qui n’est que supposé.",
        "Where each answer of the simulator comes from: seen, reported, standard or assumed. Read it before "
        "changing the DUI for a code that is only assumed.",
    ),
    "/aide": Text(
        "Ce que fait chaque page, et ce que veulent dire les mots. Chaque page a aussi sa propre aide, en "
        "haut à droite.",
        "What each page does, and what the words mean. Each page has its own help too, at the top right.",
    ),
    "/pilotage": Text(
        "Chaque opération de l’interface de pilotage. Un script peut faire tout ce que font ces pages : "
        "téléchargez la description complète.",
        "Each operation of the control interface. A script can do all that these pages do: download the "
        "whole description.",
    ),
}


def help_of(path: str) -> Text:
    """The help of a page: its own, else that of the section it is in. Pure."""
    within = [root for root in PAGES if root != "/" and (path == root or path.startswith(root + "/"))]
    return PAGES[max(within, key=len, default="/")]
