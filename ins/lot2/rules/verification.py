"""One identity against the reference base: the active matricule, its key, its OID, the five traits.

All of it is assumed (ins.md §4): what the real service compares, and how strictly, was not seen.
"""

from collections.abc import Iterator, Sequence

from ins.lot2.model import IndividuVerifie, InsFourni, Motif, Verdict
from ins.lot2.rules.catalogue import verification as catalogue
from ins.model import Individu, Remarque, Spot, Vue
from ins.rules.recherche import identite
from ins.rules.traits import valeurs
from simulators.core.rule import Rule
from simulators.core.sante import matricule as matricules
from simulators.core.sante import oids

# One person's OID differs from one environment to the other (errata 15); the waiting number has its own.
_NIR = frozenset({oids.INS_NIR, oids.INS_NIR_TEST, oids.INS_NIR_DEMO})
_COMPARES = (
    (Spot.NOM, "nom_naissance"),
    (Spot.PRENOM, "liste_prenoms"),
    (Spot.SEXE, "sexe"),
    (Spot.DATE, "date_naissance"),
    (Spot.LIEU, "lieu_naissance"),
)


def verifier(un: IndividuVerifie, vue: Vue | None) -> Verdict:
    """OK or KO, and everything there is to say. Without `vue` only the form is judged."""
    remarques = [*_absents(un), *_ins(un.ins), *valeurs(un.traits)]
    incomplet = any(one.rule in {catalogue.INS_ABSENTE, catalogue.TRAIT_ABSENT} for one in remarques)
    if vue is None:
        return Verdict(Motif.INCOMPLET if incomplet else None, tuple(remarques))
    motif, told = _comparer(un, vue)
    known = () if motif else _porteurs(un, vue)
    told = [*told, *identite(un.traits, vue, tuple(known))]
    return Verdict(Motif.INCOMPLET if incomplet else motif, (*remarques, *told))


def _absents(un: IndividuVerifie) -> Iterator[Remarque]:
    ins = un.ins
    for spot, value in ((Spot.MATRICULE, ins.matricule), (Spot.CLE, ins.cle), (Spot.OID, ins.oid)):
        if not value:
            yield _absent(catalogue.INS_ABSENTE, spot, value)
    for spot, name in _COMPARES:
        value = getattr(un, name)
        if not value:
            yield _absent(catalogue.TRAIT_ABSENT, spot, value)


def _absent(rule: Rule, spot: Spot, value: str | None) -> Remarque:
    return Remarque(rule, "", spot.value, Spot.CONTENT if value is None else spot)


def _ins(ins: InsFourni) -> Iterator[Remarque]:
    if ins.matricule and not matricules.en_forme(ins.matricule):
        yield Remarque(catalogue.MATRICULE_FORME, ins.matricule, "", Spot.MATRICULE)
    elif ins.matricule and ins.cle and not matricules.valide(ins.complet):
        yield Remarque(catalogue.CLE_FAUSSE, ins.cle, _vraie_cle(ins.matricule), Spot.CLE)
    if ins.oid and ins.oid not in oids.LIBELLES:
        yield Remarque(catalogue.OID_INCONNU, ins.oid, _sans_prefixe(ins.oid), Spot.OID)


def _vraie_cle(matricule: str) -> str:
    try:
        return matricules.cle(matricule)
    except matricules.MatriculeInvalideError:
        return ""


def _sans_prefixe(oid: str) -> str:
    bare = oid.strip().removeprefix("urn:oid:")
    return bare if bare in oids.LIBELLES else ""


def _porteurs(un: IndividuVerifie, vue: Vue) -> Sequence[Individu]:
    """Who bears that matricule today."""
    wanted = un.ins.matricule or ""
    return [one for one in vue.matricules.get(wanted, ()) if one.actif.matricule == wanted]


def _comparer(un: IndividuVerifie, vue: Vue) -> tuple[Motif | None, list[Remarque]]:
    """The best of the records that bear the matricule: the one with the fewest differences."""
    bearers = _porteurs(un, vue)
    if not bearers:
        return _sans_porteur(un, vue)
    found = [_differences(un, one) for one in bearers]
    return min(found, key=lambda one: (one[0] is not None, len(one[1])))


def _sans_porteur(un: IndividuVerifie, vue: Vue) -> tuple[Motif, list[Remarque]]:
    wanted = un.ins.matricule or ""
    former = next(iter(vue.matricules.get(wanted, ())), None)
    if former is not None:
        told = Remarque(catalogue.MATRICULE_ANCIEN, wanted, former.actif.matricule, Spot.MATRICULE)
        return Motif.ANCIEN, [told]
    if not wanted:
        return Motif.INCOMPLET, []
    return Motif.INCONNU, [Remarque(catalogue.MATRICULE_INCONNU, wanted, "", Spot.MATRICULE)]


def _differences(un: IndividuVerifie, known: Individu) -> tuple[Motif | None, list[Remarque]]:
    motifs: list[Motif] = []
    told: list[Remarque] = []
    if un.ins.cle != known.actif.cle:
        motifs.append(Motif.CLE)
        if un.ins.matricule and matricules.valide(un.ins.complet):
            told.append(Remarque(catalogue.CLE_FAUSSE, un.ins.cle or "", known.actif.cle, Spot.CLE))
    if un.ins.oid != known.actif.oid:
        same = {un.ins.oid, known.actif.oid} <= _NIR
        rule = catalogue.OID_ENVIRONNEMENT if same else catalogue.OID_AUTRE
        if un.ins.oid:
            told.append(Remarque(rule, un.ins.oid, known.actif.oid, Spot.OID))
        if not same:
            motifs.append(Motif.OID)
    for one in _traits(un, known):
        motifs.append(Motif.TRAIT)
        told.append(one)
    return (motifs[0] if motifs else None), told


def _traits(un: IndividuVerifie, known: Individu) -> Iterator[Remarque]:
    """The traits that differ; one that the *base* lacks is not compared."""
    for spot, name in _COMPARES:
        given, expected = getattr(un, name) or "", getattr(known, name)
        if given and expected and given != expected:
            head = spot is Spot.PRENOM and expected.startswith(given + " ")
            rule = catalogue.LISTE_PRENOMS if head else catalogue.TRAIT_DIFFERENT
            yield Remarque(rule, given, expected, spot)
