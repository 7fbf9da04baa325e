"""The page for an identity officer: what the product takes the RNIV to say, row by row, and how it knows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulators.core.basis import Basis, BasisKind
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
from simulators.docs.tables import section

_KINDS: Final = {
    BasisKind.SEEN: "vu",
    BasisKind.REPORTED: "rapporté",
    BasisKind.STANDARD: "norme",
    BasisKind.ASSUMED: "supposé",
}
_TRAITS: Final = {
    "nom_naissance": "Nom de naissance",
    "prenoms": "Premier prénom",
    "date_naissance": "Date de naissance",
    "sexe": "Sexe",
    "lieu_naissance": "Lieu de naissance (COG)",
}
_INTRO: Final = """# Identitovigilance : ce que le produit applique

Page produite par `python -m simulators.docs.generate` à partir du code : ne pas la modifier à la main.

Les règles sont celles du RNIV 2.0 et du guide d'implémentation de l'INS 3.0, lues telles que des sources \
publiques les citent. La colonne « Fondement » dit d'où vient chaque ligne : **vu** dans une source ouverte, \
**rapporté** par quelqu'un du terrain, exigé par une **norme**, ou **supposé** faute de source. Ce qui est \
supposé est notre lecture : un référent peut la contredire.
"""


def page() -> str:
    """The whole page, in Markdown."""
    parts = (
        _INTRO,
        _statuts(),
        _creations(),
        _transitions(),
        _attributs(),
        _coherence(),
        _conduites(),
        _usages(),
        _reception(),
        _documents(),
        _codes(),
        _regles(),
    )
    return "\n".join(parts)


def _basis(basis: Basis) -> str:
    return f"{_KINDS[basis.kind]} : {basis.source}"


def _rules(regles: Iterable[str]) -> str:
    return ", ".join(regles) or "—"


def _yes(said: bool) -> str:
    return "oui" if said else "non"


def _statut(statut: Statut) -> str:
    return f"`{statut}` {STATUTS[statut].fr}"


def _statuts() -> str:
    rows = (
        ("non contrôlée", _statut(Statut.PROV), _statut(Statut.RECUP)),
        ("contrôlée", _statut(Statut.VALI), _statut(Statut.QUAL)),
    )
    heads = ("Pièce d'identité de haut niveau", "INS non récupéré", "INS récupéré")
    return section("Quatre statuts exclusifs (EXI SI 07)", heads, rows)


def _creations() -> str:
    rows = (
        (EVENEMENTS[one.evenement].fr, _leads(one), *_consequences(one))
        for one in TABLE.values()
        if one.depuis is None
    )
    heads = ("Origine", "Statut", "Ce qui se passe aussi", "Règles", "Fondement")
    return section("Créer une identité", heads, rows)


def _transitions() -> str:
    moves = (TABLE[statut, event] for event in Evenement for statut in Statut if (statut, event) in TABLE)
    rows = (
        (EVENEMENTS[one.evenement].fr, f"`{one.depuis}`", _leads(one), *_consequences(one)) for one in moves
    )
    heads = ("Événement", "Statut avant", "Statut après", "Ce qui se passe aussi", "Règles", "Fondement")
    return section("D'un statut à l'autre", heads, rows)


def _leads(ligne: Ligne) -> str:
    return _statut(ligne.vers) if ligne.vers else f"refusé : {ligne.refus.fr}"


def _consequences(ligne: Ligne) -> tuple[str, str, str]:
    effets = ", ".join(EFFETS[effet].fr for effet in ligne.effets)
    return effets, _rules(ligne.regles), _basis(ligne.basis)


def _attributs() -> str:
    rows = (
        (
            attribut,
            "`PROV` seul" if attribut in BLOCKING else "tous",
            "bloque l'appel INSi ; matricule et OID retirés" if attribut in BLOCKING else "alerte",
            CODES_ATTRIBUTS[attribut][0],
        )
        for attribut in Attribut
    )
    blocked = ", ".join(sorted(EVENEMENTS[event].fr for event in INTERDITS_SI_BLOQUE))
    text = (
        "Seuls douteux et homonyme se combinent. Tant qu'une identité est douteuse ou fictive, sont "
        f"refusés : {blocked}."
    )
    return section(
        "Attributs (EXI SI 09, EXI ID 24, EXI ID 26)", ("Attribut", "Statuts", "Effet", "Code"), rows, text
    )


def _coherence() -> str:
    rows = ((_TRAITS[one.trait], one.enonce.fr, _rules(one.regles), _basis(one.basis)) for one in COHERENCE)
    heads = ("Trait", "Règle", "Règles", "Fondement")
    return section("Comparer une réponse INSi au dossier", heads, rows)


def _conduites() -> str:
    rows = (
        (
            one.reponse.fr,
            one.conduite.fr,
            _yes(one.reprise),
            _rules(one.regles),
            _basis(one.basis),
        )
        for one in CONDUITES.values()
    )
    heads = ("Réponse", "Ce que fait le logiciel", "Reprise", "Règles", "Fondement")
    return section("Que faire de chaque réponse", heads, rows)


def _usages() -> str:
    rows = (
        (one.nom.fr, _statuses(one.statuts), _rules(one.regles), _basis(one.basis)) for one in USAGES.values()
    )
    return section("À quoi sert l'identité", ("Usage", "Statuts", "Règles", "Fondement"), rows)


def _statuses(statuts: frozenset[Statut]) -> str:
    return ", ".join(f"`{one}`" for one in Statut if one in statuts)


def _reception() -> str:
    rows = (
        (one.texte.fr, _yes(one.integree), _rules(one.regles), _basis(one.basis)) for one in SUITES.values()
    )
    heads = ("Situation", "Données intégrées", "Règles", "Fondement")
    return section("Recevoir l'identité d'un autre domaine", heads, rows)


def _documents() -> str:
    rows = (
        (
            f"`{code}`",
            one.nom.fr,
            _yes(one.haut_niveau),
            one.condition.fr or "—",
            _basis(one.basis),
        )
        for code, one in PIECES.items()
    )
    heads = ("Code", "Justificatif", "Haut niveau de confiance", "Condition", "Fondement")
    text = "La liste est celle par défaut : un établissement tient la sienne (SC.INS/va1.26)."
    return section("Justificatifs", heads, rows, text)


def _codes() -> str:
    methods = " ; ".join(f"`{code}` {said.fr}" for code, said in METHODES.items())
    rows = (
        (_statut(statut), _code(statut, Generation.ANCIENNE), _code(statut, Generation.ACTUELLE))
        for statut in Statut
    )
    heads = ("Statut", "Table HL7 0445, FR Core jusqu'à 2.1", "FR Core ensuite")
    text = (
        "L'ancienne table dit `VALI` d'une identité qualifiée, avec son INS, et `PROV` de toutes les autres. "
        f"Modes de collecte : {methods}."
    )
    return section("Codes échangés", heads, rows, text)


def _code(statut: Statut, generation: Generation) -> str:
    return f"`{fiabilite(Dossier('', Traits(), statut), generation).statuts[0].code}`"


def _regles() -> str:
    return section("Règles citées", ("Règle", "Énoncé", "Exigences Ségur", "Fondement"), _cited())


def _cited() -> Iterator[Sequence[str]]:
    for reference, one in REGLES.items():
        yield reference, one.enonce.fr, ", ".join(one.exigences) or "—", _basis(one.basis)
