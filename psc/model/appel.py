"""What comes and what goes: a call, its fields, its answer, the requests read in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from simulators.core.rule import Rule

Transport = Literal["tls", "clair", "fichier"]
Genre = Literal["header", "query", "form", "claim", "certificate", "whole"]


@dataclass(frozen=True, slots=True)
class Champs:
    """Fields of a query or a form, in their order. Bytes that are not UTF-8 are kept as surrogates.

    `trop` tells that there were more fields than anybody sends: the rest was left unread.
    """

    paires: tuple[tuple[str, str], ...] = ()
    trop: bool = False

    def un(self, nom: str) -> str | None:
        """The first value of that name, None when absent."""
        return next((valeur for cle, valeur in self.paires if cle == nom), None)

    def texte(self, nom: str) -> str:
        """The first value of that name, empty when absent."""
        return self.un(nom) or ""

    @property
    def doubles(self) -> tuple[str, ...]:
        """Names met more than once, in order."""
        noms = [cle for cle, _ in self.paires]
        return tuple(dict.fromkeys(nom for nom in noms if noms.count(nom) > 1))

    def __contains__(self, nom: str) -> bool:
        return any(cle == nom for cle, _ in self.paires)


@dataclass(frozen=True, slots=True)
class Certificat:
    """The client certificate of a call: SHA-256 of its DER in lower-case hexadecimal, its names."""

    empreinte: str
    nom: str = ""
    sujet: str = ""


@dataclass(frozen=True, slots=True)
class Appel:
    """One HTTP request as the endpoints see it; `chemin` is inside the espace, `formulaire` None unread.

    `corps` is the body as it came.
    """

    methode: str
    chemin: str
    operation: str = ""
    face: str = "auth"
    transport: Transport = "tls"
    requete: Champs = Champs()
    formulaire: Champs | None = None
    type_contenu: str = ""
    autorisation: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)
    certificat: Certificat | None = None
    corps: bytes = b""

    @property
    def champs(self) -> Champs:
        """The parameters of an endpoint that takes them either way: the form of a POST, else the query."""
        return self.requete if self.methode != "POST" or self.formulaire is None else self.formulaire

    @property
    def lieu(self) -> Genre:
        """Where those parameters stand, for findings."""
        return "form" if self.methode == "POST" and self.formulaire is not None else "query"


@dataclass(frozen=True, slots=True)
class Reponse:
    """An answer before it is sent: status, header lines in order, body."""

    statut: int
    entetes: tuple[tuple[str, str], ...] = ()
    corps: bytes = b""

    def entete(self, nom: str) -> str:
        """The first value of a header given in lower case, empty when absent."""
        return next((valeur for cle, valeur in self.entetes if cle == nom), "")


class Remarque(NamedTuple):
    """One rule broken, and where: a parameter, a header, a claim, or the whole message."""

    rule: Rule
    found: str = ""
    expected: str = ""
    genre: Genre = "whole"
    nom: str = ""


@dataclass(frozen=True, slots=True)
class DemandeAutorisation:
    """One authorization request. None means absent."""

    response_type: str | None = None
    client_id: str | None = None
    redirect_uri: str | None = None
    scope: str | None = None
    state: str | None = None
    nonce: str | None = None
    acr_values: str | None = None
    acr: str | None = None
    prompt: tuple[str, ...] = ()
    max_age: int | None = None
    code_challenge: str | None = None
    code_challenge_method: str | None = None
    response_mode: str | None = None
    login_hint: str = ""
    objet: str = ""
    doubles: tuple[str, ...] = ()

    @property
    def portees(self) -> tuple[str, ...]:
        """The scopes asked."""
        return tuple((self.scope or "").split())


@dataclass(frozen=True, slots=True)
class Identifiants:
    """How a client says who it is, by `methode`; the body wins over the header.

    `illisible` tells a Basic header that is not one; `type_assertion` is the form's `client_assertion_type`.
    `refus` is the error of a signed assertion, empty when it proves the client, None when it was not
    examined; `preuve` what it says.
    """

    client_id: str = ""
    secret: str | None = None
    methode: Literal["basic", "corps", "les_deux", "assertion", "aucune"] = "aucune"
    illisible: bool = False
    assertion: str = ""
    type_assertion: str | None = None
    refus: str | None = None
    preuve: "Assertion | None" = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a client says of itself in a JWT; times in seconds since 1970, 0 if none. `signee` when the
    signature is that of a registered key."""

    iss: str
    sub: str
    aud: tuple[str, ...]
    exp: int
    iat: int
    jti: str
    signee: bool
