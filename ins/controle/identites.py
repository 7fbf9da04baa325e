"""Control of INSi: the civil status, matricule and life of an identity of the reference base.

An identity is named by the identifier of its person, or by its matricule (13 or 15 characters): this also
reaches homonyms and what was imported or generated.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from ins.controle import corps, reponses
from ins.controle.commun import (
    designe,
    dite,
    donne,
    epuise,
    fiche,
    fictif_ou_refus,
    inconnue,
    jour,
    saisi,
    saisi_ins,
)
from ins.rules import vie
from ins.state import identites
from ins.state.identites import Place
from simulators.core.espace import Espace
from simulators.core.monde.model import IdentiteReference, Ins, Personne
from simulators.core.rule import Text
from simulators.core.sante import tirage
from simulators.core.sante.fictif import COMMUNES_DE_FICTION
from simulators.core.sante.matricule import cle
from simulators.core.service import ControlCall, ControlRefused, ControlRoute

_UNE: Final = "/identites/{identite}"


def routes() -> tuple[ControlRoute, ...]:
    """The operations on one identity."""
    return (
        ControlRoute(
            "POST",
            "/matricules",
            Text("Donner un matricule fictif", "Give a fictional matricule"),
            _donner,
            corps.Demande,
            answer=Ins,
        ),
        ControlRoute(
            "GET", _UNE, Text("Lire une identité", "Read an identity"), _lire, answer=reponses.IdentiteDite
        ),
        ControlRoute(
            "PATCH",
            _UNE,
            Text("Changer des traits", "Change traits"),
            _traits,
            corps.Traits,
            answer=reponses.IdentiteDite,
        ),
        ControlRoute("DELETE", _UNE, Text("Ôter une identité", "Remove an identity"), _supprimer, status=204),
        ControlRoute(
            "POST",
            f"{_UNE}/matricule",
            Text("Changer le matricule", "Change the matricule"),
            _matricule,
            corps.NouvelIns,
            answer=reponses.IdentiteDite,
        ),
        ControlRoute(
            "POST",
            f"{_UNE}/nir",
            Text("Passer du NIA au NIR", "From NIA to NIR"),
            _nir,
            corps.NouvelIns,
            answer=reponses.IdentiteDite,
        ),
        ControlRoute(
            "POST",
            f"{_UNE}/homonyme",
            Text("Créer un homonyme", "Make a homonym"),
            _homonyme,
            corps.Homonyme,
            status=201,
            answer=reponses.IdentiteDite,
        ),
        ControlRoute(
            "POST",
            f"{_UNE}/deces",
            Text("Déclarer un décès", "Declare a death"),
            _deces,
            corps.Deces,
            answer=reponses.IdentiteDite,
        ),
    )


async def _donner(espace: Espace, call: ControlCall) -> object:
    """A matricule of our own list of fiction, with its true key, borne by nobody here. Nothing is kept."""
    asked: corps.Demande = call.body
    date = saisi("date_naissance", asked.date_naissance)
    lieu = saisi("lieu_naissance", asked.lieu_naissance) if asked.lieu_naissance else ""
    seed = espace.ids.digest("matricule")
    for candidate in tirage.candidats(asked.sexe, date, lieu, seed):
        if await identites.libre(espace, candidate):
            return donne((candidate, cle(candidate)), "", espace).model_dump()
    raise epuise()


async def _lire(espace: Espace, call: ControlCall) -> object:
    """The record as INSi answers with it."""
    place = await designe(espace, call)
    found = await identites.lire(espace, place)
    if found is None:
        raise inconnue(espace, call)
    return dite(found, place)


async def _traits(espace: Espace, call: ControlCall) -> object:
    """Birth name, given names, sex, date, place: the next search sees them; the matricule stays."""
    asked: corps.Traits = call.body
    given = {name: value for name, value in asked.model_dump().items() if value is not None}
    traits = {name: saisi(name, value) for name, value in given.items()}
    if not traits:
        raise ControlRefused(422, "Aucun trait à changer")
    place = await designe(espace, call)
    return await _change(espace, call, place, lambda one, _: vie.changer_traits(one, traits))


async def _matricule(espace: Espace, call: ControlCall) -> object:
    """Another matricule; the present one goes to the history with its dates."""
    return await _nouvel_ins(espace, call, vie.changer_matricule)


async def _nir(espace: Espace, call: ControlCall) -> object:
    """The waiting number becomes a NIR: OID of the environment, the NIA to the history."""
    return await _nouvel_ins(espace, call, vie.certifier)


async def _nouvel_ins(
    espace: Espace, call: ControlCall, change: Callable[[IdentiteReference, Ins, str], IdentiteReference]
) -> object:
    asked: corps.NouvelIns = call.body
    place = await designe(espace, call)
    day = jour(espace, asked.date)
    seed = espace.ids.digest("matricule")

    def after(before: IdentiteReference, libre: Callable[[str], bool]) -> IdentiteReference:
        if asked.matricule:
            given = saisi_ins(asked.matricule)
            if given[0] != before.ins.matricule and not libre(given[0]):
                raise ControlRefused(409, f"Ce matricule est déjà porté : {given[0]}")
        else:
            given = _tirer(before, before.lieu_naissance, seed, libre)
        return change(before, donne(given, asked.oid, espace), day)

    if asked.matricule:
        fictif_ou_refus(espace, saisi_ins(asked.matricule)[0])
    return await _change(espace, call, place, after)


async def _homonyme(espace: Espace, call: ControlCall) -> object:
    """A second record of the same traits, born elsewhere: a search without COG then answers 02."""
    asked: corps.Homonyme = call.body
    place = await designe(espace, call)
    given = saisi("lieu_naissance", asked.lieu_naissance) if asked.lieu_naissance else ""
    seed = espace.ids.digest("matricule")
    made: list[str] = []

    def work(personne: Personne, libre: Callable[[str], bool]) -> Personne:
        before = fiche(place, personne)
        lieu = given or next(one for one in COMMUNES_DE_FICTION if one != before.lieu_naissance)
        if lieu == before.lieu_naissance:
            raise ControlRefused(422, "Un homonyme naît ailleurs : donnez un autre lieu_naissance")
        ins = donne(_tirer(before, lieu, seed, libre), "", espace)
        made.append(ins.matricule)
        other = vie.homonyme(before, ins, lieu)
        return personne.model_copy(update={"homonymes": (*personne.homonymes, other)})

    after = await _applique(espace, call, place, work)
    return dite(after, Place(made[-1], place.personne, homonyme=True))


async def _supprimer(espace: Espace, call: ControlCall) -> object:
    """INSi no longer knows this record; the local record of the person stays."""
    place = await designe(espace, call)
    await _applique(espace, call, place, lambda one, _: vie.supprimer(one, fiche(place, one).ins.matricule))
    return None


async def _deces(espace: Espace, call: ControlCall) -> object:
    """INSi goes on answering; the DMP and Mon espace santé close, unless told to stay open (assumed)."""
    asked: corps.Deces = call.body
    place = await designe(espace, call)
    if place.homonyme:
        raise ControlRefused(409, "Un homonyme n'a ni DMP ni vie propre : déclarez le décès de la personne")
    work = partial(vie.deceder, jour=jour(espace, asked.date), dossiers_ouverts=asked.dossiers_ouverts)
    return dite(await _applique(espace, call, place, lambda one, _: work(one)), place)


async def _change(
    espace: Espace,
    call: ControlCall,
    place: Place,
    change: Callable[[IdentiteReference, Callable[[str], bool]], IdentiteReference],
) -> object:
    changed: list[IdentiteReference] = []

    def work(personne: Personne, libre: Callable[[str], bool]) -> Personne:
        before = fiche(place, personne)
        changed.append(change(before, libre))
        return vie.sur_fiche(personne, before.ins.matricule, lambda _: changed[-1])

    after = await _applique(espace, call, place, work)
    return dite(after, Place(changed[-1].ins.matricule, place.personne, place.homonyme))


async def _applique(espace: Espace, call: ControlCall, place: Place, work: identites.Travail) -> Personne:
    try:
        return await identites.changer(espace, place, work)
    except vie.ViePerdue as refused:
        raise ControlRefused(409, str(refused)) from None
    except LookupError:
        raise inconnue(espace, call) from None


def _tirer(
    before: IdentiteReference, lieu: str, seed: bytes, libre: Callable[[str], bool]
) -> tuple[str, str]:
    if not before.sexe:
        raise ControlRefused(409, "Sans sexe dans la base, donnez vous-même le matricule")
    try:
        return tirage.tirer(before.sexe, before.date_naissance, lieu, seed, libre)
    except LookupError:
        raise epuise() from None
