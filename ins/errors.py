"""The documented errors of INSi: codes, texts, severities, shapes (ins.md §5), and what stands for the rest.

Only codes seen on the real service reach an editor. A situation whose real code is unknown answers with the
documented code of its family (the reference's default), its entry says `assumed`, and the journal tells the
true cause.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from simulators.core.basis import Basis, assumed, reported, seen
from simulators.core.rule import ErrorEntry

# How a fault is written: two generations of the gateway, and the service itself (ins.md §5.1).
PASSERELLE: Final = "passerelle"
SERVICE: Final = "service"

# What completes the key of an entry when the call is a search by carte Vitale.
SUFFIXE_VITALE: Final = "_vitale"

_P1 = "padoa/tlsi-ins"
_INACCESSIBLE = (
    "Le service est temporairement inaccessible. Veuillez renouveler votre demande ultérieurement. Si le "
    "problème persiste, contactez l'éditeur du progiciel ou votre responsable informatique."
)
_PROGICIEL = (
    "L'accès par ce progiciel au service n'est pas autorisé. Contactez l'éditeur du progiciel ou votre "
    "responsable informatique."
)
_DROITS = "Vous ne disposez pas des droits suffisants pour accéder à ce service"
_TRAITS = "L'appel au service de recherche avec les traits d'identité renvoie une erreur technique."
_VITALE = "L'appel au service de recherche avec la carte Vitale renvoie une erreur technique."

OK: Final = ("00", "OK")
AUCUNE: Final = ("01", "Aucune identite trouvee")
PLUSIEURS: Final = ("02", "Plusieurs identites trouvees")
# Lot 2: the label of a verification that fails is of our own (ins.md §4).
KO: Final = ("01", "KO")


def _entry(key: str, code: str, label: str, basis: Basis, **wire: str) -> ErrorEntry:
    return ErrorEntry(key, code, label, basis, wire)


def _answer(code: str, label: str, *, on_demand: bool = True) -> ErrorEntry:
    basis = seen(f"{_P1}, réponses réelles ; libellés sans accent")
    return ErrorEntry(code, code, label, basis, {"http": "200"}, on_demand)


def _gateway(
    key: str, code: str, sub: str, reason: str, text: str, severity: str, basis: Basis
) -> ErrorEntry:
    wire = {"forme": PASSERELLE, "role": "Sender", "sous_code": sub, "raison": reason, "severite": severity}
    return _entry(key, code, text, basis, http="500", **wire)


def _service(key: str, code: str, text: str, basis: Basis, http: str = "500") -> ErrorEntry:
    wire = {"forme": SERVICE, "role": "Receiver", "sous_code": "siram_40", "severite": "fatal"}
    return _entry(key, code, text, basis, http=http, raison=_INACCESSIBLE, **wire)


def _access(key: str, basis: Basis) -> ErrorEntry:
    return _gateway(key, "desir_560", "siram_100", _PROGICIEL, _DROITS, "erreur", basis)


def _unknown_cause(key: str, what: str, http: str = "500") -> ErrorEntry:
    return _service(key, "insi_102", _TRAITS, assumed(f"code réel inconnu : {what}"), http)


def _by_operation(key: str, what: str, http: str = "500") -> Iterator[ErrorEntry]:
    """A cause met once the operation is known: the search by card has its own technical error."""
    yield _unknown_cause(key, what, http)
    told = assumed(f"code réel inconnu, recherche par carte Vitale : {what}")
    yield _service(key + SUFFIXE_VITALE, "insi_101", _VITALE, told, http)


def _answers() -> Iterator[ErrorEntry]:
    yield _answer(*OK, on_demand=False)
    yield _answer(*AUCUNE)
    yield _answer(*PLUSIEURS)


def _lot2() -> Iterator[ErrorEntry]:
    """Answers of the verifications: a contract of the simulator's own."""
    supposed = assumed("vérification : contrat du simulateur, le vrai n'a pas été vu")
    yield ErrorEntry("lot2_ko", *KO, supposed, {"http": "200"})


def _documented() -> Iterator[ErrorEntry]:
    yield _gateway(
        "desir_550",
        "desir_550",
        "siram_100",
        _PROGICIEL,
        "Numéro d'autorisation du logiciel inconnu.",
        "erreur",
        seen(f"{_P1}, faute 2024"),
    )
    yield _access("desir_560", seen(f"{_P1}, code et texte ; sous-code et raison supposés"))
    yield _gateway(
        "desir_1020",
        "desir_1020",
        "siram_40",
        _INACCESSIBLE,
        "Le service appelé est temporairement indisponible",
        "fatale",
        seen(f"{_P1}, faute de passerelle"),
    )
    yield _service("insi_102", "insi_102", _TRAITS, seen(f"{_P1} et CharlieLamatte/SAPA, 2022-2023"))
    yield _service(
        "insi_101", "insi_101", _VITALE, reported("doc.devbox-sante.fr ; texte supposé, d'après insi_102")
    )


def _without_code() -> Iterator[ErrorEntry]:
    yield _unknown_cause("requete_illisible", "le message n'est pas un XML lisible")
    yield _unknown_cause("enveloppe_refusee", "le message n'est pas une enveloppe SOAP 1.2 exploitable")
    yield _unknown_cause("operation_inconnue", "la racine du corps n'est pas celle d'une opération")
    yield from _by_operation("contexte_absent", "un contexte ou un champ de contexte manque")
    yield from _by_operation("trait_refuse", "un trait manque ou n'a pas la forme demandée")
    yield from _by_operation("type_refuse", "type de contenu autre que SOAP 1.2", "415")
    yield _unknown_cause("corps_trop_gros", "corps au-delà de la limite", "413")
    yield _unknown_cause("corps_trop_lent", "corps reçu trop lentement", "408")
    yield _unknown_cause("methode_refusee", "autre méthode que POST", "405")
    yield _unknown_cause("chemin_inconnu", "autre adresse que celle du téléservice", "404")
    yield from _by_operation("donnees_reelles", "matricule qui pourrait être celui d'une vraie personne")
    yield _access("certificat_absent", assumed("certificat client absent : même refus que le mauvais CN"))
    yield _access(
        "assertion_refusee", assumed("accès par assertion absente ou non vérifiable : code jamais vu")
    )


ERRORS: Final[Mapping[str, ErrorEntry]] = {
    entry.key: entry for entries in (_answers(), _lot2(), _documented(), _without_code()) for entry in entries
}


def pour_vitale(key: str) -> str:
    """The entry that answers a search by carte Vitale for the same cause."""
    if key == "insi_102":
        return "insi_101"
    return key + SUFFIXE_VITALE if key + SUFFIXE_VITALE in ERRORS else key


def est_une_faute(key: str) -> bool:
    """True when the table has a SOAP fault of that name."""
    return key in ERRORS and "forme" in ERRORS[key].wire
