"""Faults armed from the page: whom they strike, how often, for how long, in which language they are told."""

from html import unescape

import httpx
import pytest

from tests.console.test_try import call
from tests.console.visitor import Visitor
from tests.running import Running


def test_a_fault_is_armed_told_and_stopped(running: Running, espace: str, visitor: Visitor) -> None:
    said = visitor.do("/pannes", "provoquer", panne="metier|ins|insi_102", patient="DELAUNAY", fois="2")
    assert "La panne touchera le prochain appel concerné." in said
    assert "2 appels" in said
    with running.api() as api:
        (fault,) = api.get(f"/espaces/{espace}/pannes").json()
        assert (fault["name"], fault["patient"], fault["remaining"]) == ("insi_102", "DELAUNAY", 2)
        visitor.do("/pannes", "arreter")
        assert api.get(f"/espaces/{espace}/pannes").json() == []
        visitor.do("/pannes", "provoquer", panne="transport|dmp|latence", fois="")
        (fault,) = api.get(f"/espaces/{espace}/pannes").json()
        assert (fault["kind"], fault["remaining"], fault["parameters"]) == ("transport", None, {"ms": 30000})
        visitor.do("/pannes", "tout")
        assert api.get(f"/espaces/{espace}/pannes").json() == []


def test_faults_are_listed_in_the_language_of_the_page(visitor: Visitor) -> None:
    french, english = unescape(visitor.read("/pannes")), unescape(visitor.read("/pannes?lang=en"))
    assert "Téléservice INSi : La réponse tarde (30 secondes)" in french
    assert "INSi service: The answer is slow (30 seconds)" in english
    assert "La réponse tarde" not in english
    assert "Téléservice INSi" not in english


def test_a_fault_lasts_ten_minutes_of_the_espace(running: Running, espace: str, visitor: Visitor) -> None:
    base = f"/espaces/{espace}"
    with running.api() as api:
        api.put(f"{base}/horloge", json={"mode": "stepped", "instant": "2026-01-05T08:00:00Z"})
        said = visitor.do("/pannes", "provoquer", panne="metier|ins|insi_102", fois="", minutes="10")
        assert "jusqu’au 05/01/2026" in said
        (fault,) = api.get(f"{base}/pannes").json()
        assert (fault["until"], fault["remaining"]) == ("2026-01-05T08:10:00+00:00", None)
        assert answered(api, espace, call(running, espace)) == "insi_102"
        api.put(f"{base}/horloge", json={"mode": "stepped", "instant": "2026-01-05T08:09:58Z"})
        assert answered(api, espace, call(running, espace)) == "insi_102"
        # The next call is at 08:10:00, for each one moves this clock by a second.
        assert answered(api, espace, call(running, espace)) == "00"
        assert api.get(f"{base}/pannes").json() == []
        for body, told in (
            ({"minutes": 0}, "body.minutes"),
            ({"minutes": 5, "until": "2026-01-05T09:00:00Z"}, "pas les deux"),
            ({"until": "2026-01-05T08:00:00Z"}, "déjà passé"),
            ({"until": "2026-01-05T09:00:00"}, "body.until"),
        ):
            asked = {"kind": "metier", "service": "ins", "name": "insi_102", **body}
            refused = api.post(f"{base}/pannes", json=asked)
            assert (refused.status_code, told in refused.text) == (422, True), refused.text
    assert "Pendant combien de minutes" in visitor.do(
        "/pannes", "provoquer", 422, panne="metier|ins|insi_102", minutes="longtemps"
    )


def answered(api: httpx.Client, espace: str, id_: str) -> str:
    """The code that an INSi call was answered with."""
    facts = api.get(f"/espaces/{espace}/echanges/{id_}").json()["facts"]
    return str((facts.get("erreurs") or [facts["ins.code"]])[0])


@pytest.mark.parametrize(
    ("panne", "fois", "told"),
    [
        ("metier|ins|inventee", "1", "erreur inconnue de ce service"),
        ("autre|ins|insi_102", "1", "metier"),
        ("", "1", "metier"),
        ("metier|ins|insi_102", "beaucoup", "nombre entier attendu"),
    ],
)
def test_a_fault_that_cannot_be_is_told(visitor: Visitor, panne: str, fois: str, told: str) -> None:
    assert told in visitor.do("/pannes", "provoquer", 422, panne=panne, fois=fois)


@pytest.mark.parametrize("until", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_fault_ends_within_the_calendar(running: Running, espace: str, until: str) -> None:
    fault = {"kind": "metier", "service": "ins", "name": "insi_102", "until": until}
    with running.api() as api:
        answer = api.post(f"/espaces/{espace}/pannes", json=fault)
        assert (answer.status_code, answer.json()["detail"]) == (422, "Cet instant est hors du calendrier")
        assert api.get(f"/espaces/{espace}/pannes").json() == []
