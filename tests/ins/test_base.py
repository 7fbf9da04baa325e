"""A reference base too large for memory: looked up in the store, beside the people of the espace."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from ins.service import InsService
from ins.state import base
from simulators.core.context import Context
from simulators.core.espace import Espace, EspaceSettings
from simulators.core.monde.model import IdentiteReference, Ins, InsHistorique, Monde, Personne
from simulators.core.store.espaces import Espaces
from simulators.core.store.store import Store, single_store
from tests.ins.banc import Answer, Banc, request, search

TEST = "1.2.250.1.213.1.4.10"


def identity(complet: str, nom: str, prenoms: str, date: str, former: str = "") -> Personne:
    """A woman born in Beaumont-en-Verdunois."""
    history = (
        (InsHistorique(matricule=former[:13], cle=former[13:], oid=TEST, date_fin="2024-02-29"),)
        if former
        else ()
    )
    reference = IdentiteReference(
        nom_naissance=nom,
        prenoms=tuple(prenoms.split()),
        sexe="F",
        date_naissance=date,
        lieu_naissance="55039",
        ins=Ins(matricule=complet[:13], cle=complet[13:], oid=TEST),
        historique=history,
    )
    return Personne(id="essai", reference=reference)


SOLENE = identity("250025503996075", "AUBRELOT", "SOLENE MARIE", "1950-02-11")
AGATHE = identity("251035503996141", "VERMOREAU", "AGATHE", "1951-03-12", former="251035503996240")


class Kept:
    """A bench whose espace has a real store."""

    def __init__(self, store: Store) -> None:
        self.banc = Banc()
        self.banc.espace.store = self.store = store

    def add(self, *people: Personne) -> None:
        asyncio.run(self.store.write(partial(base.ajouter, personnes=people)))
        self.banc.people.version += 1

    def search(self, nom: str, prenom: str, date: str, lieu: str = "") -> Answer:
        return self.banc.post(search(nom, prenom, "F", date, lieu))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with single_store(tmp_path) as store:
        yield Kept(store)


def test_a_kept_identity_is_found_by_its_traits(kept: Kept) -> None:
    assert kept.search("AUBRELOT", "SOLENE", "1950-02-11").text("CodeCR") == "01"
    kept.add(SOLENE)
    found = kept.search("AUBRELOT", "SOLENE", "1950-02-11")
    assert (found.text("CodeCR"), found.text("NumIdentifiant"), found.text("Cle")) == (
        "00", "2500255039960", "75",
    )  # fmt: skip
    assert (found.text("ListePrenom"), found.text("LieuNaissance")) == ("SOLENE MARIE", "55039")
    assert kept.search("AUBRELOT", "MARIE", "1950-02-11").text("CodeCR") == "01"
    assert kept.search("AUBRELOT", "SOLENE", "1950-02-12").text("CodeCR") == "01"


def test_its_history_comes_with_it(kept: Kept) -> None:
    kept.add(AGATHE)
    answer = kept.search("VERMOREAU", "AGATHE", "1951-03-12").body
    expected = (
        b"<INSHISTO><IdIndividu><NumIdentifiant>2510355039962</NumIdentifiant><Cle>40</Cle></IdIndividu>"
        b"<OID>1.2.250.1.213.1.4.10</OID><DateFin>2024-02-29</DateFin></INSHISTO>"
    )
    assert expected in answer


def test_a_person_in_memory_and_a_kept_one_of_the_same_traits_are_several(kept: Kept) -> None:
    twin = identity("280012627490184", "LEGRAND", "ANNE", "1980-01-01")
    assert kept.search("LEGRAND", "ANNE", "1980-01-01").text("CodeCR") == "00"
    kept.add(twin)
    assert kept.search("LEGRAND", "ANNE", "1980-01-01").text("CodeCR") == "02"
    assert kept.search("LEGRAND", "ANNE", "1980-01-01", "55039").text("CodeCR") == "00"


def test_the_people_in_memory_are_still_found(kept: Kept) -> None:
    kept.add(SOLENE)
    assert kept.banc.post(request()).text("NumIdentifiant") == "160012B020777"


def test_a_matricule_active_or_former_leads_to_the_kept_identity(kept: Kept) -> None:
    kept.add(SOLENE, AGATHE)
    view = kept.banc.service._vues.of(kept.banc.espace)
    assert [one.nom_naissance for one in view.matricules.get("2510355039961", ())] == ["VERMOREAU"]
    assert [one.actif.matricule for one in view.matricules.get("2510355039962", ())] == ["2510355039961"]
    assert view.matricules.get("2510355039963", ()) == ()


def test_without_any_kept_identity_a_search_looks_nowhere_else(kept: Kept) -> None:
    view = kept.banc.service._vues.of(kept.banc.espace)
    assert isinstance(view.base, dict)
    kept.add(SOLENE)
    assert not isinstance(kept.banc.service._vues.of(kept.banc.espace).base, dict)


def test_the_other_services_know_who_bears_a_kept_ins(kept: Kept) -> None:
    ask = partial(kept.banc.service.referentiel.par_matricule, espace=kept.banc.espace)
    assert ask("250025503996075") is None
    kept.add(SOLENE)
    found = ask("250025503996075")
    assert found is not None
    assert found.reference is not None
    assert (found.reference.nom_naissance, found.reference.prenoms) == ("AUBRELOT", ("SOLENE", "MARIE"))
    assert ask("250025503996074") is None
    assert ask("280012627490184") is not None


@pytest.mark.parametrize("designation", [("2510355039961",), ("2510355039962",), ("VERMOREAU", "1951-03-12")])
def test_a_purge_forgets_a_kept_identity_whatever_designates_it(
    kept: Kept, designation: tuple[str, ...]
) -> None:
    kept.add(SOLENE, AGATHE)
    service, espace = kept.banc.service, kept.banc.espace
    told = asyncio.run(service.designations(espace, {designation}))
    assert set(told) == {("2510355039961",), ("2510355039962",), ("VERMOREAU", "1951-03-12")}
    assert asyncio.run(service.purge(espace, {designation})) == 1
    assert kept.search("VERMOREAU", "AGATHE", "1951-03-12").text("CodeCR") == "01"
    assert kept.search("AUBRELOT", "SOLENE", "1950-02-11").text("CodeCR") == "00"


def test_a_purge_of_somebody_else_forgets_nobody(kept: Kept) -> None:
    kept.add(AGATHE)
    gone = asyncio.run(kept.banc.service.purge(kept.banc.espace, {("VERMOREAU", "1951-03-13")}))
    assert gone == 0
    assert kept.search("VERMOREAU", "AGATHE", "1951-03-12").text("CodeCR") == "00"


def test_a_matricule_that_may_be_real_is_told(kept: Kept) -> None:
    kept.add(SOLENE)
    assert asyncio.run(kept.banc.service.doubtful(kept.banc.espace)) == []
    kept.add(identity("185057800604836", "DURANDEAU", "PAUL", "1985-05-12"))
    kept.add(identity("255035503996195", "VERMOREAU", "AGATHE", "1955-03-12", former="255037800604836"))
    assert asyncio.run(kept.banc.service.doubtful(kept.banc.espace)) == ["1850578006048", "2550378006048"]


@pytest.fixture
async def deux(tmp_path: Path) -> AsyncIterator[tuple[Espace, Espace, InsService]]:
    """The same espace as two processes have it, and a service."""
    opened = [
        await Espaces.open(tmp_path, seed=b"graine", monde=Monde(), settings=EspaceSettings())
        for _ in range(2)
    ]
    here, there = [await one.get("defaut") for one in opened]
    yield here, there, InsService(Context(opened[0], cast("Any", None)))
    for one in opened:
        await one.close()


def borne(service: InsService, espace: Espace) -> bool:
    """Whether the espace knows Solène, as the DMP asks."""
    return service.referentiel.par_matricule("250025503996075", espace) is not None


@pytest.mark.anyio
async def test_a_second_process_sees_what_the_first_adds_and_removes(
    deux: tuple[Espace, Espace, InsService],
) -> None:
    here, there, service = deux
    other = InsService(Context(cast("Any", None), cast("Any", None)))
    assert not borne(other, there)
    await here.store.write(partial(base.ajouter, personnes=[SOLENE]))
    here.monde.invalidate()
    assert borne(service, here)
    there.monde.invalidate()  # the delay after which another process is looked at, without waiting for it
    assert borne(other, there)
    await there.store.write(base.vider)
    here.monde.invalidate()
    assert not borne(service, here)


@pytest.mark.anyio
async def test_the_kept_identities_follow_the_espace(tmp_path: Path) -> None:
    root, file = tmp_path / "racine", tmp_path / "espace.socle"
    espaces = await Espaces.open(root, seed=b"graine", monde=Monde(), settings=EspaceSettings())
    service = InsService(Context(espaces, cast("Any", None)))
    espace = await espaces.get("defaut")
    await espace.store.write(partial(base.ajouter, personnes=[SOLENE]))
    espace.monde.invalidate()
    await espaces.snapshot("defaut", "midi")
    await espaces.export("defaut", file)
    await espaces.reset("defaut")
    assert not borne(service, espace)
    await espaces.restore("defaut", "midi")
    assert borne(service, espace)
    await espaces.import_("autre", file)
    assert borne(service, await espaces.get("autre"))
    assert not borne(service, await espaces.create("neuf"))
    await espaces.close()
