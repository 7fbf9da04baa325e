"""The page for an identity officer: what the product takes the RNIV to say, row by row, and how it knows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulators.core.rule import Text
from simulators.core.sante.rniv.codes import METHODES, PIECES
from simulators.core.sante.rniv.coherence import REGLES as COHERENCE
from simulators.core.sante.rniv.dossier import BLOCKING, Attribut, Dossier, Statut, Traits
from simulators.core.sante.rniv.fiabilite import ATTRIBUTS as CODES_ATTRIBUTS
from simulators.core.sante.rniv.fiabilite import Generation, fiabilite
from simulators.core.sante.rniv.libelles import EFFETS, EVENEMENTS, STATUTS
from simulators.core.sante.rniv.reception import SUITES
from simulators.core.sante.rniv.regles import REGLES
from simulators.core.sante.rniv.reponses import CONDUITES
from simulators.core.sante.rniv.table import INTERDITS_SI_BLOQUE, TABLE, Evenement, Ligne
from simulators.core.sante.rniv.usage import USAGES
from simulators.docs.english import said
from simulators.docs.tables import founded, section

_TRAITS: Final = {
    "nom_naissance": Text("Nom de naissance", "Birth name"),
    "prenoms": Text("Premier prénom", "First given name"),
    "date_naissance": Text("Date de naissance", "Birth date"),
    "sexe": Text("Sexe", "Sex"),
    "lieu_naissance": Text("Lieu de naissance (COG)", "Place of birth (COG)"),
}
_BLOCKS: Final = "bloque l'appel INSi ; matricule et OID retirés"
_EXCLUSIVE: Final = (
    "Seuls douteux et homonyme se combinent. Tant qu'une identité est douteuse ou fictive, sont refusés :"
)
_OLDER: Final = (
    "L'ancienne table dit `VALI` d'une identité qualifiée, avec son INS, et `PROV` de toutes les autres. "
    "Modes de collecte :"
)
_INTRO: Final = Text(
    """# Identitovigilance : ce que le produit applique

Page produite par `python -m simulators.docs.generate` à partir du code : ne pas la modifier à la main.

Les règles sont celles du RNIV 2.0 et du guide d'implémentation de l'INS 3.0, lues telles que des \
sources publiques les citent. La colonne « Fondement » dit d'où vient chaque ligne : **vu** dans une \
source ouverte, **rapporté** par quelqu'un du terrain, exigé par une **norme**, ou **supposé** faute de \
source. Ce qui est supposé est notre lecture : un référent peut la contredire.
""",
    """# Identity vigilance: what the product applies

This page is made by `python -m simulators.docs.generate` from the code: do not edit it by hand.

The rules are those of the RNIV 2.0 and of the INS implementation guide 3.0, read as public sources \
quote them. The column "Basis" says where each row comes from: **seen** in an open source, **reported** \
by somebody of the field, required by a **standard**, or **assumed** for want of a source. What is \
assumed is our reading: an identity officer may contradict it. Sources are noted in French.
""",
)


def page(lang: str = "fr") -> str:
    """The whole page, in Markdown."""
    parts = (
        _INTRO.in_language(lang),
        _statuts(lang),
        _creations(lang),
        _transitions(lang),
        _attributs(lang),
        _coherence(lang),
        _conduites(lang),
        _usages(lang),
        _reception(lang),
        _documents(lang),
        _codes(lang),
        _regles(lang),
    )
    return "\n".join(parts)


def _rules(regles: Iterable[str]) -> str:
    return ", ".join(regles) or "—"


def _yes(true: bool, lang: str) -> str:
    return said("oui" if true else "non", lang)


def _statut(statut: Statut, lang: str) -> str:
    return f"`{statut}` {STATUTS[statut].in_language(lang)}"


def _statuts(lang: str) -> str:
    rows = (
        (said("non contrôlée", lang), _statut(Statut.PROV, lang), _statut(Statut.RECUP, lang)),
        (said("contrôlée", lang), _statut(Statut.VALI, lang), _statut(Statut.QUAL, lang)),
    )
    heads = ("Pièce d'identité de haut niveau", "INS non récupéré", "INS récupéré")
    return section("Quatre statuts exclusifs (EXI SI 07)", heads, rows, lang)


def _creations(lang: str) -> str:
    rows = (
        (EVENEMENTS[one.evenement].in_language(lang), _leads(one, lang), *_consequences(one, lang))
        for one in TABLE.values()
        if one.depuis is None
    )
    heads = ("Origine", "Statut", "Ce qui se passe aussi", "Règles", "Fondement")
    return section("Créer une identité", heads, rows, lang)


def _transitions(lang: str) -> str:
    moves = (TABLE[statut, event] for event in Evenement for statut in Statut if (statut, event) in TABLE)
    rows = (
        (
            EVENEMENTS[one.evenement].in_language(lang),
            f"`{one.depuis}`",
            _leads(one, lang),
            *_consequences(one, lang),
        )
        for one in moves
    )
    heads = ("Événement", "Statut avant", "Statut après", "Ce qui se passe aussi", "Règles", "Fondement")
    return section("D'un statut à l'autre", heads, rows, lang)


def _leads(ligne: Ligne, lang: str) -> str:
    return (
        _statut(ligne.vers, lang)
        if ligne.vers
        else f"{said('refusé', lang)} : {ligne.refus.in_language(lang)}"
    )


def _consequences(ligne: Ligne, lang: str) -> tuple[str, str, str]:
    effets = ", ".join(EFFETS[effet].in_language(lang) for effet in ligne.effets)
    return effets, _rules(ligne.regles), founded(ligne.basis, lang)


def _attributs(lang: str) -> str:
    rows = (
        (
            attribut,
            said("`PROV` seul" if attribut in BLOCKING else "tous", lang),
            said(_BLOCKS if attribut in BLOCKING else "alerte", lang),
            CODES_ATTRIBUTS[attribut][0],
        )
        for attribut in Attribut
    )
    blocked = ", ".join(sorted(EVENEMENTS[event].in_language(lang) for event in INTERDITS_SI_BLOQUE))
    text = f"{said(_EXCLUSIVE, lang)} {blocked}."
    return section(
        "Attributs (EXI SI 09, EXI ID 24, EXI ID 26)",
        ("Attribut", "Statuts", "Effet", "Code"),
        rows,
        lang,
        text,
    )


def _coherence(lang: str) -> str:
    rows = (
        (
            _TRAITS[one.trait].in_language(lang),
            one.enonce.in_language(lang),
            _rules(one.regles),
            founded(one.basis, lang),
        )
        for one in COHERENCE
    )
    heads = ("Trait", "Règle", "Règles", "Fondement")
    return section("Comparer une réponse INSi au dossier", heads, rows, lang)


def _conduites(lang: str) -> str:
    rows = (
        (
            one.reponse.in_language(lang),
            one.conduite.in_language(lang),
            _yes(one.reprise, lang),
            _rules(one.regles),
            founded(one.basis, lang),
        )
        for one in CONDUITES.values()
    )
    heads = ("Réponse", "Ce que fait le logiciel", "Reprise", "Règles", "Fondement")
    return section("Que faire de chaque réponse", heads, rows, lang)


def _usages(lang: str) -> str:
    rows = (
        (one.nom.in_language(lang), _statuses(one.statuts), _rules(one.regles), founded(one.basis, lang))
        for one in USAGES.values()
    )
    return section("À quoi sert l'identité", ("Usage", "Statuts", "Règles", "Fondement"), rows, lang)


def _statuses(statuts: frozenset[Statut]) -> str:
    return ", ".join(f"`{one}`" for one in Statut if one in statuts)


def _reception(lang: str) -> str:
    rows = (
        (one.texte.in_language(lang), _yes(one.integree, lang), _rules(one.regles), founded(one.basis, lang))
        for one in SUITES.values()
    )
    heads = ("Situation", "Données intégrées", "Règles", "Fondement")
    return section("Recevoir l'identité d'un autre domaine", heads, rows, lang)


def _documents(lang: str) -> str:
    rows = (
        (
            f"`{code}`",
            one.nom.in_language(lang),
            _yes(one.haut_niveau, lang),
            one.condition.in_language(lang) or "—",
            founded(one.basis, lang),
        )
        for code, one in PIECES.items()
    )
    heads = ("Code", "Justificatif", "Haut niveau de confiance", "Condition", "Fondement")
    text = said("La liste est celle par défaut : un établissement tient la sienne (SC.INS/va1.26).", lang)
    return section("Justificatifs", heads, rows, lang, text)


def _codes(lang: str) -> str:
    methods = " ; ".join(f"`{code}` {said.in_language(lang)}" for code, said in METHODES.items())
    rows = (
        (_statut(statut, lang), _code(statut, Generation.ANCIENNE), _code(statut, Generation.ACTUELLE))
        for statut in Statut
    )
    heads = ("Statut", "Table HL7 0445, FR Core jusqu'à 2.1", "FR Core ensuite")
    text = f"{said(_OLDER, lang)} {methods}."
    return section("Codes échangés", heads, rows, lang, text)


def _code(statut: Statut, generation: Generation) -> str:
    return f"`{fiabilite(Dossier('', Traits(), statut), generation).statuts[0].code}`"


def _regles(lang: str) -> str:
    return section("Règles citées", ("Règle", "Énoncé", "Exigences Ségur", "Fondement"), _cited(lang), lang)


def _cited(lang: str) -> Iterator[Sequence[str]]:
    for reference, one in REGLES.items():
        yield (
            reference,
            one.enonce.in_language(lang),
            ", ".join(one.exigences) or "—",
            founded(one.basis, lang),
        )
