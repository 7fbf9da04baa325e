"""Writes a structured body: sections, their narrative, and the PDF that one may carry (cda.md §1)."""

from binascii import b2a_base64
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final
from uuid import NAMESPACE_OID, uuid5

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

LOINC: Final = "2.16.840.1.113883.6.1"
# FR-Document-attache and what types it (CI-SIS_ModelesDeContenusCDA).
_ATTACHE: Final = Code("55107-7", LOINC, "Document attaché")
_TYPE: Final = Code("69764-9", LOINC, "Type de document")
_COPIE: Final = Code("55108-5", LOINC, "Copie du document")


def corps_structure(document: str, sections: Iterable[SectionNarrative]) -> str:
    """`component/structuredBody`. Identifiers of sections come from the document's and their rank."""
    ids = (str(uuid5(NAMESPACE_OID, f"{document}/{rank}")).upper() for rank in count(1))
    body = "".join(_section(one, ids) for one in sections)
    return f"<component><structuredBody>{body}</structuredBody></component>"


def code_xml(name: str, code: Code) -> str:
    """A coded element with its three attributes."""
    return (
        f'<{name} code="{attribute(code.code)}" codeSystem="{attribute(code.system)}"'
        f' displayName="{attribute(code.label)}"/>'
    )


def _section(one: SectionNarrative, ids: Iterator[str]) -> str:
    templates = "".join(f'<templateId root="{attribute(root)}"/>' for root in one.gabarits)
    own = next(ids)
    narrative = f"<text>{''.join(map(_bloc, one.blocs))}</text>" if one.blocs else ""
    inner = "".join(_section(each, ids) for each in one.sections)
    entry = _copie(one.copie, ids) if one.copie else ""
    return (
        f'<component><section>{templates}<id root="{own}"/>{code_xml("code", one.code)}'
        f"<title>{text(one.titre)}</title>{narrative}{entry}{inner}</section></component>"
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
            name = attribute(bloc.objet)
            return f'<renderMultiMedia ID="texte-{name}" referencedObject="{name}"/>'


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


def _copie(pdf: bytes, ids: Iterator[str]) -> str:
    """The entry FR-Document-attache that holds the PDF shown by `renderMultiMedia`."""
    content = b2a_base64(pdf, newline=False).decode()
    value = code_xml("value", _COPIE).replace(
        "<value ", '<value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CD" '
    )
    return (
        '<entry><organizer classCode="CLUSTER" moodCode="EVN"><templateId root="1.2.250.1.213.1.1.3.18"/>'
        f'<id root="{next(ids)}"/>{code_xml("code", _ATTACHE)}<statusCode code="completed"/><component>'
        '<observation classCode="OBS" moodCode="EVN"><templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/>'
        '<templateId root="1.2.250.1.213.1.1.3.48"/><templateId root="1.2.250.1.213.1.1.3.48.18"/>'
        f'<id root="{next(ids)}"/>{code_xml("code", _TYPE)}<text><reference value="#texte-{COPIE}"/></text>'
        '<statusCode code="completed"/>'
        f'<effectiveTime nullFlavor="NA"/>{value}</observation></component><component>'
        f'<observationMedia classCode="OBS" moodCode="EVN" ID="{COPIE}">'
        f'<value mediaType="application/pdf" representation="B64">{content}</value>'
        "</observationMedia></component></organizer></entry>"
    )
