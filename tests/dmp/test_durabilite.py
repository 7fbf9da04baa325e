"""What was answered stays: after a restart, a kill, a restored snapshot, an import; and goes with a purge."""

import re
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from tests.dmp.attaque import TABLES
from tests.dmp.cas import DOCTOR_ROLES
from tests.dmp.cas_gestion import OPENING
from tests.dmp.editeur import (
    APPROVED,
    ARCHIVED,
    DELETED,
    DOCTOR,
    NURSE,
    SOAP_TYPE,
    Document,
    Lot,
    autorisation,
    envelope,
    etat,
    existence,
    gestion,
    habilitations,
    lecture,
    recherche,
    version,
    vihf,
)
from tests.dmp.test_gestion import ALBERT, PERSON
from tests.dmp.test_histoire import Dui, air
from tests.running import Running, simulator

DEPRECATED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated"
IDS = [f"1.2.250.1.999.60.{rank}" for rank in range(5)]
REPLACED, NEW, MASKED, FILED, GONE = IDS
MARKS = (("N", "2.16.840.1.113883.5.25"), ("MASQUE_PS", "1.2.250.1.213.1.1.4.13"))
ONLY = ("--only", "ins,dmp")


class Registre:
    """One software that does all that lasts, and tells what the DMP then answers."""

    def __init__(self, running: Running, espace: str = "") -> None:
        self.dui = Dui(running, espace)
        self.running = running

    def card(self, body: str) -> str:
        claims = vihf("DIRECTE", emetteur=f"CN={NURSE}", nom_affiche=None)
        message = envelope("mise_a_jour", body, self.dui.assertion(claims, "cps_sign"))
        with self.running.client("cps_auth") as client:
            headers = {"content-type": SOAP_TYPE}
            return client.post(f"{self.dui.base}registry", content=message, headers=headers).text

    def feed(self, own: str, replaces: str = "") -> None:
        lot = Lot(f"{own}.9", (Document(own),), {"Document01": replaces} if replaces else {})
        assert "ResponseStatusType:Success" in self.dui.feed(lot).text

    def entry(self, own: str) -> str:
        query = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
        asked = recherche(("$XDSDocumentEntryUniqueId", f"('{own}')"), retour="ObjectRef", query=query)
        found: str = self.dui.call("recherche", asked).text.partition('ObjectRef id="')[2].partition('"')[0]
        return found

    def live(self) -> None:
        """Everything that lasts: documents in each state, a médecin traitant, a record changed and closed."""
        doctor = vihf("INDIRECTE_RENFORCEE", sujet=DOCTOR, roles=DOCTOR_ROLES)
        granted = self.dui.call("autorisation", autorisation("AJOUT", "MEDECIN_TRAITANT"), doctor)
        assert "DMPOk" in granted.text
        assert "DMPOk" in self.dui.call("autorisation", autorisation(), air()).text
        for own in (REPLACED, MASKED, FILED, GONE):
            self.feed(own)
        self.feed(NEW, self.entry(REPLACED))
        changes = (
            version(
                Document(MASKED, confidentialities=MARKS), self.entry(MASKED), set_id="1.2.250.1.999.61.1"
            ),
            etat(self.entry(FILED), APPROVED, ARCHIVED, set_id="1.2.250.1.999.61.2"),
            etat(self.entry(GONE), APPROVED, DELETED, set_id="1.2.250.1.999.61.3"),
        )
        for body in changes:
            assert "ResponseStatusType:Success" in self.card(body)
        albert = [
            ("creation", gestion("CREA_RD", ins=ALBERT, flags=OPENING, person=PERSON)),
            ("gestion", gestion("MODIF_DATA", ins=ALBERT, person=PERSON.replace("0123456789", "0987654321"))),
            ("gestion", gestion("FERM", ins=ALBERT, status="terminated")),
        ]
        for kind, body in albert:
            assert 'typeCode="AA"' in self.dui.call(kind, body, vihf(ins=ALBERT)).text

    def listed(self, status: str) -> list[str]:
        """The documents of a state with their version, as the nurse finds them."""
        text = self.dui.call("recherche", recherche(("$XDSDocumentEntryStatus", f"('{status}')")), air()).text
        entries = re.findall("<ns4:ExtrinsicObject .*?</ns4:ExtrinsicObject>", text, re.DOTALL)
        return sorted(_told(one) for one in entries)

    def portrait(self) -> dict[str, Any]:
        """Everything that must last, as answered."""
        albert = self.dui.call("existence", existence(ALBERT, reason="CNSLT_DATA"), vihf(ins=ALBERT)).text
        rights = self.dui.call("habilitations", habilitations(), air()).text
        read = [self.dui.call("lecture", lecture(own), air()).content.count(b"<realmCode") for own in IDS]
        return {
            "états": {status.rpartition(":")[2]: self.listed(status) for status in STATES},
            "lus": read,
            "albert": (re.findall('<statusCode code="(term[a-z]*)"', albert), "tel:0987654321" in albert),
            "droits": re.findall("<ns1:(?:nationalId|specificRight)>([^<]+)<", rights),
        }


def _told(entry: str) -> str:
    own = re.findall("1[.]2[.]250[.]1[.]999[.]60[.][0-9]", entry)[0]
    (number,) = re.findall('versionName="([0-9]+)"', entry)
    return f"{own} v{number}"


STATES = (APPROVED, DEPRECATED, ARCHIVED, DELETED)
EXPECTED = {
    "états": {
        "Approved": [f"{NEW} v1", f"{MASKED} v2"],
        "Deprecated": [f"{REPLACED} v1", f"{MASKED} v1"],
        "Archived": [f"{FILED} v1"],
        "Deleted": [f"{GONE} v1"],
    },
    "lus": [1, 1, 1, 1, 1],
    "albert": (["terminated"], True),
    "droits": [DOCTOR, "MEDECIN_TRAITANT", NURSE],
}


def test_all_that_was_answered_is_answered_after_a_restart_and_after_a_kill(
    home: Path, tmp_path: Path
) -> None:
    with simulator("--data", str(tmp_path), *ONLY, home=home) as one:
        Registre(one).live()
        assert Registre(one).portrait() == EXPECTED
        assert one.stop().said == ""
    with simulator("--data", str(tmp_path), *ONLY, home=home) as again:
        assert Registre(again).portrait() == EXPECTED
        Registre(again).feed("1.2.250.1.999.60.5")
        again.stop(signal.SIGKILL)
    with simulator("--data", str(tmp_path), *ONLY, home=home) as last, last.api() as api:
        found = Registre(last).listed(APPROVED)
        assert len(found) == 3
        passages = api.get("/espaces/defaut/dmp/personnes/marguerite-delaunay/passages").json()
        assert [one["geste"] for one in passages].count("alimentation") == 6
        assert last.stop().said == ""


def test_a_kill_just_after_each_answer_loses_nothing_of_it(home: Path, tmp_path: Path) -> None:
    """One process per change, killed as soon as it has answered."""
    target = ""
    for turn in range(4):
        with simulator("--data", str(tmp_path), *ONLY, home=home) as one:
            registre = Registre(one)
            if turn == 0:
                assert "DMPOk" in registre.dui.call("autorisation", autorisation(), air()).text
                registre.feed(FILED)
                target = registre.entry(FILED)
            elif turn == 1:
                assert "Success" in registre.card(
                    etat(target, APPROVED, ARCHIVED, set_id="1.2.250.1.999.63.1")
                )
            elif turn == 2:
                assert registre.listed(ARCHIVED) == [f"{FILED} v1"]
                assert "Success" in registre.card(
                    etat(target, ARCHIVED, DELETED, set_id="1.2.250.1.999.63.2")
                )
            else:
                assert (registre.listed(APPROVED), registre.listed(ARCHIVED)) == ([], [])
                late = registre.card(etat(target, ARCHIVED, APPROVED, set_id="1.2.250.1.999.63.3"))
                assert "XDSMetadataUpdateOperationError" in late
            one.stop(signal.SIGKILL)


def test_a_snapshot_and_an_export_hold_all_of_it(running: Running, espace: str, api: httpx.Client) -> None:
    registre = Registre(running, espace)
    registre.live()
    assert api.post(f"/espaces/{espace}/instantanes", json={"label": "midi"}).status_code == 201
    archive = api.get(f"/espaces/{espace}/export").content
    for own in (NEW, MASKED):
        gone = etat(registre.entry(own), APPROVED, DELETED, set_id=f"{own}.8")
        assert "Success" in registre.card(gone)
    assert "DMPOk" in registre.dui.call("autorisation", autorisation("SUPPRESSION"), air()).text
    assert registre.portrait() != EXPECTED
    assert api.post(f"/espaces/{espace}/instantanes/midi/retablir").status_code == 204
    assert registre.portrait() == EXPECTED
    other = f"{espace}i"
    assert api.put(f"/espaces/{other}/import", content=archive).status_code == 200
    try:
        assert Registre(running, other).portrait() == EXPECTED
    finally:
        assert api.delete(f"/espaces/{other}").status_code == 204
    assert api.post(f"/espaces/{espace}/remise-a-zero").status_code in {200, 204}
    assert registre.listed(APPROVED) == []


def rows(folder: Path, *needles: str) -> dict[str, int]:
    """How many rows of each table of the DMP hold one of these words."""
    (base,) = folder.glob("espaces/defaut/base.sqlite")
    found: dict[str, int] = {}
    with closing(sqlite3.connect(base)) as file:
        for table in TABLES:
            held = [str(row) for row in file.execute(f"SELECT * FROM {table}")]
            found[table] = sum(any(one in row for one in needles) for row in held)
    return found


def tied(folder: Path) -> int:
    """How many links the registry holds, each with both its ends, no slot without its link."""
    (base,) = folder.glob("espaces/defaut/base.sqlite")
    ends = "(SELECT id FROM dmp_lots UNION SELECT entry_uuid FROM dmp_documents)"
    loose = (
        f"SELECT * FROM dmp_associations WHERE source NOT IN {ends} OR cible NOT IN {ends}",
        "SELECT * FROM dmp_association_slots WHERE association NOT IN (SELECT id FROM dmp_associations)",
    )
    with closing(sqlite3.connect(base)) as file:
        assert [file.execute(one).fetchall() for one in loose] == [[], []]
        (count,) = file.execute("SELECT count(*) FROM dmp_associations").fetchone()
    return int(count)


MARGUERITE = "240035505090119"
NONE_LEFT = dict.fromkeys(TABLES, 0)


def test_a_purge_leaves_nothing_of_a_person_in_any_table(home: Path, tmp_path: Path) -> None:
    with simulator("--data", str(tmp_path), *ONLY, home=home) as one, one.api() as api:
        registre = Registre(one)
        registre.live()
        marked = rows(tmp_path, MARGUERITE)
        assert all(
            marked[table] for table in ("dmp_autorisations", "dmp_lots", "dmp_documents", "dmp_passages")
        )
        before, kept = tied(tmp_path), rows(tmp_path, ALBERT)
        assert kept["dmp_dossiers"] == 1
        assert api.post("/espaces/defaut/purger", json={"matricule": MARGUERITE}).status_code == 200
        assert rows(tmp_path, MARGUERITE, "DELAUNAY") == NONE_LEFT
        # Links and their slots go with what they tied; another person's record stays.
        assert 0 < tied(tmp_path) < before
        assert rows(tmp_path, ALBERT) == kept
        assert api.post("/espaces/defaut/purger", json={"matricule": ALBERT}).status_code == 200
        assert rows(tmp_path, ALBERT, "rue des Lilas", "0987654321", "Jeanne") == NONE_LEFT
        assert one.stop().said == ""
