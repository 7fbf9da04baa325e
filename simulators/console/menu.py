"""The sections of the console, in the order a newcomer meets them."""

from typing import Final

# Path, and the key of its label among the common words.
MENU: Final = (
    ("/", "home"),
    ("/repetition", "rehearsal"),
    ("/scenarios", "scenarios"),
    ("/trafic", "traffic"),
    ("/personnes", "people"),
    ("/professionnels", "professionals"),
    ("/structures", "structures"),
    ("/dmp", "records"),
    ("/messagerie", "mail"),
    ("/e-cps", "ecps"),
    ("/pannes", "faults"),
    ("/horloge", "clock"),
    ("/espaces", "workspaces"),
    ("/formation", "training"),
    ("/fidelite", "fidelity"),
    ("/aide", "help"),
)


def menu(guest: bool) -> tuple[tuple[str, str], ...]:
    """The sections somebody may open: a guest has one espace. Pure."""
    return tuple(one for one in MENU if not guest or one[0] not in {"/espaces", "/formation"})


def current(path: str) -> str:
    """The section a page belongs to: coverage comes from the scenarios, comparison from the traffic,
    the description of the control API from the help. Pure."""
    if path == "/couverture":
        return "/scenarios"
    if path == "/pilotage":
        return "/aide"
    if path.startswith("/comparer"):
        return "/trafic"
    return next((root for root, _ in MENU[1:] if path == root or path.startswith(root + "/")), "/")
