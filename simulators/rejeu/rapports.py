"""The comparison told: lines for a terminal, JSON, JUnit and one HTML page without outside resource."""

import json
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Final

from lxml import etree

from simulators.rejeu.comparer import Comparaison, Ecart, Etat, Paire
from simulators.rejeu.mots import ETATS, mot
from simulators.rejeu.volatils import VOLATILS
from simulators.scenarios.reports.files import put
from simulators.scenarios.reports.wording import clean

HTML, JSON, JUNIT = "comparaison.html", "comparaison.json", "comparaison.xml"
_SHOWN: Final = 200
_MOST_LINES: Final = 15
_STYLE: Final = (
    ":root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;"
    "padding:0 1rem;color:#1a2330;background:#fff}h1{font-size:1.5rem}table{border-collapse:collapse;"
    "width:100%;table-layout:fixed;margin:.5rem 0 1.5rem}th,td{border:1px solid #c8d0da;text-align:left;"
    "padding:.35rem .5rem;vertical-align:top;overflow-wrap:anywhere}th{background:#f3f5f8}"
    ".egal,.sans_objet{color:#155e2b}.differe,.manque,.en_trop,.non_rejoue{color:#8a1c1c;font-weight:600}"
    ".bandeau{background:#7a1f1f;color:#fff;text-align:center;padding:.4rem}"
    "code{font-family:ui-monospace,monospace;font-size:.9em}"
)


def _verdict(comparaison: Comparaison, lang: str) -> str:
    if not comparaison.paires:
        return mot("nothing", lang)
    return mot("equal" if comparaison.egale else "differ", lang)


def lignes(comparaison: Comparaison, lang: str, *, tout: bool = False) -> Iterator[str]:
    """One line per pair, its differences below; with `tout`, also what was put aside."""
    for pair in comparaison.paires:
        yield f"{pair.rang:>4}  {ETATS[pair.etat].in_language(lang):<18} {pair.operation}{_why(pair)}"
        yield from (f"        {mot('reserve', lang)} : {one}" for one in pair.reserves)
        shown = pair.ecarts if tout else pair.ecarts[:_MOST_LINES]
        yield from (f"        {_said(one, lang)}" for one in shown)
        if len(shown) < len(pair.ecarts):
            yield f"        … {mot('autres', lang)} : {len(pair.ecarts) - len(shown)} (--tout, --report)"
        if tout:
            yield from (f"        ({one.volatil}) {_said(one, lang)}" for one in pair.ignores)
    yield ""
    put_aside = Counter(one.volatil for pair in comparaison.paires for one in pair.ignores)
    aside = ", ".join(f"{name} {count}" for name, count in sorted(put_aside.items()))
    counted = f" {_counted(comparaison, lang)}." if comparaison.paires else ""
    yield _verdict(comparaison, lang) + counted
    if aside:
        yield f"{mot('ignores', lang)} : {aside} (--tout)"


def en_json(comparaison: Comparaison) -> dict[str, Any]:
    """Everything, for a program. Keys are added later, never renamed."""
    return {
        "format": 1,
        "egal": comparaison.egale,
        "compte": {state.value: count for state, count in _counts(comparaison)},
        "paires": [_pair(one) for one in comparaison.paires],
        "mis_de_cote": [
            {"nom": one.nom, "motifs": list(one.motifs), "raison": one.raison} for one in VOLATILS
        ],
    }


def ecrire(folder: Path, comparaison: Comparaison, lang: str) -> None:
    """Writes the three files in `folder`. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    put(
        folder / JSON,
        json.dumps(en_json(comparaison), ensure_ascii=False, indent=1).encode("utf-8", "replace"),
    )
    put(folder / JUNIT, junit(comparaison))
    put(folder / HTML, page(comparaison, lang).encode("utf-8", "replace"))


def junit(comparaison: Comparaison) -> bytes:
    """A test case per pair: what differs fails, what has nothing to replay is left out."""
    pairs = [one for one in comparaison.paires if one.etat is not Etat.SANS_OBJET]
    suite = etree.Element("testsuite", name="socle compare", tests=str(len(pairs)))
    suite.set("failures", str(sum(one.etat.rouge for one in pairs)))
    for pair in pairs:
        case = etree.SubElement(suite, "testcase", classname="compare", time="0")
        case.set("name", clean(f"{pair.rang} {pair.operation}"))
        if pair.etat.rouge:
            outcome = etree.SubElement(case, "failure", message=clean(f"{ETATS[pair.etat].fr}{_why(pair)}"))
            outcome.set("type", pair.etat.value)
            outcome.text = clean("\n".join(_said(one, "fr") for one in pair.ecarts))
    return etree.tostring(suite, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def page(comparaison: Comparaison, lang: str) -> str:
    """The page: the sum first, then each pair, then the named list of what was put aside."""
    rows = "".join(_row(one, lang) for one in comparaison.paires)
    aside = "".join(
        _cells(escape(one.nom), f"<code>{escape(', '.join(one.motifs))}</code>", escape(one.raison))
        for one in VOLATILS
    )
    title, verdict = mot("titre", lang), _verdict(comparaison, lang)
    return clean(
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>"
        f"<style>{_STYLE}</style></head><body><p class='bandeau'>{mot('bandeau', lang)}</p><h1>{title}</h1>"
        f"<p><strong>{verdict}</strong> {_counted(comparaison, lang)}.</p>"
        f"{_table(('operation', 'champ', 'gauche', 'droite'), rows, lang)}"
        f"<h2>{mot('ignores', lang)}</h2>{_table(('famille', 'champ', 'raison'), aside, lang)}</body></html>"
    )


def _table(heads: tuple[str, ...], rows: str, lang: str) -> str:
    said = "".join(f"<th scope='col'>{escape(mot(key, lang))}</th>" for key in heads)
    return f"<table><thead><tr>{said}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{one}</td>' for one in cells)}</tr>"


def _row(pair: Paire, lang: str) -> str:
    said = f"{pair.rang}. {pair.operation} : {ETATS[pair.etat].in_language(lang)}{_why(pair)}"
    cautions = "".join(f"<br>{mot('reserve', lang)} : {escape(one)}" for one in pair.reserves)
    lines = "".join(
        _cells("", f"<code>{escape(one.chemin)}</code>", *_sides(one, lang)) for one in pair.ecarts
    )
    return f"<tr><td colspan='4' class='{pair.etat.value}'>{escape(said)}{cautions}</td></tr>{lines}"


def _pair(pair: Paire) -> dict[str, Any]:
    return {
        "rang": pair.rang,
        "operation": pair.operation,
        "etat": pair.etat.value,
        "gauche": pair.gauche.id if pair.gauche else None,
        "droite": pair.droite.id if pair.droite else None,
        "raison": pair.raison,
        "reserves": list(pair.reserves),
        "ecarts": [one_json(one) for one in pair.ecarts],
        "mis_de_cote": [one_json(one) for one in pair.ignores],
    }


def one_json(one: Ecart) -> dict[str, Any]:
    """One difference, for a program."""
    told: dict[str, Any] = {"champ": one.chemin, "gauche": one.gauche, "droite": one.droite}
    return {**told, "famille": one.volatil} if one.volatil else told


def _counts(comparaison: Comparaison) -> list[tuple[Etat, int]]:
    return [(state, comparaison.compte[state]) for state in Etat if comparaison.compte.get(state)]


def _counted(comparaison: Comparaison, lang: str) -> str:
    return ", ".join(f"{count} {ETATS[state].in_language(lang)}" for state, count in _counts(comparaison))


def _sides(one: Ecart, lang: str) -> tuple[str, str]:
    return escape(_value(one.gauche, lang)), escape(_value(one.droite, lang))


def _said(one: Ecart, lang: str) -> str:
    return f"{one.chemin} : {_value(one.gauche, lang)} → {_value(one.droite, lang)}"


def _value(value: str | None, lang: str) -> str:
    if value is None:
        return mot("absent", lang)
    flat = " ".join(value.split())
    return f"« {flat[:_SHOWN]}{'…' if len(flat) > _SHOWN else ''} »"


def _why(pair: Paire) -> str:
    return f" ({pair.raison})" if pair.raison else ""
