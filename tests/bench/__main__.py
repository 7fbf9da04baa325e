"""`make bench`: the figures of the design that exist by now, as CPU time of the server.

Beside each, its ratio to a bare uvicorn answer of the same run. Exits 1 when a bound does not hold.
"""

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench import console, dmp, fhir, insi, judging, lot2, mail, releve, services, start


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with the bound it must hold."""

    name: str
    value: float
    unit: str
    bound: float
    note: str = ""

    @property
    def holds(self) -> bool:
        """True when the figure is within its bound."""
        return self.value <= self.bound

    def line(self) -> str:
        """The figure as a row of the printed table."""
        mark = "tient" if self.holds else "NE TIENT PAS"
        return f"{self.name:<58} {self.value:>9.2f} {self.unit:<6} ≤ {self.bound:<7g} {mark}  {self.note}"


def main() -> int:
    """Measures, prints, writes `bench-latest.json` in the working folder."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        begun = start.measure(root)
        calls = insi.measure(root)
        others = services.measure(root)
        over_fhir = fhir.measure(root)
        mails = mail.measure(root)
        lus = releve.measure(root)
        masse = lot2.measure(root)
        sought = dmp.measure(root)
        verdicts = judging.measure(root)
        pages = console.measure(root)
    figures = [
        Figure("premier démarrage (PKI comprise) jusqu'à prêt", begun.first, "s", 3.0),
        Figure("démarrage à chaud jusqu'à prêt (médiane de 5)", begun.warm, "s", 1.5, "visé : 1,0"),
        Figure("mémoire au repos", begun.megabytes, "Mo", 110),
        Figure("socle --help (médiane de 5)", begun.help, "s", 0.3),
        Figure("réponse uvicorn nue, même TLS (CPU)", calls.bare_ms, "ms", 1.0, "l'étalon"),
        Figure("appel INSi vérifié et journalisé (CPU)", calls.insi_ms, "ms", 1.3, f"{calls.ratio:.1f} × nu"),
        Figure("part du journal dans un échange (CPU)", calls.journal_us, "µs", 150),
        Figure("nouvelle connexion TLS mutuelle + appel (CPU)", calls.connection_ms, "ms", 12.0),
        Figure("appel INSi, 1 000 espaces contre 1 (ratio CPU)", calls.espaces_ratio, "×", 1.15),
        Figure(
            "appel INSi, 1 000 000 d'identités contre 1 000 (ratio CPU)", calls.identites_ratio, "×", 1.15
        ),
        Figure("vérification en masse de 10 000 identités, délai de 2 s compris", masse.seconds, "s", 4.0),
        Figure("appel INSi pendant ce traitement (p95, ratio au repos)", masse.ratio, "×", 2.0),
        Figure("connexion PSC : code, jetons, userinfo, hors signatures (CPU)", others.flow_ms, "ms", 5.0),
        Figure("alimentation DMP, CDA de 100 ko, contrôlée et stockée (CPU)", others.feed_ms, "ms", 8.0),
        Figure("alimentation DMP en FHIR (ITI-65), CDA de 100 ko (CPU)", over_fhir.feed_ms, "ms", 15.0),
        Figure("page de 50 (ITI-67) parmi 10 000 documents (CPU)", over_fhir.page_ms, "ms", 30.0),
        Figure("alimentation DMP, CDA de 10 Mo (CPU)", others.feed_large_ms, "ms", 250.0, "40 Mo/s"),
        Figure("recherche DMP, 50 documents parmi 10 000 (CPU)", sought.find_ms, "ms", 30.0),
        Figure(
            "recherche DMP, 1 000 000 de documents contre 10 000 (ratio CPU)", sought.find_ratio, "×", 1.15
        ),
        Figure(
            "alimentation DMP, 1 000 000 de documents contre 10 000 (ratio CPU)", sought.feed_ratio, "×", 1.15
        ),
        Figure(
            "courriel de 4 ko, chiffré, stocké, jugé (CPU)",
            1000 / mails.small,
            "ms",
            2.0,
            per_second(mails.small),
        ),
        Figure(
            "courriel de 200 ko, chiffré, stocké, jugé (CPU)",
            1000 / mails.large,
            "ms",
            7.7,
            per_second(mails.large),
        ),
        Figure("FETCH de 10 000 en-têtes", lus.headers, "s", 3.0, f"{lus.headers_cpu:.2f} s de CPU"),
        Figure("200 sessions en IDLE, la dernière avertie (pire de 10)", lus.push_ms, "ms", 200),
        Figure("session IMAP en attente", mails.session_kb, "ko", 150),
        Figure("ouverture d'une session SMTP, TLS et certificat (CPU)", mails.login_ms, "ms", 12.0),
        Figure("mémoire prise par un courriel de 20 Mo, envoyé ou lu", lus.large_mb, "Mo", 100),
        Figure(
            "10 000 échanges jugés contre tout le catalogue (CPU)",
            verdicts.judged,
            "s",
            2.0,
            f"{verdicts.decided} contrôles décidés",
        ),
        Figure(
            "page de la console parmi 10 000 personnes et échanges (CPU)",
            pages.dearest_ms,
            "ms",
            50.0,
            pages.dearest,
        ),
        Figure("changer quelqu'un parmi 10 000, puis le retrouver (CPU)", pages.changed_ms, "ms", 50.0),
        Figure("appel INSi suivi en direct par une page (ratio CPU)", pages.followed_ratio, "×", 1.5),
        Figure("tout le catalogue joué par le DUI de référence", verdicts.played, "s", 90.0),
    ]
    for figure in figures:
        print(figure.line())
    Path("bench-latest.json").write_text(json.dumps([vars_of(figure) for figure in figures], indent=1))
    return 0 if all(figure.holds for figure in figures) else 1


def per_second(mails: float) -> str:
    """A rate as the note beside a cost."""
    return f"{mails:.0f} par seconde de CPU"


def vars_of(figure: Figure) -> dict[str, object]:
    """The figure as JSON values."""
    return {"name": figure.name, "value": figure.value, "unit": figure.unit, "bound": figure.bound}


if __name__ == "__main__":
    sys.exit(main())
