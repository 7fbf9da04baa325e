"""The table of fidelity gaps: CSV for a spreadsheet, JSON for a program, one HTML page for a person."""

import csv
import io
import json
from html import escape
from pathlib import Path
from typing import Final

from simulators.rejeu.captures.jeu import Bilan, EcartDeFidelite
from simulators.scenarios.reports.csv_report import cell
from simulators.scenarios.reports.files import put
from simulators.scenarios.reports.wording import clean

NAME: Final = "ecarts-de-fidelite"
_TITLE: Final = "Écarts de fidélité"
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1a2330}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid #c8d0da;"
    "padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f3f5f8}"
    "th:first-child{width:4.5rem}th:nth-child(3){width:26rem}"
    ".bandeau{background:#7a1f1f;color:#fff;text-align:center;padding:.4rem}"
)
_HEADS: Final = ("Capture", "Opération", "Champ", "Eux", "Nous", "Sur quoi repose notre réponse")
_BASES: Final = {"seen": "vu :", "reported": "rapporté :", "standard": "norme :", "assumed": "supposé :"}
_BANNER: Final = "Socle : simulateur, données fictives uniquement"
_COLUMNS: Final = ("capture", "operation", "champ", "eux", "nous", "fondement", "source")


def ecrire(folder: Path, bilan: Bilan, ecartees: tuple[tuple[str, str], ...]) -> None:
    """Writes the three files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    put(folder / f"{NAME}.csv", en_csv(bilan).encode("utf-8-sig"))
    put(folder / f"{NAME}.json", json.dumps(en_json(bilan, ecartees), ensure_ascii=False, indent=1).encode())
    put(folder / f"{NAME}.html", page(bilan, ecartees).encode())


def en_csv(bilan: Bilan) -> str:
    """One line per gap."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(_COLUMNS)
    table.writerows([cell(one) for one in _row(gap)] for gap in bilan.ecarts)
    return out.getvalue()


def en_json(bilan: Bilan, ecartees: tuple[tuple[str, str], ...]) -> dict[str, object]:
    """Everything. Keys are added later, never renamed."""
    return {
        "format": 1,
        "joues": bilan.joues,
        "ecarts": [dict(zip(_COLUMNS, _row(one), strict=True)) for one in bilan.ecarts],
        "non_joues": [{"capture": name, "raison": why} for name, why in bilan.non_joues],
        "ecartees": [{"capture": name, "raison": why} for name, why in ecartees],
    }


def page(bilan: Bilan, ecartees: tuple[tuple[str, str], ...]) -> str:
    """The page, French."""
    heads = "".join(f"<th scope='col'>{one}</th>" for one in _HEADS)
    rows = "".join(f"<tr>{''.join(map(_cell, _said(gap)))}</tr>" for gap in bilan.ecarts)
    left = "".join(f"<li>{escape(name)} : {escape(why)}</li>" for name, why in (*ecartees, *bilan.non_joues))
    return clean(
        f"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>{_TITLE}</title><style>{_STYLE}"
        f"</style></head><body><p class='bandeau'>{_BANNER}</p><h1>{_TITLE}</h1>"
        f"<p>{bilan.joues} échanges joués, {len(bilan.ecarts)}"
        f" écarts. Identités rendues fictives à l'import.</p><table><thead><tr>{heads}</tr></thead><tbody>"
        f"{rows}</tbody></table><h2>Laissés de côté</h2><ul>{left}</ul></body></html>"
    )


def _cell(text: str) -> str:
    return f"<td>{escape(text)}</td>"


def _said(gap: EcartDeFidelite) -> tuple[str, ...]:
    *told, basis, source = _row(gap)
    return (*told, f"{_BASES.get(basis, basis)} {source}".strip())


def _row(gap: EcartDeFidelite) -> tuple[str, ...]:
    return (
        gap.capture,
        gap.operation,
        gap.champ,
        "(absent)" if gap.eux is None else gap.eux,
        "(absent)" if gap.nous is None else gap.nous,
        gap.fondement,
        gap.source,
    )
