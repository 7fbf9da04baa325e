"""What may differ between two right answers to the same request: a named list, and nothing else.

A leaf whose path answers one of these patterns is put aside, told as such, and shown when asked (`--tout`).
In a pattern `*` stands for anything. A field is here because it is an instant, an identifier drawn for one
answer, a secret or what follows from them; never because it was seen to differ.
"""

import fnmatch
import re
from collections.abc import Sequence
from typing import Final, NamedTuple


class Volatil(NamedTuple):
    """A family of fields put aside: its name, the paths it covers, why they cannot be the same twice."""

    nom: str
    motifs: tuple[str, ...]
    raison: str


VOLATILS: Final[tuple[Volatil, ...]] = (
    Volatil(
        "transport",
        (
            "entete/date",
            "entete/server",
            "entete/content-length",
            "entete/connection",
            "entete/keep-alive",
            "entete/transfer-encoding",
            "entete/x-socle-exchange",
            "entete/via",
            "entete/x-request-id",
        ),
        "écrit par le serveur HTTP, ou par ce qui le précède",
    ),
    Volatil(
        "delimiteur",
        (
            "entete/content-type;boundary",
            "entete/content-type;start",
            "*/entete/content-type",
            "entete/content-type;start-info",
        ),
        "tiré pour chaque envoi (types MIME des parties : comparés à part)",
    ),
    Volatil(
        "instant",
        (
            "*/creationTime@value",
            "*/Temps",
            "*@IssueInstant",
            "*@AuthnInstant",
            "*/iat",
            "*/exp",
            "*/nbf",
            "*/auth_time",
            "*/meta/lastUpdated",
            "*/lastModified",
            "*/timestamp",
            "*/response/lastModified*",
            "entete/last-modified",
            "entete/retry-after",
            "*/entete/date",
            "*/recorded",
            "*/issued",
            "*/author/time@value",
            "*/attestation*/time*",
        ),
        "l'heure de la réponse",
    ),
    Volatil(
        "identifiant_message",
        (
            "*/Header/MessageID",
            "*/Header/RelatesTo",
            "corps/Envelope/Body/*/id@root",
            "*/entete/message-id",
            "*/entete/in-reply-to",
            "*/entete/references",
            "*/acknowledgement/targetMessage/id@*",
            "*/queryAck/queryId@*",
            "*/queryByParameter/queryId@*",
            "*/controlActProcess/*/queryId@*",
        ),
        "tiré pour chaque message, ou repris de la demande",
    ),
    Volatil(
        "identifiant_registre",
        (
            "*/ExtrinsicObject@id",
            "*/ExtrinsicObject@lid",
            "*/RegistryPackage@id",
            "*/RegistryPackage@lid",
            "*/ObjectRef@id",
            "*/Classification@id",
            "*/Classification@classifiedObject",
            "*/Association@id",
            "*/ExternalIdentifier@id",
            "*/ExternalIdentifier@registryObject",
            "*/Association@sourceObject",
            "*/Association@targetObject",
            "*/Include@href",
        ),
        "donné par le registre qui a reçu l'objet, ou par celui qui l'envoie",
    ),
    Volatil(
        "secret_psc",
        (
            "entete/location?code",
            "entete/location?session_state",
            "entete/location?state",
            "*/session_state",
            "*/sid",
            "*/jti",
            "*/at_hash",
            "*/s_hash",
            "*/c_hash",
            "*/nonce",
            "*/auth_req_id",
            "*/request_uri",
            "corps/access_token",
            "corps/refresh_token",
            "corps/id_token",
            "*/tete/kid",
            "entete/set-cookie/*[!;]",
            "corps/keys*/*",
            "*/code_challenge",
            "*/cnf/x5t#S256",
        ),
        "jetons, codes et clés : propres à une connexion ou à une installation (les jetons sont ouverts, "
        "leurs affirmations comparées)",
    ),
    Volatil(
        "identifiant_fhir",
        (
            "corps/id",
            "*/resource/id",
            "*/resource/identifier/value",
            "*/fullUrl",
            "*/response/location",
            "*/attachment/url",
            "*/reference",
            "entete/location",
        ),
        "donné par le serveur FHIR : mis de côté quand seul l'identifiant (un UUID) diffère dans la valeur",
    ),
    Volatil(
        "page",
        ("corps/formulaire/*", "entete/content-security-policy"),
        "champs cachés et adresses des formulaires, propres à une visite",
    ),
    Volatil(
        "dossier_mail",
        ("imap/*UIDVALIDITY*", "imap/*UIDNEXT*"),
        "numéros d'un dossier de messagerie",
    ),
    Volatil(
        "trace",
        ("fait/mss.jeton", "fait/tls.client.serial", "fait/tls.suite", "fait/tls.version", "fait/tls.sni"),
        "comment le client de l'essai s'est connecté",
    ),
)
# What a leaf's own text tells: the path of these holds no name.
_IMAP_NUMBERS: Final = re.compile(r"\* OK \[(?:UIDVALIDITY|UIDNEXT) \d+\]|\* \d+ RECENT")
# The operator's number of a mail, in its last reply (mss.md).
_FHIR: Final = "identifiant_fhir"
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What a replay may take between a token and the call that shows how long it lives.
_SECONDS: Final = 5
_QUEUED: Final = re.compile(r"(queued as )\S+")


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{fnmatch.translate(one)})" for one in patterns))


_COMPILED: Final = tuple((one, _compiled(one.motifs)) for one in VOLATILS)


def volatile(path: str, left: str, right: str) -> str:
    """The family that covers a leaf, empty when it must be the same. Pure."""
    if path.startswith("imap/") and _IMAP_NUMBERS.match(left) and _IMAP_NUMBERS.match(right):
        return "dossier_mail"
    if path.startswith("reponse") and _QUEUED.sub(r"\1", left) == _QUEUED.sub(r"\1", right):
        return "identifiant_message"
    if path.endswith("expires_in") and _near(left, right):
        return "instant"
    bare = re.sub(r"\[\d+\]", "", path)
    found = next((one.nom for one, pattern in _COMPILED if pattern.fullmatch(bare)), "")
    if found == _FHIR and _UUID.sub("", left) != _UUID.sub("", right):
        return ""
    return found


def _near(left: str, right: str) -> bool:
    """Two remaining lives, in seconds, told within a few seconds of the same moment."""
    return left.isdigit() and right.isdigit() and abs(int(left) - int(right)) <= _SECONDS
