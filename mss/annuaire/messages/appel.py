"""A call as it came: its address, its parameters wherever they are, its key."""

from urllib.parse import parse_qsl, unquote

from mss.annuaire.data import parametres as p
from mss.annuaire.data.systemes import BASE
from mss.annuaire.messages import modification
from mss.annuaire.model import Appel, Operation, Parametre, Refus

FORMULAIRE = "application/x-www-form-urlencoded"


def lire(
    methode: str, chemin: str, requete: str, *, cle: str = "", accepte: str = "", corps: bytes | None = b""
) -> Appel:
    """Any call, whatever it holds; `corps` is None when it was too large to be read."""
    if corps is None:
        return Appel(methode, chemin, (), cle, accepte, trop=True)
    text = corps.decode("utf-8", "replace") if methode == "POST" else ""
    operations, wrong = _operations(chemin, corps) if methode == "PATCH" else ((), None)
    try:
        found = tuple(
            Parametre(name, value)
            for part in (requete, text)
            for name, value in parse_qsl(part, keep_blank_values=True, max_num_fields=p.PARAMETRES_MAX)
        )
    except ValueError:
        return Appel(methode, chemin, (), cle, accepte, trop=True)
    return Appel(methode, chemin, found, cle, accepte, operations=operations, illisible=wrong)


def _operations(chemin: str, corps: bytes) -> tuple[tuple[Operation, ...], Refus | None]:
    try:
        return modification.lire(chemin.removeprefix(BASE).strip("/").partition("/")[0], corps), None
    except modification.PatchRefuseError as error:
        return (), error.refus


def adresse(cible: str, espace: str) -> tuple[str, str]:
    """The path inside the espace, decoded, and the query of a request line's target."""
    path, _, query = cible.partition("?")
    return unquote(path).removeprefix(f"/~{espace}"), query
