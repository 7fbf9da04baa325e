"""A professional at work on one record of the DMP, in the three modes: what each may do, and may not."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from simulators.commands.target import control
from simulators.core.ids import Ids
from simulators.core.sante.ebrim.noms import StatutDocument
from simulators.core.xml.saml import ModeAuthentification
from simulators.dui.confidentialite import proteger
from simulators.dui.parcours import AIR, INDIRECTE
from simulators.dui.reseau import Refus
from simulators.dui.scripts.dmp_refus import INVISIBLE_PATIENT, MASQUE_PS
from simulators.dui.seance import DIRECTE, Seance, seance
from simulators.dui.session import Dui

# An open record where nobody was authorised yet.
PERSONNE = "bernard-picard"
EACH = pytest.mark.parametrize("mode", [DIRECTE, INDIRECTE, AIR], ids=["carte", "structure", "psc"])
READS = pytest.mark.parametrize("mode", [DIRECTE, AIR], ids=["carte", "psc"])


@pytest.fixture
def ouverte(ready: Mapping[str, Any]) -> Iterator[Seance]:
    """The nurse has opened the record, in an espace of her own."""
    espace = f"seance-{secrets.token_hex(4)}"
    with control(ready) as api:
        api.call("POST", "/espaces", json={"name": espace})
        with closing(Dui(ready, api, espace, {}, Ids(b"essai", espace))) as dui, seance(dui, PERSONNE) as s:
            yield s
        api.call("DELETE", f"/espaces/{espace}")


def refused(geste: Callable[[], object]) -> str:
    """The code of the refusal."""
    with pytest.raises(Refus) as error:
        geste()
    return error.value.code


@EACH
def test_the_existence_is_tested_in_any_mode(ouverte: Seance, mode: ModeAuthentification) -> None:
    found = ouverte.tester(ouverte.acces(mode))
    assert (found.trouve, found.ouvert, found.autorisation) == (True, True, "NON_EXISTE")


@READS
def test_who_declares_the_agreement_reads_what_the_structure_fed(
    ouverte: Seance, mode: ModeAuthentification
) -> None:
    document = ouverte.verser()
    assert refused(partial(ouverte.chercher, mode=mode)) == "DMPAccessDeniedByRightsService"
    ouverte.autoriser(mode)
    assert ouverte.tester(ouverte.acces(mode)).autorisation == "VALIDE"
    assert [one.unique_id for one in ouverte.chercher(mode=mode)] == [document.unique_id]
    assert ouverte.lire(document.unique_id, mode) == document.cda


def test_the_structure_neither_declares_nor_reads(ouverte: Seance) -> None:
    document = ouverte.verser()
    assert refused(partial(ouverte.autoriser, INDIRECTE)) == "DMPAccessDeniedByRightsService"
    assert refused(partial(ouverte.chercher, mode=INDIRECTE)) == "DMPAccessDeniedByRightsService"
    assert refused(partial(ouverte.lire, document.unique_id, INDIRECTE)) == "DMPAccessDeniedByRightsService"


def test_a_card_feeds_and_a_session_does_not(ouverte: Seance) -> None:
    ouverte.verser(acces=ouverte.acces(DIRECTE))
    assert len(ouverte.deja()) == 1
    code = refused(lambda: ouverte.verser(acces=ouverte.acces(AIR)))
    assert code == "DMPAccessDeniedByRightsService"
    assert len(ouverte.deja()) == 1


@EACH
def test_the_author_and_the_structure_delete_their_document(
    ouverte: Seance, mode: ModeAuthentification
) -> None:
    document = ouverte.verser()
    entry = ouverte.reference(document.unique_id)
    if mode is not INDIRECTE:
        ouverte.autoriser(mode)
    ouverte.changer_etat(entry, mode=mode)
    assert states(ouverte) == ["Deleted"]


def test_the_structure_deletes_but_does_not_archive(ouverte: Seance) -> None:
    entry = ouverte.reference(ouverte.verser().unique_id)
    archive = partial(ouverte.changer_etat, entry, StatutDocument.ARCHIVE)
    assert refused(archive) == "DMPAccessDeniedByRightsService"
    ouverte.autoriser(DIRECTE)
    archive(DIRECTE)
    assert states(ouverte) == ["Archived"]


def test_a_new_version_takes_the_place_of_the_former(ouverte: Seance) -> None:
    first = ouverte.verser()
    second = ouverte.remplacer(first)
    assert (second.lignee, second.version) == (first.lignee, 2)
    assert ouverte.deja() == [second.unique_id, first.unique_id]
    assert states(ouverte) == ["Approved", "Deprecated"]


def test_what_was_never_fed_is_not_replaced(ouverte: Seance) -> None:
    unknown = ouverte.produire()
    with pytest.raises(Refus) as error:
        ouverte.remplacer(unknown)
    assert error.value.motif.fr == "document introuvable au DMP"


@READS
def test_a_document_is_masked_to_others_then_shown_again(ouverte: Seance, mode: ModeAuthentification) -> None:
    document = ouverte.verser()
    ouverte.autoriser(mode)
    proteger(ouverte, document.unique_id, MASQUE_PS, mode=mode)
    assert marks(ouverte) == [["MASQUE_PS", "N"], ["MASQUE_PS", "N"]]
    (sent,) = [one for one in ouverte.dui.commander("GET", "/echanges") if one["operation"] == "dmp.td33"]
    assert (sent["facts"]["dmp.gestes"], sent["findings"]) == (["confidentialite"], 0)
    assert states(ouverte) == ["Approved", "Deprecated"]
    proteger(ouverte, document.unique_id, mode=mode)
    assert marks(ouverte) == [["N"], ["N"], ["N"]]
    assert ouverte.lire(document.unique_id, mode) == document.cda


def test_a_document_is_shown_to_the_patient_once_announced(ouverte: Seance) -> None:
    document = ouverte.verser(ouverte.produire(confidentialites=(INVISIBLE_PATIENT,)))
    ouverte.autoriser()
    assert owner_sees(ouverte) == []
    proteger(ouverte, document.unique_id)
    assert owner_sees(ouverte) == [document.unique_id]


def test_the_structure_masks_nothing_and_nobody_what_is_not_there(ouverte: Seance) -> None:
    document = ouverte.verser()
    masked = partial(proteger, ouverte, document.unique_id, MASQUE_PS, mode=INDIRECTE)
    assert refused(masked) == "DMPAccessDeniedByRightsService"
    ouverte.autoriser()
    with pytest.raises(Refus) as error:
        proteger(ouverte, "1.2.3", MASQUE_PS)
    assert error.value.motif.fr == "document introuvable au DMP"


def owner_sees(s: Seance) -> list[str]:
    """The documents that Mon espace santé shows."""
    told = s.dui.commander("GET", f"/dmp/personnes/{PERSONNE}/mon-espace-sante/usager")
    return [one["unique_id"] for one in told["documents"]]


def marks(s: Seance) -> list[list[str]]:
    """The marks of each version of the documents of the record, the last first."""
    told = s.dui.commander("GET", f"/dmp/personnes/{PERSONNE}/documents")
    return [one["confidentialites"] for one in told if one["type"] != "E1762"]


def states(s: Seance) -> list[str]:
    """The states of the documents of the record, the last fed first."""
    told = s.dui.commander("GET", f"/dmp/personnes/{PERSONNE}/documents")
    return [one["statut"] for one in told if one["type"] != "E1762"]
