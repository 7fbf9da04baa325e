"""The choices of the directory that an editor may meet, with what each rests on."""

from collections.abc import Iterator

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import Default, Text


def _default(key: str, fr: str, en: str, basis: Basis) -> Default:
    return Default(f"mss.annuaire.{key}", Text(fr, en), basis)


def defaults() -> Iterator[Default]:
    """All of them."""
    yield from _publication()
    yield from _service()


def _publication() -> Iterator[Default]:
    yield _default(
        "liste_rouge",
        "Une boîte en liste rouge n'est jamais montrée ni trouvée.",
        "A box on the liste rouge is never shown nor found.",
        seen("IG-BAL, listeRouge ; mss.md §4.2"),
    )
    yield _default(
        "etats",
        "Une boîte suspendue, inconnue ou hors liste blanche n'est pas montrée ; une boîte pleine l'est.",
        "A box suspended, unknown or out of the white list is not shown; a full one is.",
        assumed("délais et états de publication non vus"),
    )
    yield _default(
        "porteurs",
        "PER et CAB sur Practitioner, ORG et APP sur Organization ; PER d'un exercice sur PractitionerRole.",
        "PER and CAB on Practitioner, ORG and APP on Organization; PER of an exercise on PractitionerRole.",
        seen("IG-BAL, openapi-balmss"),
    )
    yield _default(
        "bal",
        "Chaque boîte porte son type et la dématérialisation ; rang, description et service s'ils sont dits.",
        "Each box has its type and digitization; rank, description and service when they are told.",
        assumed("forme de l'exemple de DOC-ANN ; valeurs du simulateur"),
    )
    yield _default(
        "sans_rpps",
        "Un professionnel sans numéro RPPS n'est pas publié.",
        "A professional without RPPS number is not published.",
        assumed("publication des autres acteurs non vue"),
    )
    yield _default(
        "inactif",
        "Une fiche inactive ne porte que son identifiant technique, ses identifiants et son état.",
        "An inactive entry has only its technical identifier, its identifiers and its state.",
        seen("mss.md §4.1"),
    )
    yield _default(
        "identifiants_techniques",
        "Identifiants techniques de la forme vue, tirés de l'identifiant métier.",
        "Technical identifiers of the shape seen, drawn from the business identifier.",
        assumed("valeurs du simulateur"),
    )
    yield _default(
        "secteurs",
        "Secteur, catégorie et profession selon les tables TRE_R02, TRE_R66, TRE_G15 et TRE_R94.",
        "Sector, category and profession by the tables TRE_R02, TRE_R66, TRE_G15 and TRE_R94.",
        assumed("codes vus dans DOC-ANN pour EHPAD, laboratoires et officines seulement"),
    )
    yield _default(
        "activites",
        "EHPAD, MAS et MECS ont une activité d'hébergement complet ; aucun équipement lourd n'est publié.",
        "EHPAD, MAS and MECS have an activity of full accommodation; no heavy equipment is published.",
        assumed("monde imaginé"),
    )
    yield _default(
        "absents",
        "Numéros de cartes, codes postaux, licences et traces de sources ne sont pas publiés : les chercher "
        "ne trouve rien, sauf le système d'information.",
        "Card numbers, postal codes, licences and source traces are not published: searching them finds "
        "nothing, but for the information system.",
        assumed("le monde du simulateur ne les porte pas"),
    )
    yield _default(
        "mise_a_jour",
        "Les fiches de départ ont la même date de mise à jour ; une fiche changée porte l'heure de l'espace "
        "où le changement a été vu.",
        "The starting entries have the same date of update; a changed one bears the time of the espace when "
        "the change was seen.",
        assumed("monde imaginé ; rythme réel de mise à jour non vu"),
    )


def _service() -> Iterator[Default]:
    yield _default(
        "extraction",
        "Le fichier public ne montre que des boîtes PER et ORG, 31 colonnes, sans clé.",
        "The public file shows PER and ORG boxes only, 31 columns, without key.",
        seen("BAL-X ; Mediboard, CRppsFileDownloader (mss.md §4.4)"),
    )
    yield _default(
        "extraction_valeurs",
        "Fichier daté du jour à 05 h 00, mais fait au moment de l'appel ; dématérialisation à O.",
        "File dated of the day at 05:00, yet made at the call; digitization O.",
        assumed("valeurs exactes des colonnes non vues"),
    )
    yield _default(
        "modification",
        "PATCH des boîtes d'une fiche (FHIR Patch, conditionnel ou non), à la base de lecture ; adresse et "
        "type ne changent pas.",
        "PATCH of the boxes of an entry (FHIR Patch, conditional or not), at the base of reading; address "
        "and type do not change.",
        assumed("IG-BAL décrit le corps ; interface en projet, adresse « à définir »"),
    )
    yield _default(
        "cle_masquee",
        "Le journal ne garde de la clé qu'une empreinte.",
        "The journal keeps only a fingerprint of the key.",
        assumed("choix du simulateur"),
    )
    yield _default(
        "cle_partout",
        "La clé est exigée partout, /metadata compris.",
        "The key is required everywhere, /metadata included.",
        seen("DOC-ANN, en-têtes"),
    )
    yield _default(
        "pages",
        "50 fiches par page, 200 au plus ; le jeton de page ne vaut que pour sa recherche.",
        "50 entries per page, 200 at most; a page token is good for its search only.",
        assumed("50 vu dans DOC-ANN ; le reste supposé"),
    )
    yield _default(
        "total",
        "Le total n'est donné que si _total le demande, si rien n'est trouvé ou si _count vaut 0.",
        "The total is told only when _total asks, when nothing is found, or when _count is 0.",
        assumed("total souvent absent et 0 vus (mss.md §4.1) ; cas exacts supposés"),
    )
    yield _default(
        "texte",
        "Texte : commence par, sans casse ni accents ; :contains et :exact.",
        "Text: begins with, without case nor accents; :contains and :exact.",
        seen("DOC-ANN, paramètres de type texte"),
    )
    yield _default(
        "inclusions",
        "Les inclusions ne suivent qu'un niveau, 1 000 fiches par page au plus.",
        "Inclusions follow one level only, at most 1,000 entries per page.",
        assumed("limite du simulateur"),
    )
    yield _default(
        "debit",
        "17 appels par seconde, comptés sur tout l'espace en temps réel ; le suivant est répondu 429.",
        "17 calls per second, counted on the whole espace in real time; the next one is answered 429.",
        assumed("17 appels par application vus (DOC-ANN) ; code 429 et fenêtre supposés"),
    )
