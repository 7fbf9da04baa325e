"""Records, rights, lists, histories."""

from collections.abc import Iterator

from dmp.defauts.base import default
from simulators.core.basis import assumed
from simulators.core.rule import Default


def dossiers() -> Iterator[Default]:
    """Records, who may do what on them, what is kept of it."""
    yield default(
        "dmp.ferme",
        "Un DMP fermé répond comme un DMP absent à l'alimentation et à la consultation.",
        "A closed record answers feeding and consultation as an absent one.",
        assumed("code réel inconnu"),
    )
    yield default(
        "dmp.medecin_traitant",
        "Plusieurs médecins traitants peuvent être déclarés ; y renoncer garde l'autorisation.",
        "Several médecins traitants may be declared; giving up the role keeps the authorisation.",
        assumed("effet sur l'autorisation non vu"),
    )
    yield default(
        "dmp.gestion_droits",
        "Créer, réactiver, modifier ou fermer un DMP est ouvert à tout appelant vérifié en accès normal, que "
        "le patient n'a pas bloqué : ces transactions ne sont pas dans la matrice.",
        "Creating, reactivating, changing or closing a record is open to any verified caller with the normal "
        "access whom the patient has not blocked: these transactions are not in the matrix.",
        assumed("PDT-INF-526 v1.8 n'a pas de ligne TD1.1, TD1.2, TD1.3b ni TD1.4"),
    )
    yield default(
        "dmp.gestion_ferme",
        "Créer ou modifier un DMP fermé répond DMPClosed ; seule la double fermeture a été vue.",
        "Creating or changing a closed record answers DMPClosed; only closing twice was seen.",
        assumed("client d'exemple KIT : DMPClosed à la seconde fermeture seulement"),
    )
    yield default(
        "dmp.creation",
        "Un DMP créé par un professionnel n'est pas rattaché à Mon espace santé, et ne l'autorise pas.",
        "A record created by a professional is not attached to Mon espace santé and gives no authorisation.",
        assumed("effets non vus"),
    )
    yield default(
        "dmp.liste_heure",
        "Les heures des listes sont en temps universel ; une autorisation du monde de départ n'en a pas.",
        "The times of the lists are in UTC; an authorisation of the starting world has none.",
        assumed("fuseau non vu"),
    )
    yield default(
        "dmp.traits",
        "La recherche par traits porte sur les personnes de l'espace qui ont un DMP, sans égard aux "
        "accents ; elle ne rend que des accords entiers (100 %).",
        "The search by traits is about the people of the espace who have a record, whatever the accents; it "
        "gives whole matches only (100 %).",
        assumed("tolérance du DMP non vue"),
    )
    yield default(
        "dmp.passages",
        "L'historique d'un DMP garde ce qui y est fait : alimentation, recherche, lecture, gestion ; ni un "
        "test d'existence ni une recherche de références.",
        "The history of a record keeps what is done in it: feeding, search, reading, management; neither an "
        "existence test nor a search of references.",
        assumed("contenu de l'historique non vu"),
    )
    yield default(
        "dmp.mon_espace_sante",
        "L'usager voit ses documents approuvés et archivés sauf les invisibles, masqués compris ; ses "
        "représentants, sauf ceux qui leur sont cachés ; chacun voit qui est venu.",
        "The person sees approved and archived documents but the invisible ones, masked ones included; the "
        "representatives, but those hidden from them; each sees who came.",
        assumed("Mon espace santé lui-même n'a pas été lu"),
    )
    yield default(
        "dmp.matrice_nationale",
        "La matrice nationale profession × type de document n'est pas appliquée : elle n'a pas été vue.",
        "The national matrix of professions and document types is not applied: it was not seen.",
        assumed("lacune connue (errata 12)"),
    )
    yield default(
        "dmp.autorisation_propre",
        "L'autorisation d'un professionnel, même expirée, l'emporte sur celle de sa structure, partout : "
        "test d'existence, listes, pages, consultation.",
        "The authorisation of a professional, even expired, wins over that of the structure, everywhere: "
        "existence test, lists, pages, consultation.",
        assumed("PDT-INF-526 ne dit pas laquelle l'emporte"),
    )
