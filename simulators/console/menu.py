"""The sections of the console, in the order a newcomer meets them."""

from typing import Final

# Path, and the key of its label among the common words.
MENU: Final = (
    ("/", "home"),
    ("/repetition", "rehearsal"),
    ("/trafic", "traffic"),
    ("/personnes", "people"),
    ("/professionnels", "professionals"),
    ("/structures", "structures"),
    ("/dmp", "records"),
    ("/messagerie", "mail"),
    ("/pannes", "faults"),
    ("/horloge", "clock"),
    ("/espaces", "workspaces"),
    ("/fidelite", "fidelity"),
)


def current(path: str) -> str:
    """The section a page belongs to. Pure."""
    return next((root for root, _ in MENU[1:] if path == root or path.startswith(root + "/")), "/")
