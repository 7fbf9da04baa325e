"""The narrative as HTML: the only elements are those written here, every text is escaped."""

from collections.abc import Iterable
from html import escape
from typing import Final

from simulators.core.sante.cda.narratif import (
    Bloc,
    Cellule,
    Fragment,
    Illustration,
    Liste,
    Paragraphe,
    Style,
    Tableau,
)

_ELEMENTS: Final = {Style.GRAS: "strong", Style.ITALIQUE: "em", Style.SOULIGNE: "u"}
# Signs that would reorder what is shown around them, and those that HTML holds for errors.
_TROMPEURS: Final = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, *range(0x80, 0xA0)], None
)


def sur(text: str) -> str:
    """A text that can neither become an element nor change the direction of its neighbours."""
    return escape(text.translate(_TROMPEURS), quote=True)


def blocs_html(blocs: Iterable[Bloc]) -> str:
    """The blocks one after the other."""
    return "".join(map(_bloc, blocs))


def _bloc(bloc: Bloc) -> str:
    match bloc:
        case Paragraphe():
            title = f"<strong>{sur(bloc.titre)}</strong><br>" if bloc.titre else ""
            return f"<p>{title}{_fragments(bloc.fragments)}</p>"
        case Liste():
            return _liste(bloc)
        case Tableau():
            caption = f"<caption>{sur(bloc.titre)}</caption>" if bloc.titre else ""
            return f"<table>{caption}{''.join(map(_ligne, bloc.lignes))}</table>"
        case Illustration():
            return '<p class="cda-piece">Pièce jointe au document.</p>'


def _liste(liste: Liste) -> str:
    name = "ol" if liste.ordonnee else "ul"
    title = f"<p><strong>{sur(liste.titre)}</strong></p>" if liste.titre else ""
    items = "".join(f"<li>{_contenu(item)}</li>" for item in liste.elements)
    return f"{title}<{name}>{items}</{name}>"


def _ligne(row: tuple[Cellule, ...]) -> str:
    return f"<tr>{''.join(map(_cellule, row))}</tr>"


def _cellule(cell: Cellule) -> str:
    name = "th" if cell.entete else "td"
    wide = f' colspan="{cell.colonnes}"' if cell.colonnes > 1 else ""
    high = f' rowspan="{cell.lignes}"' if cell.lignes > 1 else ""
    return f"<{name}{wide}{high}>{_contenu(cell.blocs)}</{name}>"


def _contenu(blocs: tuple[Bloc, ...]) -> str:
    """A lone paragraph stands bare in an item or a cell."""
    if len(blocs) == 1 and isinstance(blocs[0], Paragraphe) and not blocs[0].titre:
        return _fragments(blocs[0].fragments)
    return blocs_html(blocs)


def _fragments(fragments: Iterable[Fragment]) -> str:
    return "".join(map(_fragment, fragments))


def _fragment(one: Fragment) -> str:
    written = sur(one.texte).replace("\n", "<br>")
    if one.style is None:
        return written
    return f"<{_ELEMENTS[one.style]}>{written}</{_ELEMENTS[one.style]}>"
