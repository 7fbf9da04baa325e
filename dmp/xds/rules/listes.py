"""Lists judged, and made of what the records hold (dmp_xds.md §4.3, §4.4, §4.6)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from dmp.model import Acteur, Categorie, Dossier, LigneHabilitation, ModeHabilitation, Statut, VueMonde
from dmp.xds.model import DemandeHabilitations, DemandeListe, DemandeTraits, Remarque
from dmp.xds.rules.catalogue import listes as catalogue

DERNIERE_AUTORISATION: Final = "LASTAUTORIZATION"
DERNIER_DOCUMENT: Final = "LASTDOC"
_MODES: Final = frozenset({"ACTIVE", "INTERDITE", "TOUTE"})
_STRUCTURES: Final = frozenset({Categorie.CPE, Categorie.PE_NON_PS, Categorie.STRUCTURE})
# Two shapes are seen: a moment, and a day with its year last (dmp_xds.md §4.3).
_MOMENT: Final = re.compile(r"[0-9]{14}")
_JOUR: Final = re.compile(r"[0-9]{8}")


def depuis(text: str) -> datetime | None:
    """The start date of a list; None when it cannot be read, the beginning of time when it is empty."""
    if not text:
        return datetime.fromtimestamp(0, UTC)
    shapes = ["%Y%m%d%H%M%S"] if _MOMENT.fullmatch(text) else []
    if _JOUR.fullmatch(text):
        shapes = ["%Y%m%d", "%d%m%Y"] if text[:2] in {"19", "20"} else ["%d%m%Y"]
    for shape in shapes:
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def liste(asked: DemandeListe, mode: str | None) -> Iterator[Remarque]:
    """TD0.4: a readable date, a known kind of date; new authorisations only in indirect mode (note 3)."""
    if depuis(asked.depuis) is None:
        yield Remarque(catalogue.DATE, asked.depuis, "20260101000000", "startDate")
    if asked.type_date not in {DERNIERE_AUTORISATION, DERNIER_DOCUMENT}:
        yield Remarque(catalogue.TYPE, asked.type_date, DERNIERE_AUTORISATION, "dateType")
    if mode == "INDIRECTE" and (not asked.depuis or asked.type_date == DERNIER_DOCUMENT):
        yield Remarque(catalogue.NOUVELLES, asked.type_date, DERNIERE_AUTORISATION, "demande")


def habilitations(asked: DemandeHabilitations) -> Iterator[Remarque]:
    """TD1.6: a known mode."""
    if asked.mode not in _MODES:
        yield Remarque(catalogue.MODE, asked.mode, "TOUTE", "mode")


def traits(asked: DemandeTraits) -> Iterator[Remarque]:
    """TD0.5: a name is asked for."""
    if not asked.nom:
        yield Remarque(catalogue.TRAITS, "", "family", "traits")


def cibles(asked: DemandeListe, who: Acteur, vue: VueMonde) -> tuple[str, ...]:
    """Whose authorisations are listed: the caller's; for one who is no professional, those of the structure.

    A CPE may ask for one professional of the structure (note 2).
    """
    if who.categorie not in _STRUCTURES:
        return (who.sujet, who.structure)
    known = vue.professionnels.get(asked.ps)
    own = (asked.ps,) if known is not None and who.structure in known.structures else ()
    return (*own, who.structure)


def lignes(
    asked: DemandeHabilitations,
    dossier: Dossier,
    declarees: Mapping[str, tuple[Statut, int, int]],
    vue: VueMonde,
) -> Iterator[LigneHabilitation]:
    """TD1.6: who is authorised, who is blocked; `declarees` gives status, start and last action by target."""
    if asked.mode != "INTERDITE":
        for cible, (statut, start, last) in sorted(declarees.items()):
            if statut is Statut.VALIDE and cible not in dossier.bloques:
                mt = cible in dossier.medecins_traitants
                one = _ligne(cible, vue, "ACTIVE")
                yield replace(one, medecin_traitant=mt, debut_us=start, action_us=last)
    if asked.mode != "ACTIVE":
        for cible in sorted(dossier.bloques):
            yield _ligne(cible, vue, "INTERDITE")


def _ligne(cible: str, vue: VueMonde, mode: ModeHabilitation) -> LigneHabilitation:
    known = vue.professionnels.get(cible)
    if known is None:
        return LigneHabilitation(cible, vue.structures.get(cible, cible), "", "", "", mode)
    return LigneHabilitation(cible, known.nom, known.prenom, known.specialite, known.libelle, mode)


def plat(text: str) -> str:
    """A name without its accents, its case and its signs: how names are compared."""
    bare = unicodedata.normalize("NFD", text.upper())
    kept = "".join(sign if sign.isalnum() else " " for sign in bare if not unicodedata.combining(sign))
    return " ".join(kept.split())


def correspond(asked: DemandeTraits, noms: Iterable[str], prenoms: str, naissance: str, sexe: str) -> bool:
    """Whether every trait asked for is that of a person; a given name may be any of theirs."""
    wanted = plat(asked.nom)
    if wanted not in {plat(one) for one in noms if one}:
        return False
    if asked.prenom and plat(asked.prenom) not in {plat(prenoms), *plat(prenoms).split()}:
        return False
    if asked.naissance and asked.naissance[:8] != naissance.replace("-", ""):
        return False
    return not asked.sexe or asked.sexe == sexe
