"""Incomplete birth dates: recognised, completed as the RNIV says, never taken for sure."""

import pytest

from simulators.core.sante.rniv.dates import (
    DateNonCompletableError,
    Etat,
    completer,
    etat,
    is_incomplete,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1940-03-14", Etat.COMPLETE),
        ("1944-02-29", Etat.COMPLETE),
        ("1938-00-00", Etat.INCOMPLETE),
        ("1938-07-00", Etat.INCOMPLETE),
        ("1938-00-07", Etat.INCOMPLETE),
        ("0000-07-14", Etat.INCOMPLETE),
        ("1938-13-01", Etat.HORS_CALENDRIER),
        ("1943-02-29", Etat.HORS_CALENDRIER),
        ("14/03/1940", Etat.ILLISIBLE),
        ("1940-3-14", Etat.ILLISIBLE),
        ("1940-03-14\n", Etat.ILLISIBLE),
        ("", Etat.ABSENTE),
    ],
)
def test_what_a_birth_date_is_worth(text: str, kind: Etat) -> None:
    assert etat(text) is kind
    assert is_incomplete(text) is (kind is not Etat.COMPLETE)


@pytest.mark.parametrize(
    ("text", "kept", "uncertain"),
    [
        ("1938-07-00", "1938-07-01", True),
        ("1938-00-07", "1938-01-07", True),
        ("1938-00-00", "1938-12-31", True),
        ("1938-07-14", "1938-07-14", False),
        ("0000-07-14", "1935-07-14", True),
        ("0000-00-00", "1935-12-31", True),
    ],
)
def test_an_incomplete_date_is_completed_and_marked(text: str, kept: str, uncertain: bool) -> None:
    assert completer(text, annee_estimee=1935) == (kept, uncertain)


@pytest.mark.parametrize("text", ["0000-00-00", "1938-13-00", "1938-02-30", "1938", ""])
def test_what_no_rule_completes_is_refused(text: str) -> None:
    with pytest.raises(DateNonCompletableError):
        completer(text)
