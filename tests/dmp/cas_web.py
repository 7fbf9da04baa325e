"""Cases on the pages opened directly: the address, the card, the record."""

from collections.abc import Callable
from typing import Any

from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import Call, Case
from tests.dmp.editeur import INS

# He opposed Mon espace santé.
ALBERT = "136105503992504"


def opened(page: str = "Documents", ins: str = f"/{INS}", **options: Any) -> Call:
    """The nurse, authorised, opens a page with her card."""
    return once_authorised(lambda _: None, page, ins, **options)


def once_authorised(
    change: Callable[[Banc], None], page: str = "Documents", ins: str = f"/{INS}", **options: Any
) -> Call:
    """The same, something having changed since she was authorised."""

    def call(banc: Banc) -> Answer:
        banc.authorise()
        change(banc)
        return banc.open(f"{page}{ins}", **options)

    return call


def without_authorisation(banc: Banc) -> Answer:
    return banc.open(f"Documents/{INS}")


def record(**dmp: Any) -> Callable[[Banc], None]:
    """A fact of Marguerite's record changes."""
    return lambda banc: banc.change("marguerite-delaunay", **dmp)


def card(kind: str) -> Callable[[Banc], None]:
    """The nurse's card becomes one of another kind, or is reported stolen."""

    def change(banc: Banc) -> None:
        nurse = banc.espace.monde.professionnels()["nathalie-kermarrec"]
        banc.runner.run(banc.espace.monde.put(nurse.model_copy(update={"carte": kind})))

    return change


OPEN = opened()
WEB = [
    Case("web.adresse", opened("Ordonnances"), OPEN, found=f"/AccesDirect/Ordonnances/{INS}"),
    Case("web.adresse", opened(ins=""), OPEN, found="/AccesDirect/Documents"),
    Case("web.methode", opened(method="POST"), OPEN, found="POST"),
    Case("web.carte", opened(anonymous=True), OPEN, "CN", ""),
    Case("web.carte", opened(certificate="org_auth_cli"), OPEN, "CN", "EHPAD Les Tilleuls"),
    Case("web.professionnel", once_authorised(card("opposee")), OPEN, "CN", "899700000039"),
    Case("web.droits", once_authorised(card("CPE")), OPEN, found="cpe TD3.1.metadata"),
    Case("web.inconnu", opened(ins=f"/{ALBERT}"), OPEN),
    Case("web.ferme", once_authorised(record(etat="ferme")), OPEN),
    Case("web.bloque", once_authorised(record(bloques=("nathalie-kermarrec",))), OPEN, found="899700000039"),
    Case("web.sans_autorisation", without_authorisation, OPEN, found="NON_EXISTE"),
    Case("web.donnees_reelles", opened(ins="/199020199999910"), OPEN, found="199************"),
]
