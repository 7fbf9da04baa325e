"""What may happen to an identity, and where each event leads: the table itself (ins.md §9.3).

One row for each status and each event. `transitions` applies these rows and the page of the documentation is
made from them: there is no other place where a status moves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import Text
from simulators.core.sante.rniv.dossier import Statut

PROV, RECUP, VALI, QUAL = Statut.PROV, Statut.RECUP, Statut.VALI, Statut.QUAL
SAME: Final = MappingProxyType({statut: statut for statut in Statut})


class Evenement(StrEnum):
    """What happens to an identity."""

    CREATION_SAISIE = "creation_saisie"
    CREATION_CARTE_VITALE = "creation_carte_vitale"
    CREATION_DATAMATRIX = "creation_datamatrix"
    CREATION_FLUX = "creation_flux"
    CREATION_INSI = "creation_insi"
    CREATION_APPLI_VITALE = "creation_appli_vitale"
    INSI_ACCEPTEE = "insi_acceptee"
    INSI_SANS_SUITE = "insi_sans_suite"
    CONTROLE_DOCUMENT = "controle_document"
    APPLI_VITALE = "appli_vitale"
    LECTURE_DATAMATRIX = "lecture_datamatrix"
    VERIFICATION_OK = "verification_ok"
    VERIFICATION_KO = "verification_ko"
    ATTRIBUT_HOMONYME = "attribut_homonyme"
    ATTRIBUT_BLOQUANT = "attribut_bloquant"
    LEVEE_ATTRIBUT = "levee_attribut"
    MODIFICATION_TRAIT = "modification_trait"
    RETROGRADATION = "retrogradation"
    IDENTITE_RECUE = "identite_recue"


class Effet(StrEnum):
    """What happens beside the status."""

    ANTERIORITE = "anteriorite"
    REMPLACER_TRAITS = "remplacer_traits"
    ENREGISTRER_INS = "enregistrer_ins"
    ARCHIVER_INS = "archiver_ins"
    RETIRER_INS = "retirer_ins"
    ENREGISTRER_DOCUMENT = "enregistrer_document"
    RETIRER_DOCUMENT = "retirer_document"
    TRACER = "tracer"
    RAPPELER = "rappeler"
    VERIFIER = "verifier"
    ALERTER = "alerter"
    NOTIFIER = "notifier"


@dataclass(frozen=True, slots=True)
class Ligne:
    """One row: from `depuis` (None: no record yet) to `vers`, or refused with the sentence of `refus`."""

    depuis: Statut | None
    evenement: Evenement
    vers: Statut | None
    effets: tuple[Effet, ...]
    regles: tuple[str, ...]
    basis: Basis
    refus: Text


_ACCEPTED: Final = Text("", "")
_TABLE: Final = seen("RNIV 2.0, cité par hl7.fhir.fr.core et par les pages régionales sur l'INS")
_REM: Final = seen("exports de travail du socle Ségur (2022-2023), exigences SC.INS")
_NO_CALL: Final = ("EXI SI 07", "EXI REC 08")
_NO_INS: Final = Text("il n'y a pas d'INS à vérifier", "there is no INS to verify")
_LOCKED: Final = Text(
    "les traits venus du téléservice ne se modifient pas", "the traits the service returned are locked"
)
_NOTHING_LOCKED: Final = Text("rien à rétrograder", "nothing to lower")


def _created(
    evenement: Evenement, vers: Statut, regles: tuple[str, ...], *effets: Effet, basis: Basis = _TABLE
) -> Ligne:
    return Ligne(
        None,
        evenement,
        vers,
        (Effet.ANTERIORITE, *effets),
        ("Règle 5", "Règle 17", *regles),
        basis,
        _ACCEPTED,
    )


def _moved(
    evenement: Evenement,
    moves: Mapping[Statut, Statut],
    effets: tuple[Effet, ...],
    regles: tuple[str, ...],
    basis: Basis,
) -> Iterator[Ligne]:
    return (
        Ligne(depuis, evenement, vers, effets, regles, basis, _ACCEPTED) for depuis, vers in moves.items()
    )


def _refused(
    evenement: Evenement, depuis: tuple[Statut, ...], why: Text, regles: tuple[str, ...], basis: Basis
) -> Iterator[Ligne]:
    return (Ligne(one, evenement, None, (Effet.TRACER,), regles, basis, why) for one in depuis)


def _rows() -> Iterator[Ligne]:
    yield from _creations()
    yield from _qualification()
    yield from _verification()
    yield from _attributs()
    yield from _modifications()


def _creations() -> Iterator[Ligne]:
    yield _created(Evenement.CREATION_SAISIE, PROV, ("EXI SI 07",))
    yield _created(Evenement.CREATION_CARTE_VITALE, PROV, ("EXI SI 07",))
    yield _created(Evenement.CREATION_FLUX, PROV, ("EXI SI 07", "Règle 51"), Effet.VERIFIER)
    yield _created(Evenement.CREATION_DATAMATRIX, PROV, ("EXI REC 02",), Effet.VERIFIER)
    taken_over = (Effet.REMPLACER_TRAITS, Effet.ENREGISTRER_INS, Effet.TRACER)
    yield _created(Evenement.CREATION_INSI, RECUP, ("EXI REC 08",), *taken_over)
    yield _created(
        Evenement.CREATION_APPLI_VITALE,
        QUAL,
        ("EXI REC 08",),
        *taken_over,
        Effet.ENREGISTRER_DOCUMENT,
        basis=seen("RNIV 2.0 §4.3.4, cité par hl7.fhir.fr.core"),
    )


def _qualification() -> Iterator[Ligne]:
    taken_over = (Effet.REMPLACER_TRAITS, Effet.ENREGISTRER_INS, Effet.TRACER)
    found = {PROV: RECUP, VALI: QUAL, RECUP: RECUP, QUAL: QUAL}
    yield from _moved(Evenement.INSI_ACCEPTEE, found, taken_over, _NO_CALL, _TABLE)
    yield from _moved(Evenement.INSI_SANS_SUITE, SAME, (Effet.TRACER, Effet.RAPPELER), ("EXI SI 07",), _TABLE)
    checked = {PROV: VALI, RECUP: QUAL, VALI: VALI, QUAL: QUAL}
    yield from _moved(
        Evenement.CONTROLE_DOCUMENT,
        checked,
        (Effet.ENREGISTRER_DOCUMENT, Effet.TRACER),
        ("EXI SI 07", "Règle 19"),
        _TABLE,
    )
    yield from _moved(
        Evenement.APPLI_VITALE,
        dict.fromkeys(Statut, QUAL),
        (*taken_over, Effet.ENREGISTRER_DOCUMENT),
        ("EXI SI 07",),
        seen("RNIV 2.0 §4.3.4, cité par hl7.fhir.fr.core"),
    )
    yield from _moved(
        Evenement.LECTURE_DATAMATRIX, SAME, (Effet.VERIFIER, Effet.TRACER), ("EXI REC 02",), _TABLE
    )


def _verification() -> Iterator[Ligne]:
    lowered = assumed("la pièce contrôlée le reste : qualifiée devient validée, récupérée devient provisoire")
    ko = (Effet.RETIRER_INS, Effet.ARCHIVER_INS, Effet.ALERTER, Effet.NOTIFIER, Effet.TRACER)
    yield from _moved(
        Evenement.VERIFICATION_OK, {RECUP: RECUP, QUAL: QUAL}, (Effet.TRACER,), ("EXI SI 07",), _REM
    )
    yield from _moved(Evenement.VERIFICATION_KO, {RECUP: PROV, QUAL: VALI}, ko, ("Règle 49",), lowered)
    for evenement in (Evenement.VERIFICATION_OK, Evenement.VERIFICATION_KO):
        yield from _refused(
            evenement,
            (PROV, VALI),
            _NO_INS,
            ("Règle 49",),
            assumed("INSi vérifie un INS : le dossier n'en a pas"),
        )
    yield from _moved(
        Evenement.IDENTITE_RECUE, SAME, (Effet.VERIFIER, Effet.TRACER), ("Règle 30", "Règle 51"), _REM
    )


def _attributs() -> Iterator[Ligne]:
    yield from _moved(
        Evenement.ATTRIBUT_HOMONYME, SAME, (Effet.ALERTER, Effet.TRACER), ("EXI SI 22",), _TABLE
    )
    blocked = (Effet.RETIRER_INS, Effet.RETIRER_DOCUMENT, Effet.ALERTER, Effet.NOTIFIER, Effet.TRACER)
    rules = ("EXI SI 09", "EXI ID 24", "EXI ID 26")
    yield from _moved(Evenement.ATTRIBUT_BLOQUANT, {PROV: PROV}, (Effet.ALERTER, Effet.TRACER), rules, _TABLE)
    yield from _moved(Evenement.ATTRIBUT_BLOQUANT, {RECUP: PROV, QUAL: PROV}, blocked, rules, _TABLE)
    yield from _moved(
        Evenement.ATTRIBUT_BLOQUANT,
        {VALI: PROV},
        (Effet.RETIRER_DOCUMENT, Effet.ALERTER, Effet.TRACER),
        rules,
        _TABLE,
    )
    yield from _moved(
        Evenement.LEVEE_ATTRIBUT,
        SAME,
        (Effet.TRACER,),
        ("EXI SI 22",),
        assumed("lever un doute ne rend ni l'INS ni le contrôle : ils sont à refaire"),
    )


def _modifications() -> Iterator[Ligne]:
    yield from _moved(Evenement.MODIFICATION_TRAIT, {PROV: PROV}, (Effet.TRACER,), ("Règle 26",), _REM)
    unchecked = assumed("la pièce a été comparée aux traits qui changent")
    yield from _moved(
        Evenement.MODIFICATION_TRAIT,
        {VALI: PROV},
        (Effet.RETIRER_DOCUMENT, Effet.TRACER),
        ("Règle 26", "Règle 27"),
        unchecked,
    )
    yield from _refused(Evenement.MODIFICATION_TRAIT, (RECUP, QUAL), _LOCKED, ("Règle 26",), _REM)
    lowered = (
        Effet.RETIRER_INS,
        Effet.ARCHIVER_INS,
        Effet.RETIRER_DOCUMENT,
        Effet.NOTIFIER,
        Effet.TRACER,
    )
    yield from _moved(
        Evenement.RETROGRADATION,
        {RECUP: PROV, QUAL: PROV},
        lowered,
        ("Règle 26", "Règle 27"),
        assumed("l'exigence rétrograde sans nommer le statut : plus rien n'est contrôlé"),
    )
    yield from _refused(
        Evenement.RETROGRADATION,
        (PROV, VALI),
        _NOTHING_LOCKED,
        ("Règle 26",),
        assumed("seuls les traits venus d'INSi sont verrouillés"),
    )


TABLE: Final[Mapping[tuple[Statut | None, Evenement], Ligne]] = MappingProxyType(
    {(ligne.depuis, ligne.evenement): ligne for ligne in _rows()}
)
# What a doubtful or fictitious identity cannot undergo before the attribute is lifted (EXI ID 26).
INTERDITS_SI_BLOQUE: Final = frozenset(
    {Evenement.INSI_ACCEPTEE, Evenement.CONTROLE_DOCUMENT, Evenement.APPLI_VITALE}
)
