"""A Bundle of readings (draft PDSm4DMP): GET requests only, answered in the same order."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl, unquote

from dmp.fhir.data import noms
from dmp.fhir.model.appel import Appel, Champ
from dmp.fhir.model.ressource import Noeud

# Documents at once: as many as the DMP reads in one batch of its own, and some more.
LE_PLUS: Final = 100
# Documents in one answer, in base64: once above, the others are asked for in another batch.
OCTETS: Final = 50_000_000
_CHAMPS: Final = 200


def requetes(bundle: Noeud, appel: Appel) -> Iterator[Appel | None]:
    """The call of each entry, in the same format; None for what is no reading of this server."""
    headers = {name: value for name, value in appel.entetes.items() if name in {"authorization", "prefer"}}
    headers["accept"] = noms.JSON
    for one in bundle.elements("entry"):
        request = one.champ("request")
        url = request.champ("url").texte.removeprefix(appel.base).lstrip("/")
        if request.champ("method").texte != "GET" or "://" in url or not url:
            yield None
            continue
        path, _, query = url.partition("?")
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_CHAMPS)
        except ValueError:
            yield None
            continue
        fields = tuple(Champ(*pair) for pair in pairs)
        where = f"/{unquote(path)}"
        yield replace(appel, methode="GET", chemin=where, parametres=fields, entetes=headers, corps=b"")
