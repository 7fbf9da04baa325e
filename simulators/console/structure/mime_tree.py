"""A MIME entity as a tree: each part with its type, its size, its headers and what it holds."""

from collections.abc import Callable

from simulators.console.structure.model import Branch, Budget, shortened
from simulators.console.words import Words
from simulators.core.courriel.mime import Noeud, contenu, decode_mots, parametre
from simulators.core.sante.xdm.lecture import lire
from simulators.core.sante.xdm.modele import Xdm, XdmRefuseError

# What reads a leaf further: (bytes, offset in the body or None, part) -> the branches it found.
Leaf = Callable[[bytes, int | None, Noeud], tuple[Branch, ...]]
_AS_IS = frozenset({"7bit", "8bit", "binary"})
_ZIPS = frozenset({"application/zip", "application/x-zip-compressed", "application/x-zip"})


def mime_branch(data: bytes, part: Noeud, base: int, words: Words, budget: Budget, leaf: Leaf) -> Branch:
    """The tree of an entity of `data`, whose first byte is at `base` in the body."""
    children: list[Branch] = []
    if part.champs:
        children.append(_headers(part, base, words, budget))
    for child in part.enfants:
        if not budget.take():
            break
        children.append(mime_branch(data, child, base, words, budget, leaf))
    size = part.fin - part.corps
    if not part.enfants:
        held, respected = contenu(data, part)
        size = len(held)
        if respected:
            as_is = part.encodage in _AS_IS
            children += leaf(held, base + part.corps if as_is else None, part)
        else:
            children.append(Branch(words.unreadable_encoding))
    note = f"{words.count('bytes', size)} · {part.encodage}"
    span = (base + part.debut, base + part.fin)
    return Branch(part.type_mime, shortened(name_of(part)), note, span, children=tuple(children))


def name_of(part: Noeud) -> str:
    """The file name of a part, else its Content-ID."""
    disposition = part.champ("Content-Disposition") or ""
    told = part.parametres.get("name", "")
    if "filename" in disposition:
        told = parametre(disposition)[1].get("filename", told)
    return told or (part.champ("Content-ID") or "").strip()


def is_zip(part: Noeud, data: bytes) -> bool:
    """Whether a part is an archive, by its type or by its first bytes."""
    return part.type_mime in _ZIPS or data.startswith(b"PK\x03\x04")


def archive(data: bytes, words: Words, budget: Budget) -> tuple[tuple[Branch, ...], Xdm | None]:
    """The files of an IHE_XDM archive with their sizes, or why it is not opened."""
    try:
        opened = lire(data)
    except XdmRefuseError as error:
        reason = words.table[f"xdm_{error.raison}"].in_language(words.lang)
        return (Branch(words.archive_refused, reason, shortened(error.detail)),), None
    files = [
        Branch(shortened(path), note=words.count("bytes", len(content)))
        for path, content in sorted(opened.fichiers.items())
        if budget.take()
    ]
    gaps = [
        Branch(
            words.archive_gap,
            words.table[f"ecart_{one.ecart}"].in_language(words.lang),
            shortened(one.chemin),
        )
        for one in opened.ecarts[:20]
    ]
    return (Branch(words.archive, note=words.count("files", len(files)), children=(*files, *gaps)),), opened


def _headers(part: Noeud, base: int, words: Words, budget: Budget) -> Branch:
    fields = tuple(
        Branch(one.nom, shortened(decode_mots(one.brut)), span=(base + one.debut, base + one.fin))
        for one in part.champs
        if budget.take()
    )
    span = (base + part.debut, base + part.corps)
    return Branch(words.mime_headers, note=words.count("fields", len(fields)), span=span, children=fields)
