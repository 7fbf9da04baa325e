"""The helps of the `socle` command in English: the command itself speaks French."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_JOURNAL: Final = "ce que « socle espace journal NOM » a écrit"
ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "démarre le simulateur et sert jusqu'à Ctrl+C": "starts the simulator and serves until Ctrl+C",
        "dossier des données (sans lui : dossier temporaire)": "data folder (without it: a temporary one)",
        "premier port, 8400 par défaut ; 0 : ports libres": "first port, 8400 by default; 0: free ports",
        "fichier écrit quand tout est en écoute": "file written once everything listens",
        "sévérité (terrain par défaut)": "strictness (terrain by default)",
        "services voulus, séparés par des virgules : ins,dmp,mss,psc": (
            "services wanted, separated by commas: ins,dmp,mss,psc"
        ),
        "répond aussi en clair, sans TLS": "answers in clear too, without TLS",
        "adresse que tapent les clients, si elle diffère": "address that clients type, if it differs",
        "adresse d'écoute (127.0.0.1 par défaut)": "address listened on (127.0.0.1 by default)",
        "autorité de test de l'éditeur, acceptée pour ses certificats": (
            "the editor's own test authority, accepted for its certificates"
        ),
        "graine des identifiants, pour deux exécutions identiques": "seed of identifiers, for identical runs",
        "sans l'en-tête X-Socle-Exchange": "without the header X-Socle-Exchange",
        "refuse tout matricule hors des listes fictives": "refuses any matricule outside the fictional lists",
        "simule aussi les vérifications d'INS, unitaires et en masse (contrat supposé)": (
            "also simulates the verifications of INS, single and in bulk (assumed contract)"
        ),
        "votre copie d'ansforge/TestContenuCDA-3-0 : ses schémas jugent aussi les CDA": (
            "your copy of ansforge/TestContenuCDA-3-0: its schemas judge CDA documents too"
        ),
        "joue la démonstration de bout en bout et écrit son rapport": (
            "plays the demonstration from end to end and writes its report"
        ),
        "dossier du rapport : HTML, JUnit et JSON": "folder of the report: HTML, JUnit and JSON",
        "langue des phrases (fr)": "language of the sentences (fr)",
        "joue un scénario avec le DUI de référence": "plays a scenario with the reference DUI",
        "scénario (INS-01), suite (fumee) ou all": "scenario (INS-01), suite (fumee) or all",
        "dossier de vos scénarios, en plus des nôtres": "folder of your scenarios, besides ours",
        "niveau, type d'ESMS, famille ou étiquette ; plusieurs fois : l'un ou l'autre": (
            "level, kind of establishment, family or tag; several times: one or the other"
        ),
        "seulement les scénarios de ce service : ins, dmp, mss, psc, ann": (
            "only the scenarios of this service: ins, dmp, mss, psc, ann"
        ),
        "seulement les scénarios de cette exigence, id du socle ou de la vague 1": (
            "only the scenarios of this requirement, id of the socle or of wave 1"
        ),
        "joue l'erreur de ce nom, au lieu du geste juste": (
            "plays the mistake of that name, not the right gesture"
        ),
        "graine des identifiants : deux essais identiques": "seed of identifiers: two identical runs",
        "fichier « prêt » du simulateur visé": "ready file of the simulator aimed at",
        "espace visé (defaut)": "workspace aimed at (defaut)",
        "ajoute les verdicts à ce fichier": "adds the verdicts to this file",
        "rouges connus : seuls les nouveaux comptent": "known reds: only new ones count",
        "écrit la référence : la première fois tous les rouges, puis moins ceux corrigés": (
            "writes the baseline: at first every red, then less those corrected"
        ),
        "YAML des contrôles mis de côté pour un temps": "YAML of the checks put aside for a time",
        "code 2 si un scénario n'est pas entier": "code 2 if a scenario is not whole",
        "écrit du JSON": "writes JSON",
        "suit un scénario joué par le DUI à l'essai": "follows a scenario played by the DUI on trial",
        "commande, adresse http(s) ou « reference » (sans lui : une personne joue)": (
            'command, http(s) address or "reference" (without it: a person plays)'
        ),
        "attente de chaque réponse (pilote : 120 s)": "wait for each answer (driver: 120 s)",
        "joue dans N espaces à la fois": "plays in N workspaces at a time",
        "dossier de l'essai : ce qui y est déjà joué n'est pas rejoué": (
            "folder of the run: what is played there already is not played again"
        ),
        "demande aussi ce que seule une personne constate": "asks too for what only a person observes",
        "juge un journal enregistré": "judges a saved journal",
        f"{_JOURNAL}, ou le dossier d'un « socle run --resume »": (
            'what "socle espace journal NOM" wrote, or the folder of a "socle run --resume"'
        ),
        "espace jugé, si le journal en mêle plusieurs": "workspace judged, if the journal mixes several",
        "scénario ou suite à juger (ins, sans cette option)": (
            "scenario or suite to judge (ins, without this option)"
        ),
        "raconte une répétition à un établissement, ou à un groupe": (
            "tells a rehearsal to an establishment, or to a group"
        ),
        f"{_JOURNAL} ; plusieurs pour un groupe d'établissements": (
            'what "socle espace journal NOM" wrote; several for a group of establishments'
        ),
        "dossier écrit": "folder written",
        "titre de la page": "title of the page",
        "votre file active : dossier;entree[;finess;sortie;mouvement]": (
            "your active file: dossier;entree[;finess;sortie;mouvement]"
        ),
        "professionnels de l'établissement ; plusieurs fois pour un groupe": (
            "professionals of the establishment; several times for a group"
        ),
        "votre seuil (aucun n'est prévu)": "your threshold (none is provided)",
        "étape de mise en service confirmée": "step of going live that is confirmed",
        "dit quelles exigences sont couvertes, et leur dernier verdict": (
            "says which requirements are covered, and their last verdict"
        ),
        "historique où lire les derniers verdicts": "history where the last verdicts are read",
        "verdicts du DUI de référence, non du logiciel à l'essai": (
            "verdicts of the reference DUI, not of the software on trial"
        ),
        "vos numéros : lignes « socle;rem »": 'your numbers: lines "socle;rem"',
        "écrit la matrice en CSV, avec vos numéros": "writes the matrix in CSV, with your numbers",
        "contrôle hors ligne des messages enregistrés": "checks saved messages, off line",
        "message enregistré, ou texte de datamatrix INS": "saved message, or text of an INS datamatrix",
        "crée, liste, remet à zéro, fige, rétablit, exporte, importe, supprime un espace": (
            "makes, lists, resets, freezes, restores, exports, imports, deletes a workspace"
        ),
        "nom de l'espace": "name of the workspace",
        "instantané (snapshot, restore) ou fichier": "snapshot (snapshot, restore) or file",
        "importe ou génère des identités du référentiel INSi": "imports or generates identities of INSi",
        "import ou generate": "import or generate",
        "à la place des identités déjà importées ou générées": (
            "instead of the identities already imported or generated"
        ),
        "generate : graine, la même donne les mêmes fichiers": (
            "generate: seed, the same one gives the same files"
        ),
        "generate : dossiers (1000)": "generate: records (1000)",
        "generate : parts des appels ; défaut 00=75.2,01=24.4,02=0.4, d'un seul cabinet d'ophtalmologie": (
            "generate: shares of the calls; by default 00=75.2,01=24.4,02=0.4, of one practice of "
            "ophthalmology"
        ),
        "generate : dossier où écrire les fichiers": "generate: folder where the files are written",
        "espace où charger les identités (generate : facultatif)": (
            "workspace where the identities are loaded (generate: optional)"
        ),
        "copie l'autorité et les certificats de test dans un dossier": (
            "copies the test authority and certificates into a folder"
        ),
        "dossier où copier autorité, CRL et certificats": (
            "folder where authority, CRL and certificates are copied"
        ),
        "liste erreurs, règles et choix par défaut, avec leur fondement": (
            "lists errors, rules and choices by default, with their basis"
        ),
        "un seul service": "one service only",
        "explique un matricule INS : clé, chiffres, OID, écritures": (
            "explains an INS matricule: key, digits, OID, ways of writing it"
        ),
        "13 caractères, ou 15 avec la clé": "13 characters, or 15 with the key",
        "un seul OID, au lieu de tous ceux possibles": "one OID, instead of all possible ones",
        "écrit ou lit un datamatrix INS : texte, image, page de PDF": (
            "writes or reads an INS datamatrix: text, image, page of a PDF"
        ),
        "à lire (decode) : texte, PNG, JPEG ou PDF": "to read (decode): text, PNG, JPEG or PDF",
        "encode une personne du monde par défaut": "encodes a person of the default world",
        "15 caractères, clé comprise": "15 characters, key included",
        "OID de l'INS": "OID of the INS",
        "liste des prénoms de naissance": "list of the given names at birth",
        "nom de naissance": "birth name",
        "M ou F": "M or F",
        "date de naissance": "birth date",
        "lieu de naissance, facultatif": "place of birth, optional",
        "écrit l'image, avec la mention « INS à scanner »": (
            'writes the image, with the mention "INS à scanner"'
        ),
        "écrit le dessin, à la taille d'impression": "writes the drawing, at the size of printing",
        "cherche ce qui empêche de démarrer ou d'atteindre le simulateur, et dit quoi faire": (
            "looks for what prevents starting or reaching the simulator, and says what to do"
        ),
        "rejoue un journal ailleurs : un autre simulateur, ou un banc à vous": (
            "replays a journal elsewhere: another simulator, or a bench of yours"
        ),
        _JOURNAL: 'what "socle espace journal NOM" wrote',
        "fichier « prêt » d'un simulateur, ou SERVICE[.FACE]=ADRESSE, plusieurs fois": (
            "ready file of a simulator, or SERVICE[.FACE]=ADDRESS, several times"
        ),
        "votre accord pour envoyer hors de cette machine": "your consent to send out of this machine",
        "autorité des serveurs de la cible": "authority of the servers aimed at",
        "[SERVICE=]FICHIER, P12 ou PEM, plusieurs fois ; « signature= » pour signer les assertions": (
            '[SERVICE=]FILE, P12 or PEM, several times; "signature=" to sign assertions'
        ),
        "fichier du mot de passe du P12": "file of the password of the P12",
        "valeur d'un en-tête masqué au journal": "value of a header hidden in the journal",
        "règle l'horloge du simulateur visé à l'heure de chaque échange": (
            "sets the clock of the simulator aimed at to the time of each exchange"
        ),
        "date et signe de nouveau les assertions (VIHF)": "dates and signs the assertions again (VIHF)",
        "écrit le journal du rejeu (.zip ou .jsonl)": "writes the journal of the replay (.zip or .jsonl)",
        "montre aussi les champs mis de côté (dates, identifiants)": (
            "shows the fields put aside too (dates, identifiers)"
        ),
        "compare deux journaux, champ par champ": "compares two journals, field by field",
        "un journal": "a journal",
        "un autre, ou le rejeu du premier": "another one, or the replay of the first",
        "joue au simulateur des échanges captés sur un banc réel": (
            "plays to the simulator exchanges captured on a real bench"
        ),
        "fichier HAR, ou dossier de paires NN-request.http et NN-response.http": (
            "HAR file, or folder of pairs NN-request.http and NN-response.http"
        ),
        "dossier écrit (captures)": "folder written (captures)",
        "relit le journal avec les règles d'aujourd'hui": "reads the journal again with the rules of today",
    }
)


def aide(french: str, lang: str) -> str:
    """A help in its language; what holds no word (names of actions, heads of a CSV) is the same in both."""
    return ENGLISH.get(french, french) if lang == "en" else french
