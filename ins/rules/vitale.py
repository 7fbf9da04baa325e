"""The search by carte Vitale: what is told of the card, and whom it designates (ins.md §3.3)."""

import re
from collections.abc import Iterator

from ins.model import (
    COUVERTURE_VIDE,
    Carte,
    Couverture,
    Demande,
    Individu,
    Matricule,
    Remarque,
    Spot,
    Traits,
    Vue,
)
from ins.rules.catalogue import traits as catalogue_traits
from ins.rules.catalogue import vitale as catalogue
from ins.rules.lexique import lettres
from ins.rules.recherche import identite as fiche
from ins.rules.traits import MOST_ALIKE, date_forme
from simulators.core.sante import matricule
from simulators.core.sante.rniv.dates import is_incomplete

_RANG = re.compile(r"[1-9]")
# The rank of whoever was born alone that day on their card.
RANG_SEUL = "1"
_RANKS = {
    spot.value: rank for rank, spot in enumerate((Spot.INDIVIDU, Spot.OD, Spot.NOM, Spot.DATE, Spot.RANG))
}


def carte(demande: Demande) -> Iterator[Remarque]:
    """Everything that can be said of the card without knowing any person."""
    asked = demande.carte
    yield from _presence(asked)
    yield from _matricule(asked.individu, Spot.INDIVIDU_NUMERO, Spot.INDIVIDU_CLE)
    yield from _matricule(asked.od, Spot.OD_NUMERO, Spot.OD_CLE)
    if asked.nom_naissance:
        yield from lettres(asked.nom_naissance, Spot.NOM)
    if asked.date_naissance:
        yield from _date(asked.date_naissance)
    if asked.rang and not _RANG.fullmatch(rang(asked.rang)):
        yield Remarque(catalogue.RANG_FORME, asked.rang, RANG_SEUL, Spot.RANG)
    yield from _structure(demande)
    if demande.bam is not None and demande.bam.couverture is not None:
        yield from _couverture(asked, demande.bam.couverture)


def _presence(asked: Carte) -> Iterator[Remarque]:
    if not (asked.numero_individu or asked.numero_od):
        yield Remarque(
            catalogue.MATRICULES_ABSENTS, "", f"{Spot.INDIVIDU.value} {Spot.OD.value}", Spot.CONTENT
        )
    elif not asked.numero_od:
        yield Remarque(catalogue.OD_ABSENT, "", Spot.OD.value, Spot.CONTENT)
    elif not asked.numero_individu:
        given = ((Spot.DATE, asked.date_naissance), (Spot.RANG, asked.rang))
        missing = " ".join(spot.value for spot, value in given if not value)
        if missing:
            yield Remarque(catalogue.BENEFICIAIRE, "", missing, Spot.CONTENT)


def _matricule(sent: Matricule | None, numero: Spot, cle: Spot) -> Iterator[Remarque]:
    if sent is None or not sent.numero:
        return
    if not matricule.en_forme(sent.numero):
        yield Remarque(catalogue.MATRICULE_FORME, sent.numero, _treize(sent.numero), numero)
    elif sent.cle and sent.cle != matricule.cle(sent.numero):
        yield Remarque(catalogue.CLE, sent.cle, matricule.cle(sent.numero), cle)


def _treize(sent: str) -> str:
    """The number meant, when only spaces, lower case or a key stuck to it are wrong."""
    meant = re.sub(r"[\s.]", "", sent).upper()
    if len(meant) == matricule.LENGTH_WITH_KEY and matricule.valide(meant):
        meant = meant[: matricule.LENGTH]
    return meant if matricule.en_forme(meant) else ""


def _date(value: str) -> Iterator[Remarque]:
    wrong = date_forme(value)
    if wrong is not None:
        yield wrong
    elif is_incomplete(value):
        yield Remarque(catalogue.DATE_LUNAIRE, value, "", Spot.DATE)


def _structure(demande: Demande) -> Iterator[Remarque]:
    elements = demande.elements
    if (right := sorted(elements, key=_RANKS.__getitem__)) != list(elements):
        yield Remarque(catalogue.ORDRE, " ".join(elements), " ".join(right), Spot.CONTENT)
    for rank, name in enumerate(demande.inconnus[:MOST_ALIKE], 1):
        yield Remarque(catalogue_traits.ELEMENT_INCONNU, name, "", Spot.CONTENT, rank)
    for spot in (Spot.INDIVIDU, Spot.OD, Spot.NOM, Spot.DATE, Spot.RANG):
        if elements.count(spot.value) > 1:
            yield Remarque(catalogue_traits.TRAIT_DOUBLE, str(elements.count(spot.value)), "1", spot, 1)


def _couverture(asked: Carte, cover: Couverture) -> Iterator[Remarque]:
    """The coverage comes from the same card: what both tell must be the same."""
    if cover == COUVERTURE_VIDE:
        yield Remarque(catalogue.COUVERTURE_VIDE, "", "ASSURE BENEFICIAIRE", Spot.COUVERTURE)
        return
    told = (
        (Spot.COUVERTURE_ASSURE, cover.assure.numero if cover.assure else None, asked.numero_od),
        (Spot.COUVERTURE_NIR, cover.nir.numero if cover.nir else None, asked.numero_individu),
        (Spot.COUVERTURE_DATE, cover.date_naissance, asked.date_naissance or ""),
        (Spot.COUVERTURE_RANG, rang(cover.rang or ""), rang(asked.rang or "")),
    )
    for spot, covered, sent in told:
        if covered and sent and covered != sent:
            yield Remarque(catalogue.COUVERTURE_DIVERGENTE, covered, sent, spot)


def rang(value: str) -> str:
    """A rank without its leading zeros: `01` is `1`."""
    plain = value.strip()
    return plain.lstrip("0") or plain


def chercher(asked: Carte, vue: Vue) -> tuple[Individu, ...]:
    """The beneficiaries the card designates: by their own matricule when it has it, active or former.

    Else by the matricule of the ouvrant droit, the birth date, and the rank when it is given. The answer is
    the beneficiary's INS, never that of the ouvrant droit. Whoever has no known card has one of their own.
    """
    if asked.numero_individu:
        return tuple(vue.matricules.get(asked.numero_individu, ()))
    od, date, wanted = asked.numero_od, asked.date_naissance, rang(asked.rang or "")
    if not (od and date):
        return ()
    covered = [one.individu for one in vue.cartes.get((od, date), ()) if wanted in ("", rang(one.rang))]
    if wanted in ("", RANG_SEUL):
        covered += [
            one
            for one in vue.matricules.get(od, ())
            if one.date_naissance == date and one.actif.matricule not in vue.avec_carte
        ]
    return tuple(covered)


def identite(asked: Carte, vue: Vue, found: tuple[Individu, ...]) -> Iterator[Remarque]:
    """What the person found makes of this call: card of somebody else, doubtful or fictional record."""
    if len(found) != 1:
        return
    (one,) = found
    told = (
        (Spot.NOM, asked.nom_naissance, one.nom_naissance),
        (Spot.DATE, asked.date_naissance, one.date_naissance),
    )
    for spot, sent, known in told:
        if sent and known and sent != known:
            yield Remarque(catalogue.TRAITS_DISCORDANTS, sent, known, spot)
    traits = Traits(one.nom_naissance, (one.liste_prenoms,), one.sexe, one.date_naissance)
    yield from fiche(traits, vue, found)
