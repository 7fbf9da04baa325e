"""The people of an espace, and what may be changed about one of them."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

PEOPLE: Final[Table] = {
    "title": Text("Personnes", "People"),
    "lead": Text(
        "Les usagers fictifs de cet espace. Ouvrez une fiche pour voir ce que chaque service en sait, et "
        "pour "
        "le changer : un mariage, un matricule corrigé, un DMP fermé.",
        "The fictional people of this workspace. Open one to see what each service knows of them, and to "
        "change it: a marriage, a corrected matricule, a closed DMP.",
    ),
    "search": Text("Chercher une personne", "Look for somebody"),
    "search_hint": Text(
        "Un nom, un matricule, ou ce que vous voulez voir : « fermé », « homonyme »…",
        "A name, a matricule, or what you want to see: “closed”, “homonym”…",
    ),
    "person": Text("Personne", "Person"),
    "born": Text("Née ou né le", "Born on"),
    "sees": Text("Pour voir…", "To see…"),
    "record": Text("DMP", "DMP"),
    "none": Text("Personne ne correspond à cette recherche.", "Nobody matches this search."),
    "shown_one": Text("{n} personne", "{n} person"),
    "shown_many": Text("{n} personnes", "{n} people"),
    "unknown_to_insi": Text("inconnue d’INSi", "unknown to INSi"),
    "dmp_ouvert": Text("ouvert", "open"),
    "dmp_ferme": Text("fermé", "closed"),
    "dmp_absent": Text("aucun", "none"),
    "back": Text("Toutes les personnes", "All people"),
    "foretold": Text("Ce que répondront les services", "What the services will answer"),
    "story": Text("Son histoire", "The story"),
    "identity": Text("Ce qu’INSi sait", "What INSi knows"),
    "local": Text("Ce que dit le dossier de l’établissement", "What the establishment’s record says"),
    "nothing_known": Text(
        "INSi ne connaît pas cette personne : une recherche ne trouve rien.",
        "INSi does not know this person: a search finds nothing.",
    ),
    "homonyms_one": Text(
        "{n} autre identité porte les mêmes traits : une recherche sans lieu de naissance en trouve "
        "plusieurs.",
        "{n} other identity has the same traits: a search without place of birth finds several.",
    ),
    "homonyms_many": Text(
        "{n} autres identités portent les mêmes traits : une recherche sans lieu de naissance en trouve "
        "plusieurs.",
        "{n} other identities have the same traits: a search without place of birth finds several.",
    ),
    "birth_name": Text("Nom de naissance", "Birth name"),
    "given_names": Text("Prénoms", "Given names"),
    "used_name": Text("Nom utilisé", "Name in use"),
    "sex": Text("Sexe", "Sex"),
    "birth_date": Text("Date de naissance", "Date of birth"),
    "birth_place": Text("Lieu de naissance (code)", "Place of birth (code)"),
    "matricule": Text("Matricule INS", "INS matricule"),
    "history": Text("Anciens matricules", "Former matricules"),
    "status": Text("Statut de l’identité", "Status of the identity"),
    "died": Text("Décès", "Death"),
    "record_of": Text("Son DMP", "The DMP"),
    "see_record": Text("Ouvrir son DMP", "Open the DMP"),
    "see_exchanges": Text("Voir les échanges à son sujet", "See the exchanges about them"),
    "see_box": Text("Ouvrir sa messagerie", "Open the mailbox"),
    "blocked": Text("Professionnels bloqués", "Blocked professionals"),
    "changes": Text("Changer quelque chose", "Change something"),
    "create": Text("Créer une personne", "Create somebody"),
    "import": Text("Importer un tableau", "Import a table"),
}

STATUSES: Final[Table] = {
    "PROV": Text("Provisoire", "Provisional"),
    "RECUP": Text("Récupérée", "Retrieved"),
    "VALI": Text("Validée", "Validated"),
    "QUAL": Text("Qualifiée", "Qualified"),
}
SEXES: Final[Table] = {
    "F": Text("Féminin", "Female"),
    "M": Text("Masculin", "Male"),
    "": Text("Non renseigné", "Not told"),
}
