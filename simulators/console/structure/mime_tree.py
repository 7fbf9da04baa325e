"""A MIME entity as a tree: each part with its type, its size, its headers and what it holds."""

from collections.abc import Callable
from dataclasses import dataclass

from simulators.console.structure.model import Branch, Budget, Fold, Span, shortened
from simulators.console.words import Words
from simulators.core.courriel.mime import Noeud, contenu, decode_mots, parametre
from simulators.core.sante.xdm.lecture import lire
from simulators.core.sante.xdm.modele import Xdm, XdmRefuseError

# What reads a leaf further: (bytes, offset in the body or None, part) -> the branches it found.
Leaf = Callable[[bytes, int | None, Noeud], tuple[Branch, ...]]
_AS_IS = frozenset({"7bit", "8bit", "binary"})
_ZIPS = frozenset({"application/zip", "application/x-zip-compressed", "application/x-zip"})


@dataclass(frozen=True, slots=True)
class MimeTree:
    """Makes the tree of a MIME entity; its `data` begin at `base` in the body, before for an added header."""

    data: bytes
    base: int
    words: Words
    budget: Budget
    leaf: Leaf

    def branch(self, part: Noeud, *, first: bool = True) -> Branch:
        """One part with its headers, and its parts or its content."""
        children: list[Branch] = []
        if part.champs and not (first and self.base < 0):
            children.append(self._headers(part, first=first))
        for child in part.enfants:
            if not self.budget.take():
                break
            children.append(self.branch(child, first=False))
        size = part.fin - part.corps
        if not part.enfants:
            held, respected = contenu(self.data, part)
            size = len(held)
            children += self._content(held, part) if respected else [Branch(self.words.unreadable_encoding)]
        note = f"{self.words.count('bytes', size)} · {part.encodage}"
        span = self._at(part.debut, part.fin)
        return Branch(part.type_mime, shortened(name_of(part)), note, span, children=tuple(children))

    def _at(self, start: int, end: int) -> Span:
        return self.base + start, self.base + end

    def _content(self, held: bytes, part: Noeud) -> tuple[Branch, ...]:
        as_is = part.encodage in _AS_IS
        return self.leaf(held, self.base + part.corps if as_is else None, part)

    def _headers(self, part: Noeud, *, first: bool) -> Branch:
        fields = tuple(
            Branch(one.nom, shortened(decode_mots(one.brut)), span=self._at(one.debut, one.fin))
            for one in part.champs
            if self.budget.take()
        )
        span = self._at(part.debut, part.corps)
        note = self.words.count("fields", len(fields))
        fold: Fold = "" if first else "folded"
        return Branch(self.words.mime_headers, note=note, span=span, children=fields, fold=fold)


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
