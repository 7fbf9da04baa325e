"""What the structured view of one side of an exchange holds, whatever its protocol and its kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl

from simulators.console.structure.imap_tree import imap_branches
from simulators.console.structure.json_tree import JsonRefusedError, json_branch, read_json, strings
from simulators.console.structure.metadata import archived, submitted
from simulators.console.structure.mime_tree import MimeTree, archive, is_zip
from simulators.console.structure.model import Branch, Budget, Row, View, shortened
from simulators.console.structure.tokens import MOST_TOKENS, Token, nested, token_view, tokens_in
from simulators.console.structure.vihf import vihf_views
from simulators.console.structure.xml_tree import legend, read_xml, xml_branch
from simulators.console.words import Words
from simulators.core.courriel.mime import Noeud, TropComplexe, arbre
from simulators.core.journal.model import Message, Protocol
from simulators.core.sante.xdm.modele import Xdm
from simulators.core.xml.mtom import Mtom, MtomRefusedError, is_multipart, split
from simulators.core.xml.parser import Document
from simulators.core.xml.refusal import XmlRefusedError

# A body beyond is downloaded, not read here.
LARGEST: Final = 24_000_000
_MOST_FIELDS: Final = 200
_MOST_DOCUMENTS: Final = 8
_MOST_ARCHIVES: Final = 3
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Reader:
    """Reads one message; what it meets on the way is kept for the views that follow the tree."""

    words: Words
    when: datetime
    budget: Budget = field(default_factory=Budget)
    documents: list[Document] = field(default_factory=list)
    archives: list[Xdm] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    refusal: str = ""

    def views(self, message: Message, protocol: Protocol) -> Iterator[View]:
        """The blocks of one side, in the order they are read."""
        kind = message.header("content-type") or ""
        body = message.body or b""
        yield from self._parameters(message, kind, body)
        branches: tuple[Branch, ...] = ()
        if len(body) > LARGEST:
            self.refusal = self.words.too_large
        elif body:
            branches = self._body(body, kind, protocol)
        if branches:
            shown = tuple(sorted(self.prefixes.items()))[:60]
            yield View("tree", self.words.tree, branches=branches, legend=shown, cut=self.budget.cut)
        if self.refusal:
            yield View("apology", self.words.tree, self.refusal)
        yield from self._derived(body, kind)
        yield from self._tokens(message)

    def _parameters(self, message: Message, kind: str, body: bytes) -> Iterator[View]:
        """What the address asks, and the fields of a form."""
        target = message.start.partition(" ")[2].rpartition(" ")[0]
        yield from self._fields(target.partition("?")[2], self.words.query, "query")
        if kind.partition(";")[0].strip().lower() == _FORM:
            yield from self._fields(body[:1_000_000].decode("utf-8", "replace"), self.words.form, "form")

    def _fields(self, text: str, title: str, about: str) -> Iterator[View]:
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            yield View("apology", title, self.words.too_many_fields)
            return
        for name, value in pairs:
            self.tokens += tokens_in(name, value)
        rows = tuple(Row(shortened(name), shortened(value), key=name) for name, value in pairs)
        if rows:
            yield View("rows", title, rows=rows, about=about)

    def _body(self, body: bytes, kind: str, protocol: Protocol) -> tuple[Branch, ...]:
        plain = kind.partition(";")[0].strip().lower()
        if protocol == "smtp":
            return self._mime(body, 0)
        if protocol == "imap":
            return imap_branches(body, self.words, self.budget, self._literal)
        if plain.startswith("multipart/"):
            # The tree of a mail wants the header that HTTP carries apart.
            head = f"Content-Type: {kind}\r\n\r\n".encode("utf-8", "replace")
            return self._mime(head + body, -len(head))
        return () if plain == _FORM else self._content(body, plain, kind, 0)

    def _literal(self, content: bytes, at: int) -> tuple[Branch, ...]:
        return self._mime(content, at) if b":" in content[:200].partition(b"\n")[0] else ()

    def _mime(self, data: bytes, base: int) -> tuple[Branch, ...]:
        try:
            tree = arbre(data)
        except TropComplexe:
            self.refusal = self.words.too_complex
            return ()
        return (MimeTree(data, base, self.words, self.budget, self._leaf).branch(tree),)

    def _leaf(self, data: bytes, base: int | None, part: Noeud) -> tuple[Branch, ...]:
        if is_zip(part, data) and len(self.archives) < _MOST_ARCHIVES:
            branches, opened = archive(data, self.words, self.budget)
            self.archives += [opened] if opened else []
            return branches
        charset = part.parametres.get("charset", "")
        return self._content(data, part.type_mime, f"{part.type_mime}; charset={charset}", base)

    def _content(self, data: bytes, plain: str, kind: str, base: int | None) -> tuple[Branch, ...]:
        """The tree of what is XML or JSON; nothing for the rest, which the bytes below show as well."""
        if plain == "application/json" or plain.endswith("+json"):
            return self._json(data)
        if plain.endswith(("/xml", "+xml")) or (
            plain != "text/html" and data[:200].lstrip().startswith(b"<")
        ):
            return self._xml(data, kind, base)
        self.tokens += tokens_in(self.words.body, data[:200_000].decode("latin-1")) if "jwt" in plain else ()
        return ()

    def _xml(self, data: bytes, kind: str, base: int | None) -> tuple[Branch, ...]:
        if len(self.documents) == _MOST_DOCUMENTS:
            self.budget.cut = True
            return ()
        charset = kind.lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
        try:
            document = read_xml(data, charset)
        except XmlRefusedError as error:
            reason = self.words.table[f"xml_{error.reason}"].in_language(self.words.lang)
            self.refusal = self.words.unreadable_xml.format(reason=reason)
            return ()
        self.documents.append(document)
        self.prefixes = {**legend(document), **self.prefixes}
        return (xml_branch(document, base, self.budget),)

    def _json(self, data: bytes) -> tuple[Branch, ...]:
        try:
            value = read_json(data)
        except JsonRefusedError:
            self.refusal = self.words.unreadable_json
            return ()
        for name, text in strings(value) if b"eyJ" in data else ():
            self.tokens += tokens_in(name, text)
        return (json_branch(value, self.budget),)

    def _derived(self, body: bytes, kind: str) -> Iterator[View]:
        """The assertion, then the metadata beside the documents."""
        package = self._package(body, kind)
        for document in self.documents:
            yield from vihf_views(document, self.words)
            yield from submitted(document, package, self.words)
        for opened in self.archives:
            yield from archived(opened, self.words)

    def _package(self, body: bytes, kind: str) -> Mtom | None:
        if not (self.documents and is_multipart(kind)):
            return None
        try:
            return split(kind, body)
        except MtomRefusedError:
            return None

    def _tokens(self, message: Message) -> Iterator[View]:
        """Each token once, those that a token carries after it."""
        heard = [one for name, value in message.headers for one in tokens_in(name, value)]
        seen: set[str] = set()
        waiting = [*heard, *self.tokens]
        while waiting and len(seen) < MOST_TOKENS:
            token = waiting.pop(0)
            if token.text in seen:
                continue
            seen.add(token.text)
            view = token_view(token, self.when, self.words)
            if view is not None:
                yield replace(view, folded=len(seen) > 1)
            waiting += nested(token)
