"""Writes a structured body: sections, their narrative, and the PDF that one may carry (cda.md §1)."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final
from uuid import NAMESPACE_OID, uuid5

from simulators.core.sante.cda.ecriture_ancre import Ancre
from simulators.core.sante.cda.ecriture_codes import LOINC, code_xml
from simulators.core.sante.cda.ecriture_entrees import entrees_xml
from simulators.core.sante.cda.entrees import PieceJointe
from simulators.core.sante.cda.narratif import (
    COPIE,
    Bloc,
    Cellule,
    Fragment,
    Illustration,
    Liste,
    Paragraphe,
    SectionNarrative,
    Tableau,
)
from simulators.core.sante.codes import Code
from simulators.core.xml.escape import attribute, text

_COPIE: Final = Code("55108-5", LOINC, "Copie du document")


def corps_structure(document: str, sections: Iterable[SectionNarrative]) -> str:
    """`component/structuredBody`. Identifiers of sections come from the document's and their rank."""
    ids = (str(uuid5(NAMESPACE_OID, f"{document}/{rank}")).upper() for rank in count(1))
    body = "".join(_section(one, ids) for one in sections)
    return f"<component><structuredBody>{body}</structuredBody></component>"


def _section(one: SectionNarrative, ids: Iterator[str]) -> str:
    templates = "".join(f'<templateId root="{attribute(root)}"/>' for root in one.gabarits)
    own = next(ids)
    anchor = f"texte-{own}"
    copy = (PieceJointe(_COPIE.label, one.copie, COPIE, _COPIE),) if one.copie else ()
    entries = (*one.entrees, *copy)
    named = f' ID="{anchor}"' if entries else ""
    narrative = f"<text{named}>{''.join(map(_bloc, one.blocs))}</text>" if one.blocs else ""
    coded = entrees_xml(Ancre(ids, anchor), entries)
    inner = "".join(_section(each, ids) for each in one.sections)
    return (
        f'<component><section>{templates}<id root="{own}"/>{code_xml("code", one.code)}'
        f"<title>{text(one.titre)}</title>{narrative}{coded}{inner}</section></component>"
    )


def _bloc(bloc: Bloc) -> str:
    match bloc:
        case Paragraphe():
            return f"<paragraph>{_titre(bloc.titre)}{_fragments(bloc.fragments)}</paragraph>"
        case Liste():
            kind = "ordered" if bloc.ordonnee else "unordered"
            items = "".join(f"<item>{_contenu(blocs)}</item>" for blocs in bloc.elements)
            return f'<list listType="{kind}">{_titre(bloc.titre)}{items}</list>'
        case Tableau():
            return f"<table>{_titre(bloc.titre)}{_lignes(bloc)}</table>"
        case Illustration():
            return f'<renderMultiMedia referencedObject="{attribute(bloc.objet)}"/>'


def _titre(title: str) -> str:
    return f"<caption>{text(title)}</caption>" if title else ""


def _fragments(fragments: Iterable[Fragment]) -> str:
    return "".join(_fragment(one) for one in fragments)


def _fragment(one: Fragment) -> str:
    written = text(one.texte).replace("\n", "<br/>")
    return written if one.style is None else f'<content styleCode="{one.style}">{written}</content>'


def _contenu(blocs: tuple[Bloc, ...]) -> str:
    """What stands in an item or a cell: a lone paragraph is written as bare text."""
    if len(blocs) == 1 and isinstance(blocs[0], Paragraphe) and not blocs[0].titre:
        return _fragments(blocs[0].fragments)
    return "".join(map(_bloc, blocs))


def _lignes(table: Tableau) -> str:
    """Rows of headings in `thead`, the rest in `tbody`, which a table cannot do without."""
    heads = 0
    while heads < len(table.lignes) - 1 and all(cell.entete for cell in table.lignes[heads]):
        heads += 1
    head = "".join(map(_ligne, table.lignes[:heads]))
    body = "".join(map(_ligne, table.lignes[heads:]))
    return (f"<thead>{head}</thead>" if head else "") + f"<tbody>{body}</tbody>"


def _ligne(row: tuple[Cellule, ...]) -> str:
    return f"<tr>{''.join(map(_cellule, row))}</tr>"


def _cellule(cell: Cellule) -> str:
    name = "th" if cell.entete else "td"
    wide = f' colspan="{cell.colonnes}"' if cell.colonnes > 1 else ""
    high = f' rowspan="{cell.lignes}"' if cell.lignes > 1 else ""
    return f"<{name}{wide}{high}>{_contenu(cell.blocs)}</{name}>"
