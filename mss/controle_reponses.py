"""What the control operations of MSSanté answer, as JSON."""

from typing import Any, Literal

from typing_extensions import TypedDict

from simulators.core.basis import BasisKind
from simulators.core.monde.messagerie import Consigne


class BoiteLue(TypedDict):
    """Une boîte, citoyens compris, son opérateur, et ce qu'on lui a demandé de répondre."""

    adresse: str
    titulaire: str
    genre: str
    etat: str
    operateur: str
    consigne: Consigne


class EtatChange(TypedDict):
    """L'état que prend une boîte."""

    adresse: str
    genre: str
    etat: str


class CourrielListe(TypedDict):
    """Un courriel d'une boîte, ses drapeaux IMAP et ses faits."""

    id: str
    dossier: str
    dossier_id: int
    uid: int
    taille: int
    drapeaux: list[str]
    sujet: str
    message_id: str
    faits: dict[str, Any]


class CourrielEntier(CourrielListe):
    """Un courriel avec ses octets, en Latin-1."""

    octets: str


class PieceLue(TypedDict):
    """Une pièce d'un courriel."""

    nom: str
    type: str
    taille: int


class DocumentDArchive(TypedDict):
    """Un document d'une archive IHE_XDM ; `lisible` est un fragment de HTML."""

    titre: str
    type: str
    lisible: str


class CourrielEnMots(TypedDict):
    """Un courriel pour un lecteur."""

    de: list[str]
    a: str | None
    copie: str | None
    date: str | None
    sujet: str
    texte: str
    pieces: list[PieceLue]
    documents: list[DocumentDArchive]
    accuse: str


class FilLu(TypedDict):
    """Un échange d'un usager avec une boîte de professionnel."""

    boite: str
    etat: Literal["OPEN", "ANSWERED", "CLOSED"]
    adresse: str
    reponse_a: str
    sujet: str
    message_id: str


class ReponseEcrite(TypedDict):
    """Ce que l'usager a écrit, et l'échange qui le montre."""

    echange: str
    boite: str
    message_id: str


class AccuseEnvoye(TypedDict):
    """L'accusé parti, et l'échange qui le montre."""

    echange: str
    boites: list[str]
    message_id: str


class SourceDite(TypedDict):
    """D'où une réponse est connue."""

    genre: BasisKind
    texte: str


class ReponsePossible(TypedDict):
    """Une réponse SMTP qu'un opérateur peut donner sur demande."""

    nom: str
    reponse: str
    moments: list[Literal["rcpt", "data", "plus_tard"]]
    source: SourceDite


class ConsigneDite(TypedDict):
    """Ce que l'opérateur d'une boîte fera."""

    adresse: str
    consigne: Consigne


class MembresDits(TypedDict):
    """Qui peut ouvrir une boîte partagée."""

    adresse: str
    membres: list[str]


class Echeance(TypedDict):
    """Une remise ou un avis qui attend son heure."""

    id: str
    quand: str
    genre: str
    destinataire: str
    cause: str
    courriel: str


class EcheancesAvancees(TypedDict):
    """Combien d'échéances se font maintenant."""

    avancees: int


class DomaineInscrit(TypedDict):
    """Un domaine de l'espace de confiance."""

    domaine: str
    operateur: str
    nom: str


class Coupees(TypedDict):
    """Combien de connexions ont été coupées."""

    boite: str
    coupees: int


class CleLue(TypedDict):
    """Une clé de l'annuaire."""

    cle: str
    nom: str


class CleRetiree(TypedDict):
    """La clé qui n'ouvre plus."""

    retiree: str


class NaturePossible(TypedDict):
    """Ce qui peut arriver dans une boîte, dit en français et en anglais."""

    nature: str
    texte: str
    text: str


class Arrivee(TypedDict):
    """Un courriel arrivé, et l'échange qui le montre."""

    echange: str
    nature: str
    message_id: str
    matricule: str
