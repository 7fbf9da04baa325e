"""The rights matrices cell by cell, and the decisions they give."""

from typing import Any

import pytest

from dmp.model import Acteur, Categorie, Dossier, EtatDocument, Limite, Mode, Statut
from dmp.rules.droits import AIR, DIRECT_INDIRECT, acces_permis, categorie, colonne, droit, peut_lire
from simulators.core.sante.codes import Code
from tests.dmp.banc import Banc
from tests.dmp.editeur import NURSE, Document, Lot, existence, lecture, recherche, vihf

# Columns in the order of the sheets: PS non médecin (normal, régulation, bris), médecin (idem),
# médecin du travail, MT (normal, bris), CPE, structure (normal, régulation).
DIRECT = {
    "TD0.2": "YYYYYYYYYYYY",
    "TD0.3.add": "YNNYNNNYN1NN",
    "TD0.3.remove": "YNNYNNNYNNNN",
    "TD0.3.removeMT": "NNNNNNNYNNNN",
    "TD2.1": "YYYYYYYYYN44",
    "TD2.2": "NNNNNNNNN4NN",
    "TD3.1.metadata": "YYYYYYYYYNNN",
    "TD3.1.reference": "YYYYYYYYY555",
    "TD3.2.unmasked": "YYYYYYNYYNNN",
    "TD3.2.masked": "677677NY7NNN",
    "TD3.2.invisible": "YYYYYYNYYNNN",
    "TD3.2.archived": "YYYYYYNYYNNN",
    "TD3.2.obsolete": "YYYYYYNYYNNN",
    "TD3.2.deleted": "YYYYYYNYYNNN",
    "TD3.3c": "888888888999",
    "TD0.1": "YYYYYYYYYYYY",
    "TD0.4": "YYYYYYYYY23N",
    "TD0.5": "NYNNYNNNNNNY",
    "TD0.9": "YYYYYYYYYYNN",
    "TD1.3a": "YYYYYYYYYYYY",
    "TD1.6": "YNNYNNYYNNNN",
    "TD3.3a.mask": "YNNYNNYYNNNN",
    "TD3.3a.unmask": "8NN8NN8YNNNN",
    "TD3.3b": "YNNYNNYYNNNN",
    "TD3.3d.archive": "8NN8YY8YYNNN",
    "TD3.3d.unarchive": "8NN8YY8YYNNN",
}
DIRECT_ACTORS: tuple[tuple[Mode, Categorie, Any], ...] = (
    ("DIRECTE", Categorie.PS_NON_MEDECIN, "normal"),
    ("DIRECTE", Categorie.PS_NON_MEDECIN, "regulation"),
    ("DIRECTE", Categorie.PS_NON_MEDECIN, "bris"),
    ("DIRECTE", Categorie.MEDECIN, "normal"),
    ("DIRECTE", Categorie.MEDECIN, "regulation"),
    ("DIRECTE", Categorie.MEDECIN, "bris"),
    ("DIRECTE", Categorie.MEDECIN_TRAVAIL, "normal"),
    ("DIRECTE", Categorie.MT, "normal"),
    ("DIRECTE", Categorie.MT, "bris"),
    ("DIRECTE", Categorie.CPE, "normal"),
    ("INDIRECTE", Categorie.STRUCTURE, "normal"),
    ("INDIRECTE", Categorie.STRUCTURE, "regulation"),
)
# PS non médecin (normal, régulation, bris), médecin (idem), MT (normal, bris), personne non PS.
AIR_ROWS = {
    "TD0.2": "YYYYYYYYY",
    "TD0.3.add": "YNNYNNYN1",
    "TD0.3.remove": "YNNYNNYNN",
    "TD2.1": "NNNNNNNNN",
    "TD2.2": "NNNNNNNNN",
    "TD3.1.metadata": "YYYYYYYYN",
    "TD3.1.reference": "YYYYYYYY5",
    "TD3.2.unmasked": "YYYYYYYYN",
    "TD3.2.masked": "677677Y7N",
    "TD3.2.deleted": "YYYYYYYYN",
    "TD0.1": "YYYYYYYYY",
    "TD0.4": "YYYYYYYY3",
    "TD0.5": "NYNNYNNNN",
    "TD0.10": "YYYYYYYYY",
    "TD1.3a": "YYYYYYYYY",
    "TD1.6": "YNNYNNYNN",
    "TD3.2.invisible": "YYYYYYYYN",
    "TD3.2.archived": "YYYYYYYYN",
    "TD3.2.obsolete": "YYYYYYYYN",
    "TD3.3a.mask": "YNNYNNYNN",
    "TD3.3a.unmask": "8NN8NNYNN",
    "TD3.3b": "YNNYNNYNN",
    "TD3.3d.archive": "8NNYYYYYN",
    "TD3.3d.unarchive": "8NNYYYYYN",
    "TD3.3c": "888888889",
}
AIR_ACTORS: tuple[tuple[Categorie, Any], ...] = (
    (Categorie.PS_NON_MEDECIN, "normal"),
    (Categorie.PS_NON_MEDECIN, "regulation"),
    (Categorie.PS_NON_MEDECIN, "bris"),
    (Categorie.MEDECIN, "normal"),
    (Categorie.MEDECIN, "regulation"),
    (Categorie.MEDECIN, "bris"),
    (Categorie.MT, "normal"),
    (Categorie.MT, "bris"),
    (Categorie.PE_NON_PS, "normal"),
)


def cell(acteur: Acteur, transaction: str) -> str:
    found = droit(acteur, transaction)
    if not found.accorde:
        return "N"
    return found.limite.value or "Y"


@pytest.mark.parametrize(("transaction", "row"), DIRECT.items())
def test_direct_and_indirect_rights_are_those_of_the_sheet(transaction: str, row: str) -> None:
    found = "".join(
        cell(Acteur(NURSE, "1990000028", mode, kind, access), transaction)
        for mode, kind, access in DIRECT_ACTORS
    )
    assert found == row


@pytest.mark.parametrize(("transaction", "row"), AIR_ROWS.items())
def test_air_rights_are_those_of_the_sheet(transaction: str, row: str) -> None:
    found = "".join(
        cell(Acteur(NURSE, "1990000028", "INDIRECTE_RENFORCEE", kind, access), transaction)
        for kind, access in AIR_ACTORS
    )
    assert found == row


def test_the_matrices_hold_every_row_of_the_sheets() -> None:
    assert (len(DIRECT_INDIRECT), len(AIR)) == (26, 25)
    assert (set(DIRECT_INDIRECT), set(AIR)) == (set(DIRECT), set(AIR_ROWS))
    assert {len(row) for row in DIRECT_INDIRECT.values()} == {12}
    assert {len(row) for row in AIR.values()} == {9}


def test_a_transaction_or_a_caller_that_the_sheets_do_not_know_has_no_right() -> None:
    assert cell(Acteur(NURSE, "", "INDIRECTE_RENFORCEE", Categorie.CPE), "TD0.2") == "N"
    assert cell(Acteur(NURSE, "", "DIRECTE", Categorie.MEDECIN), "TD9.9") == "N"


@pytest.mark.parametrize(
    ("mode", "profession", "system", "skill", "is_mt", "kind"),
    [
        ("DIRECTE", "60", "1.2.250.1.71.1.2.7", "", False, Categorie.PS_NON_MEDECIN),
        ("DIRECTE", "10", "1.2.250.1.71.1.2.7", "SM26", False, Categorie.MEDECIN),
        ("DIRECTE", "10", "1.2.250.1.71.1.2.7", "SM25", False, Categorie.MEDECIN_TRAVAIL),
        ("DIRECTE", "10", "1.2.250.1.71.1.2.7", "SM26", True, Categorie.MT),
        ("DIRECTE", "SECRETARIAT_MEDICAL", "1.2.250.1.213.1.1.4.6", "", False, Categorie.CPE),
        ("INDIRECTE", "10", "1.2.250.1.71.1.2.7", "SM26", True, Categorie.STRUCTURE),
        ("INDIRECTE_RENFORCEE", "10", "1.2.250.1.71.1.2.7", "SM25", False, Categorie.MEDECIN),
        ("INDIRECTE_RENFORCEE", "R94", "1.2.250.1.213.1.1.4.6", "", False, Categorie.PE_NON_PS),
    ],
)
def test_a_caller_stands_in_one_column(
    mode: str, profession: str, system: str, skill: str, is_mt: bool, kind: Categorie
) -> None:
    assert categorie(mode, profession, system, skill, est_mt=is_mt) is kind


def test_a_medecin_traitant_who_regulates_is_read_as_a_medecin() -> None:
    mt = Acteur(NURSE, "", "DIRECTE", Categorie.MT, "regulation")
    assert colonne(mt) == "direct_medecin_regulation"


OPEN = Dossier("240035505090119", "1.2.250.1.213.1.4.10", "ouvert", autorisation=Statut.VALIDE)


def reads(kind: Categorie, access: Any, *codes: str, own: bool = False, status: str = "") -> bool:
    who = Acteur(NURSE, "1990000028", "DIRECTE", kind, access)
    return peut_lire(who, OPEN, status or EtatDocument.APPROUVE, frozenset(codes), sien=own)


def test_a_masked_document_is_for_its_author_and_the_medecin_traitant() -> None:
    assert not reads(Categorie.PS_NON_MEDECIN, "normal", "N", "MASQUE_PS")
    assert reads(Categorie.PS_NON_MEDECIN, "normal", "N", "MASQUE_PS", own=True)
    assert reads(Categorie.MT, "normal", "N", "MASQUE_PS")
    assert reads(Categorie.MEDECIN, "bris", "N", "MASQUE_PS")
    assert not reads(Categorie.MEDECIN_TRAVAIL, "normal", "N")


@pytest.mark.parametrize(
    ("access", "changes", "allowed"),
    [
        ("normal", {"autorisation": Statut.VALIDE}, True),
        ("normal", {"autorisation": Statut.NON_EXISTE}, False),
        ("normal", {"autorisation": Statut.EXPIRE}, False),
        ("bris", {}, True),
        ("bris", {"opposition_bris": True}, False),
        ("regulation", {"opposition_bris": True}, True),
        ("regulation", {"opposition_regulation": True}, False),
        ("bris", {"bloques": frozenset({NURSE})}, False),
    ],
)
def test_a_record_opens_to_the_authorised_and_in_emergencies_not_opposed(
    access: Any, changes: dict[str, Any], allowed: bool
) -> None:
    record = Dossier("1", "2", "ouvert", **changes)
    assert acces_permis(Acteur(NURSE, "", "DIRECTE", Categorie.MEDECIN, access), record) is allowed


def test_the_structure_feeds_and_may_not_read_the_nurse_reads_and_may_not_feed(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    assert banc.call("lecture", lecture("1.2.250.1.999.1.1.1.1")).code == "DMPAccessDeniedByRightsService"
    assert banc.call("lecture", lecture("1.2.250.1.999.1.1.1.1"), banc.air()).code == "Success"
    refused = banc.feed(Lot("1.2.250.1.999.1.2.5", (Document("1.2.250.1.999.1.5"),)), banc.air())
    assert (refused.status, refused.code) == (500, "DMPAccessDeniedByRightsService")
    assert "TD2.1" in refused.finding("dmp.droits.matrice").found


def test_a_card_both_feeds_and_reads(banc: Banc) -> None:
    banc.authorise()
    card: dict[str, Any] = {"signed_with": "cps_sign", "certificate": "cps_auth"}
    mine = vihf("DIRECTE", emetteur="CN=899700000039", nom_affiche=None)
    assert banc.feed(claims=mine, **card).code == "Success"
    read = banc.call("lecture", lecture("1.2.250.1.999.1.1.1.1"), mine, **card)
    assert (read.code, read.rules) == ("Success", [])


def test_a_masked_document_is_neither_listed_nor_given_to_another(banc: Banc) -> None:
    masked = (("N", "2.16.840.1.113883.5.25"), ("MASQUE_PS", "1.2.250.1.213.1.1.4.13"))
    doctor = vihf(sujet="899700000013")
    assert banc.feed(Lot(documents=(Document(confidentialities=masked),)), doctor).code == "Success"
    banc.authorise()
    found = banc.call("recherche", recherche(), banc.air())
    assert found.attribute("totalResultCount") == "0"
    read = banc.call("lecture", lecture("1.2.250.1.999.1.1.1.1"), banc.air())
    assert read.code == "XDSDocumentUniqueIdError"


def test_an_expired_authorisation_is_told_and_refuses_reading(banc: Banc) -> None:
    lucien = "144035523992893"
    told = banc.call("existence", existence(lucien), vihf("INDIRECTE_RENFORCEE", ins=lucien))
    assert told.exchange.facts["dmp.autorisation"] == "EXPIRE"
    refused = banc.call("recherche", recherche(_APPROVED), vihf("INDIRECTE_RENFORCEE", ins=lucien))
    assert refused.code == "DMPAccessDeniedByRightsService"


def test_a_blocked_doctor_is_told_so(banc: Banc) -> None:
    andre = "158055518992767"
    doctor: dict[str, Any] = {
        "sujet": "899700000013",
        "roles": (Code("10", "1.2.250.1.71.1.2.7"), Code("SM54", "1.2.250.1.71.4.2.5")),
    }
    told = banc.call("existence", existence(andre), vihf("INDIRECTE_RENFORCEE", ins=andre, **doctor))
    assert told.exchange.facts["dmp.autorisation"] == "INTERDIT"


_APPROVED = ("$XDSDocumentEntryStatus", "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')")


def test_limits_are_those_of_the_notes() -> None:
    assert Limite("5") is Limite.REFERENCE_SEULE
    assert Limite("6") is Limite.LES_SIENS
