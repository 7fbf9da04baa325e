"""The fidelity register of the DMP: every error, rule and default, with what each rests on."""

from collections.abc import Iterator
from types import ModuleType

from dmp.cda.rules import REGLES
from dmp.errors import ERRORS
from dmp.web.rules import catalogue as web
from dmp.xds.officiel import REGLES as OFFICIELLES
from dmp.xds.rules.catalogue import (
    acces,
    alimentation,
    enveloppe,
    fiche_signature,
    fiches,
    gestion,
    listes,
    mise_a_jour,
    recherche,
    sceau_lot,
    signature,
    signature_lot,
    transport,
    vihf,
)
from dmp.xds.rules.decision import OPTION_DROITS_XDS, OPTION_FENETRE
from simulators.core.basis import Basis, assumed, reported, seen
from simulators.core.rule import Default, Register, Rule, Text


def _default(key: str, fr: str, en: str, basis: Basis) -> Default:
    return Default(key, Text(fr, en), basis)


def _defaults() -> Iterator[Default]:
    yield _default(
        OPTION_FENETRE,
        "Option : un VIHF émis il y a plus d'une heure ou dans le futur est refusé. Sans l'option : noté.",
        "Option: an assertion issued over an hour ago or in the future is refused. Without it: noted.",
        assumed("durée de vie du VIHF non trouvée"),
    )
    yield _default(
        OPTION_DROITS_XDS,
        "Option : un refus de droits sur un appel XDS est un RegistryResponse Failure. Sans l'option : une "
        "faute SOAP.",
        "Option: a refusal of rights on an XDS call is a RegistryResponse Failure. Without it: a SOAP fault.",
        reported("nom du code : PDT-INF-527 ; place incertaine"),
    )
    yield _default(
        "dmp.adresse",
        "Les deux orthographes des adresses sont acceptées, sans égard aux majuscules ; la racine du corps "
        "choisit l'opération.",
        "Both spellings of the addresses are accepted, whatever the case; the body root chooses.",
        seen("client d'exemple KIT, k-jefferson/Dehempe"),
    )
    yield _default(
        "dmp.descriptions",
        "Les WSDL sont écrits pour le simulateur : racines et actions sont celles du DMP, le contenu HL7 v3 "
        "et ebRIM est laissé ouvert. Comme celui du DMP, le WSDL de patientsSpecific donne une action vide.",
        "The WSDLs are written for the simulator: roots and actions are the DMP's, HL7 v3 and ebRIM content "
        "is left open. Like the DMP's, the WSDL of patientsSpecific gives an empty action.",
        seen("exemples de messages DMP v02.05.00, WSDL 2.01.04 du 11/06/2024"),
    )
    yield _default(
        "dmp.fautes_sans_sous_code",
        "Une faute dont le code réel est inconnu n'a pas de sous-code ; son texte dit la cause.",
        "A fault whose real code is unknown has no subcode; its text tells the cause.",
        assumed("aucun code inventé ne doit atteindre un éditeur"),
    )
    yield _default(
        "dmp.oid",
        "L'INS de test (.10) désigne toutes les personnes ; celui de production (.8), les seules identités "
        "publiées, avec un constat.",
        "The test INS (.10) designates everybody; the production one (.8), published identities only, with a "
        "finding.",
        seen("k-jefferson/Dehempe : .8 rend des résultats vides"),
    )
    yield _default(
        "dmp.ferme",
        "Un DMP fermé répond comme un DMP absent à l'alimentation et à la consultation.",
        "A closed record answers feeding and consultation as an absent one.",
        assumed("code réel inconnu"),
    )
    yield _default(
        "dmp.entry_uuid",
        "Le registre donne ses propres entryUUID, quels que soient ceux du message.",
        "The registry gives its own entryUUIDs, whatever those of the message.",
        seen("exemples de messages DMP v02.05.00"),
    )
    yield _default(
        "dmp.recherche_montree",
        "Une recherche ne rend que ce que l'appelant peut lire, ses liens et ses lots compris ; avec le seul "
        "droit aux références, que ses propres objets.",
        "A search gives only what the caller may read, links and sets included; with a right to references "
        "only, nothing but the caller's own objects.",
        assumed("PDT-INF-526 dit le droit, pas ce que rend la requête"),
    )
    yield _default(
        "dmp.recherche_limite",
        "Au-delà de 2 000 objets, une recherche répond XDSTooManyResults ; au-delà de 500 documents ou de "
        "50 Mo, une lecture répond XDSRepositoryError.",
        "Beyond 2,000 objects a search answers XDSTooManyResults; beyond 500 documents or 50 MB a retrieval "
        "answers XDSRepositoryError.",
        assumed("limite du DMP non trouvée"),
    )
    yield _default(
        "dmp.medecin_traitant",
        "Plusieurs médecins traitants peuvent être déclarés ; y renoncer garde l'autorisation.",
        "Several médecins traitants may be declared; giving up the role keeps the authorisation.",
        assumed("effet sur l'autorisation non vu"),
    )
    yield _default(
        "dmp.gestion_droits",
        "Créer, réactiver, modifier ou fermer un DMP est ouvert à tout appelant vérifié en accès normal : "
        "ces transactions ne sont pas dans la matrice.",
        "Creating, reactivating, changing or closing a record is open to any verified caller with the normal "
        "access: these transactions are not in the matrix.",
        assumed("PDT-INF-526 v1.8 n'a pas de ligne TD1.1, TD1.2, TD1.3b ni TD1.4"),
    )
    yield _default(
        "dmp.creation",
        "Un DMP créé par un professionnel n'est pas rattaché à Mon espace santé, et ne l'autorise pas.",
        "A record created by a professional is not attached to Mon espace santé and gives no authorisation.",
        assumed("effets non vus"),
    )
    yield _default(
        "dmp.liste_heure",
        "Les heures des listes sont en temps universel ; une autorisation du monde de départ n'en a pas.",
        "The times of the lists are in UTC; an authorisation of the starting world has none.",
        assumed("fuseau non vu"),
    )
    yield _default(
        "dmp.traits",
        "La recherche par traits porte sur les personnes de l'espace qui ont un DMP, sans égard aux "
        "accents ; elle ne rend que des accords entiers (100 %).",
        "The search by traits is about the people of the espace who have a record, whatever the accents; it "
        "gives whole matches only (100 %).",
        assumed("tolérance du DMP non vue"),
    )
    yield _default(
        "dmp.passages",
        "L'historique d'un DMP garde ce qui y est fait : alimentation, recherche, lecture, gestion ; ni un "
        "test d'existence ni une recherche de références.",
        "The history of a record keeps what is done in it: feeding, search, reading, management; neither an "
        "existence test nor a search of references.",
        assumed("contenu de l'historique non vu"),
    )
    yield _default(
        "dmp.mon_espace_sante",
        "L'usager voit ses documents approuvés et archivés sauf les invisibles, masqués compris ; ses "
        "représentants, sauf ceux qui leur sont cachés ; chacun voit qui est venu.",
        "The person sees approved and archived documents but the invisible ones, masked ones included; the "
        "representatives, but those hidden from them; each sees who came.",
        assumed("Mon espace santé lui-même n'a pas été lu"),
    )
    yield _default(
        "dmp.documents_du_monde",
        "Les documents du monde de départ sont des textes de niveau 1 sans signature de lot, déposés à la "
        "première demande faite au DMP dans l'espace.",
        "The documents of the starting world are level 1 texts without a set signature, filed when the DMP "
        "is first asked in the espace.",
        assumed("commodité du simulateur"),
    )
    yield _default(
        "dmp.version_obsolete",
        "Une nouvelle version d'une fiche rend l'ancienne obsolète ; la confidentialité de la dernière "
        "protège toutes les versions.",
        "A new version of an entry makes the former obsolete; the confidentiality of the last protects all.",
        assumed("dmp_xds.md §4.10 : effet sur l'ancienne version non vu"),
    )
    yield _default(
        "dmp.mise_a_jour_confidentialite",
        "Une mise à jour ne change que la confidentialité ; les autres métadonnées du registre sont gardées.",
        "An update changes confidentiality only; the other metadata of the registry are kept.",
        assumed("modifier le contenu n'est pas une fonction du DMP ; sa réaction n'a pas été vue"),
    )
    yield _default(
        "dmp.signature_lot",
        "La signature d'un lot est vérifiée et ses écarts sont notés ; le profil strict seul la refuse.",
        "The signature of a set is verified and its faults are noted; the strict profile alone refuses it.",
        assumed("profondeur du contrôle du DMP inconnue (dmp_xds.md §5.4)"),
    )
    yield _default(
        "dmp.signature_lot_algorithmes",
        "La signature d'un lot est acceptée en SHA-1, comme dans les exemples, ou en SHA-256, comme le VIHF.",
        "The signature of a set is accepted with SHA-1, as in the examples, or SHA-256, as the assertion.",
        assumed("SHA-1 seul vu, en 2019-2021"),
    )
    yield _default(
        "dmp.web_pages",
        "Les adresses d'accès direct sont les vraies ; le contenu et la présentation des pages, le droit "
        "demandé pour chacune et les statuts HTTP sont inventés.",
        "The addresses of direct access are the real ones; the content and look of the pages, the right that "
        "each asks for and the HTTP statuses are invented.",
        assumed("PDT-INF-527 donne les adresses et le message d'un DMP fermé, inconnu ou bloqué"),
    )
    yield _default(
        "dmp.web_porteur",
        "Qui ouvre une page est le porteur de la carte du TLS mutuel, en accès normal ; l'e-CPS du site réel "
        "n'est pas jouée.",
        "Whoever opens a page is the bearer of the card of mutual TLS, in normal access; the e-CPS of the "
        "real site is not played.",
        assumed("connexion du site réel non vue"),
    )
    yield _default(
        "dmp.web_historique",
        "L'historique montre les dépôts et les autorisations que garde le registre.",
        "The history shows the feedings and the authorisations that the registry keeps.",
        assumed("contenu de la page réelle non vu"),
    )
    yield _default(
        "dmp.web_air",
        "L'accès web en AIR (TD0.10) n'est pas joué : sans carte, la page le dit.",
        "Web access in AIR mode (TD0.10) is not played: without a card, the page says so.",
        assumed("forme du jeton de TD0.10 non vue (dmp_xds.md §4.11)"),
    )
    yield _default(
        "dmp.air_sans_jeton",
        "En mode AIR, la preuve du professionnel est dans l'assertion ; aucun jeton n'est attendu à côté.",
        "In AIR mode the proof of the professional is inside the assertion; no token is expected beside it.",
        assumed("PDT-INF-606 et EX_AIR-050 ne parlent que de l'assertion"),
    )
    yield _default(
        "dmp.matrice_nationale",
        "La matrice nationale profession × type de document n'est pas appliquée : elle n'a pas été vue.",
        "The national matrix of professions and document types is not applied: it was not seen.",
        assumed("lacune connue (errata 12)"),
    )
    yield _default(
        "dmp.td02_code_ae",
        "Le code d'un refus du test d'existence est celui des refus de droits ; son texte est celui vu.",
        "The code of a refused existence test is that of refused rights; its text is the one seen.",
        assumed("texte vu, code inconnu"),
    )
    yield _default(
        "dmp.schematron",
        "Les schémas officiels d'une copie désignée par --schematron jugent les documents après la réponse ; "
        "ils n'en changent rien.",
        "The official schemas of a copy named by --schematron judge documents after the answer; they change "
        "nothing of it.",
        assumed("le DMP réel n'a pas montré s'il les applique (cda.md §7)"),
    )
    yield _default(
        "dmp.clair",
        "En clair, la nature du certificat client n'est pas jugée.",
        "In clear, the kind of client certificate is not judged.",
        assumed("commodité du simulateur"),
    )


_CATALOGUES = (
    transport,
    enveloppe,
    signature,
    vihf,
    acces,
    alimentation,
    fiches,
    fiche_signature,
    signature_lot,
    sceau_lot,
    recherche,
    mise_a_jour,
    gestion,
    listes,
    web,
)


def _rules(*modules: ModuleType) -> Iterator[Rule]:
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule):
                yield value
    yield from REGLES.values()
    yield from OFFICIELLES.values()


def register() -> Register:
    """The whole register."""
    rules = {rule.id: rule for rule in _rules(*_CATALOGUES)}
    return Register("dmp", ERRORS, rules, {default.key: default for default in _defaults()})
