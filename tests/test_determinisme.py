"""Two runs with the same keys, seed, ports and stepped clock tell the same story, exchange for exchange."""

import socket
from pathlib import Path
from typing import Any

from simulators.core.journal.archive import load
from simulators.core.journal.canonical import canonical
from tests.roof.insi import SOAP_TYPE
from tests.running import Running, simulator

# Offsets, from the port base, of every port the simulator listens on.
OFFSETS = (0, 41, 42, 43, 44, 51, 52, 54, 143, 144, 187, 188)


def free_base() -> int:
    """A port base whose whole family is free at this moment."""
    for base in range(21_000, 60_000, 500):
        probes = [socket.socket() for _ in OFFSETS]
        try:
            for probe, offset in zip(probes, OFFSETS, strict=True):
                probe.bind(("127.0.0.1", base + offset))
        except OSError:
            continue
        else:
            return base
        finally:
            for probe in probes:
                probe.close()
    raise AssertionError("no free family of ports")


def request(running: Running, number: int, nom: str, prenom: str) -> bytes:
    """A search whose own identifiers are those of its number: the client too must repeat itself."""
    idam = running.ready["accounts"]["lps"]["idam"]
    ident = f"00000000-0000-4000-8000-{number:012}"
    return f"""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
 xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:bam="urn:siram:bam:ctxbam"
 xmlns:lps="urn:siram:lps:ctxlps" xmlns:r="http://www.cnamts.fr/INSiRecSans"><s:Header>
<bam:ContexteBAM Version="01_02"><bam:Id>{ident}</bam:Id><bam:Temps>2026-01-05T08:00:00Z</bam:Temps>
<bam:COUVERTURE/></bam:ContexteBAM><lps:ContexteLPS Version="01_00"><lps:Id>{ident}</lps:Id>
<lps:Temps>2026-01-05T08:00:00Z</lps:Temps><lps:LPS><lps:IDAM R="4">{idam}</lps:IDAM>
<lps:Version>1</lps:Version><lps:Instance>{ident}</lps:Instance><lps:Nom>urn:lps:DUI:1</lps:Nom></lps:LPS></lps:ContexteLPS>
<wsa:MessageID>uuid:{ident}</wsa:MessageID></s:Header><s:Body><r:RECSANSVITALE>
<r:NomNaissance>{nom}</r:NomNaissance><r:Prenom>{prenom}</r:Prenom><r:Sexe>M</r:Sexe>
<r:DateNaissance>1960-01-01</r:DateNaissance></r:RECSANSVITALE></s:Body></s:Envelope>""".encode()


def story(home: Path, base: int, folder: Path, seed: str = "une-graine") -> list[dict[str, Any]]:
    """One run: a found identity, an unknown one, an unreadable message, a refused certificate."""
    folder.mkdir()
    with simulator("--port-base", str(base), "--seed", seed, home=home) as one, one.api() as api:
        clock = {"mode": "stepped", "instant": "2026-01-05T08:00:00Z"}
        assert api.put("/espaces/defaut/horloge", json=clock).status_code == 200
        url = one.ready["services"]["ins"]["mtls"]
        for certificate in ("insi_auto", "wrong_cn"):
            with one.client(certificate) as client:
                for number, nom in enumerate(("ADRTROIS", "PERSONNE")):
                    client.post(url, content=request(one, number, nom, "TOUSSAINT"), headers=SOAP_TYPE)
                client.post(url, content=b"<pas du xml", headers=SOAP_TYPE)
        archive = folder / "journal.zip"
        archive.write_bytes(api.get("/espaces/defaut/journal.zip").content)
    return [canonical(exchange) for exchange in load(archive)]


def test_the_same_story_is_told_twice_in_the_same_words(home: Path, tmp_path: Path) -> None:
    base = free_base()
    first = story(home, base, tmp_path / "one")
    assert len(first) == 6
    assert story(home, base, tmp_path / "two") == first


def test_another_seed_gives_other_identifiers(home: Path, tmp_path: Path) -> None:
    base = free_base()
    first = story(home, base, tmp_path / "one")
    other = story(home, base, tmp_path / "two", seed="une-autre")
    assert {one["id"] for one in first} & {one["id"] for one in other} == set()
