"""Judges one document by the official texts of a copy: what the worker process does."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from lxml import etree

from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.sante.officiel import moteurs
from simulators.core.sante.officiel.cache import Cache, empreinte
from simulators.core.sante.officiel.chargement import charger
from simulators.core.sante.officiel.depot import ouvrir
from simulators.core.sante.officiel.document import DocumentLu, ecrit, lire
from simulators.core.sante.officiel.generation import MANQUE, ecrire
from simulators.core.sante.officiel.modele import Constat, Niveau, SchemaRefuse, Source
from simulators.core.sante.officiel.xsd import Xsd

# What one text may say of one document; a document of another kind breaks everything.
_MOST: Final = 200
_LONG: Final = 1_000
# Schematrons of models kept compiled at once: each holds tens of megabytes.
_KEPT: Final = 12

# What a compiled text finds in a document, without its file name.
Texte = Callable[[DocumentLu], Iterator[Constat]]


class Juge:
    """See the module. Each text is compiled at its first document, and kept. Raises `SchemaRefuse`."""

    def __init__(self, dossier: Path, cache: Path | None) -> None:
        self._depot = ouvrir(dossier)
        self._cache = Cache(cache, empreinte(self._depot.copie))
        self._sets = Nomenclatures()
        self._saxon = moteurs.Saxon() if moteurs.saxon_installe() else None
        self._compiled = lru_cache(maxsize=_KEPT)(self._compiler)

    def juger(self, data: bytes) -> tuple[Constat, ...]:
        """Everything the texts say; what prevented one from speaking is said under `Source.EMPECHE`."""
        try:
            document = lire(data)
        except SchemaRefuse as error:
            return (empeche(str(error)),)
        found = [one for source, path in self._textes(document) for one in self._dire(source, path, document)]
        if self._saxon is None and (left := self._muets(document)):
            found.append(
                empeche(f"{left} schématron(s) XSLT 2 n'ont pas été appliqués : saxonche n'est pas installé")
            )
        return tuple(found)

    def _textes(self, document: DocumentLu) -> Iterator[tuple[Source, Path]]:
        depot = self._depot
        if depot.xsd is not None:
            yield Source.XSD, depot.xsd
        yield from depot.profils.items()
        model = depot.modele(document.gabarits(), self._sets)
        if model is not None:
            yield Source.MODELE, model

    def _muets(self, document: DocumentLu) -> int:
        """How many texts need an engine that is not there."""
        return sum(self._compiled(path) is None for _, path in self._textes(document))

    def _dire(self, source: Source, path: Path, document: DocumentLu) -> Iterator[Constat]:
        name = self._depot.copie.nom(path)
        texte = self._compiled(path)
        if texte is None:
            return
        if isinstance(texte, SchemaRefuse):
            yield empeche(str(texte), name)
            return
        try:
            found = list(texte(document))
        except SchemaRefuse as error:
            yield empeche(str(error), name)
            return
        told = [one for one in found if one.source is not Source.EMPECHE]
        yield from (one._replace(source=source, fichier=name) for one in told[:_MOST])
        if len(told) > _MOST:
            yield empeche(f"{len(told) - _MOST} autres constats ne sont pas montrés", name)
        yield from (one._replace(fichier=name) for one in found if one.source is Source.EMPECHE)

    def _compiler(self, path: Path) -> "Texte | SchemaRefuse | None":
        """A text ready to speak; why it cannot, kept too; None when it needs an engine that is not there."""
        try:
            if path == self._depot.xsd:
                return partial(_xsd, Xsd(self._depot.copie, path))
            return self._schematron(path)
        except SchemaRefuse as error:
            return error

    def _schematron(self, path: Path) -> Texte | None:
        copie = self._depot.copie
        sheet = self._cache.garder(copie.nom(path), lambda: ecrire(charger(copie, path), copie.racine))
        try:
            root = etree.fromstring(sheet, etree.XMLParser(huge_tree=True, resolve_entities=False))
        except etree.XMLSyntaxError:
            raise SchemaRefuse(
                "la feuille gardée est abîmée : videz le dossier schematron des données"
            ) from None
        missing = tuple(one.get("href", "") for one in root.iterchildren(MANQUE))
        if root.get("version") == "1.0":
            return partial(_schematron, moteurs.compiler_xslt1(sheet), missing)
        if self._saxon is None:
            return None
        return partial(_schematron, self._saxon.compiler(sheet), missing)


def _xsd(schema: Xsd, document: DocumentLu) -> Iterator[Constat]:
    for one in schema.juger(document.racine):
        yield _constat(document, Niveau.ERREUR, one.message, one.noeud)


def _schematron(apply: moteurs.Applique, missing: tuple[str, ...], document: DocumentLu) -> Iterator[Constat]:
    answer = etree.fromstring(apply(document.racine), etree.XMLParser(huge_tree=True, resolve_entities=False))
    for one in answer.iterchildren("c"):
        node, attribute = document.noeud(one.get("p", "")), one.get("a", "")
        yield _constat(document, Niveau(one.get("n", "error")), one.text or "", node, attribute)
    for why, count in Counter(" ".join((one.text or "").split()) for one in answer.iterchildren("x")).items():
        yield empeche(f"{count} test(s) impossibles : {why}")
    if missing:
        yield empeche(f"{len(missing)} fichier(s) inclus manquent, dont {missing[0]}")


def _constat(
    document: DocumentLu, niveau: Niveau, message: str, node: etree._Element, attribute: str = ""
) -> Constat:
    place = document.place(node, attribute)
    return Constat(
        Source.XSD,
        niveau,
        " ".join(message.split())[:_LONG],
        chemin=place.path,
        trouve=ecrit(node, attribute),
        ligne=place.line,
        debut=place.start,
        fin=place.end,
    )


def empeche(message: str, name: str = "") -> Constat:
    return Constat(Source.EMPECHE, Niveau.INFORMATION, message[:_LONG], name)
