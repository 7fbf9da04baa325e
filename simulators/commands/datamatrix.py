"""`socle datamatrix encode|decode`: an identity as INS datamatrix, and what a text or image holds."""

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulators.commands.errors import VERDICT_FAILED, CommandError
from simulators.core.rule import Finding
from simulators.core.sante.datamatrix.dessin import png, sheet, svg
from simulators.core.sante.datamatrix.format import CHAMPS, GS, Contenu
from simulators.core.sante.datamatrix.lecture import MOST_BYTES, LectureError, is_image_or_pdf, read_file
from simulators.core.sante.datamatrix.symbole import symbol
from simulators.core.sante.datamatrix.texte import EncodageError, Lecture, decode, encode
from simulators.system_errors import in_french

# How a person sees or types the separator, which no keyboard has.
VISIBLE = "<GS>"
_BEGINS = b"IS01"
_SEVERITIES = {
    "fr": {"error": "erreur", "warning": "avertissement", "info": "information"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}
_WHERE = {
    "fr": ("l'ensemble du code", "caractères {} à {}"),
    "en": ("the whole code", "characters {} to {}"),
}
_NOTHING = {"fr": "conforme", "en": "conforms"}


def run(options: Namespace) -> int:
    """Writes a datamatrix, or reads one; 1 when what was read holds an error."""
    return _encode(options) if options.action == "encode" else _decode(options)


def _encode(options: Namespace) -> int:
    contenu = _of_person(options.personne) if options.personne else _typed(options)
    try:
        text = encode(contenu)
    except EncodageError as error:
        told = " ; ".join(_short(one) for one in error.findings)
        raise CommandError(f"identité impossible à coder : {told}") from None
    drawing = sheet(symbol(text))
    if options.png:
        _write(options.png, png(drawing))
    if options.svg:
        _write(options.svg, svg(drawing).encode())
    print(text.replace(GS, VISIBLE))
    return 0


def _typed(options: Namespace) -> Contenu:
    needed = ("matricule", "oid", "prenoms", "nom", "sexe", "date")
    missing = [f"--{name}" for name in needed if not getattr(options, name)]
    if missing:
        raise CommandError(f"il manque {', '.join(missing)} (ou --personne)")
    return Contenu(
        matricule="".join(options.matricule.split()),
        oid=options.oid,
        liste_prenoms=options.prenoms,
        nom_naissance=options.nom,
        sexe=options.sexe,
        date_naissance=options.date,
        lieu_naissance=options.lieu,
    )


def _of_person(identifier: str) -> Contenu:
    from simulators.core.fixtures import load_monde

    found = next((one for one in load_monde().personnes if one.id == identifier), None)
    if found is None or found.reference is None:
        raise CommandError(f"personne inconnue du téléservice : {identifier} (voir fixtures/INDEX.md)")
    one = found.reference
    return Contenu(
        matricule=one.ins.complet,
        oid=one.ins.oid,
        liste_prenoms=one.liste_prenoms,
        nom_naissance=one.nom_naissance,
        sexe=one.sexe,
        date_naissance=one.date_naissance,
        lieu_naissance=one.lieu_naissance,
    )


def _decode(options: Namespace) -> int:
    if options.file is None:
        raise CommandError("il manque FICHIER (texte, PNG, JPEG ou PDF)")
    lectures = [decode(text) for text in _texts(options.file, options.lang)]
    if options.json:
        print(json.dumps([told(one, options.lang) for one in lectures], ensure_ascii=False, indent=1))
    else:
        print("\n".join(line for one in lectures for line in lines(one, options.lang)))
    return 0 if all(one.conforme for one in lectures) else VERDICT_FAILED


def _texts(path: Path, lang: str) -> tuple[str, ...]:
    data = _read(path)
    if not is_image_or_pdf(data):
        return (as_text(data),)
    try:
        return read_file(data)
    except LectureError as error:
        raise CommandError(f"{path} : {error.reason.in_language(lang)}") from None


def is_text(data: bytes) -> bool:
    """True for what begins as the text of an INS datamatrix."""
    return data.startswith(_BEGINS)


def as_text(data: bytes) -> str:
    """The text of a file saved from a scanner: end of line dropped, visible separators understood."""
    return data.decode("utf-8", "replace").rstrip("\r\n").replace(VISIBLE, GS).replace("␝", GS)


def told(lecture: Lecture, lang: str) -> dict[str, Any]:
    """What was read, for scripts."""
    return {
        "conforme": lecture.conforme,
        "blocs": {one.id: one.valeur for one in lecture.blocs},
        "identite": asdict(lecture.contenu) if lecture.contenu else None,
        "findings": [_finding(one, lang) for one in lecture.findings],
    }


def lines(lecture: Lecture, lang: str) -> Iterator[str]:
    """What was read, for a person."""
    yield f"{'Datamatrix INS' if lang == 'fr' else 'INS datamatrix'} : {_verdict(lecture, lang)}"
    for bloc in lecture.blocs:
        champ = CHAMPS.get(bloc.id)
        name = champ.nom.in_language(lang) if champ else "?"
        yield f"  {bloc.id} {name} : {bloc.valeur}"
    for one in lecture.findings:
        severity = _SEVERITIES[lang][one.rule.severity.value]
        yield f"  [{severity}] {one.rule.title.in_language(lang)} ({one.rule.id})"
        yield f"      {_place(one, lang)}"
        if one.found or one.expected:
            yield f"      « {one.found} »" + (f" → {one.expected}" if one.expected else "")
        yield f"      {one.rule.advice.in_language(lang)}"


def _verdict(lecture: Lecture, lang: str) -> str:
    count = len(lecture.findings)
    if not count:
        return _NOTHING[lang]
    return f"{count} {'constat' if lang == 'fr' else 'finding'}{'' if count == 1 else 's'}"


def _place(one: Finding, lang: str) -> str:
    whole, span = _WHERE[lang]
    start, end = one.place.start, one.place.end
    return whole if start is None or end is None else span.format(start + 1, end)


def _finding(one: Finding, lang: str) -> dict[str, Any]:
    rule = one.rule
    return {
        "rule": rule.id,
        "severity": rule.severity.value,
        "title": rule.title.in_language(lang),
        "advice": rule.advice.in_language(lang),
        "found": one.found,
        "expected": one.expected,
        "place": asdict(one.place),
        "basis": {"kind": rule.basis.kind.value, "source": rule.basis.source},
    }


def _short(one: Finding) -> str:
    return f"{one.rule.title.fr} « {one.found} »"


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"lecture impossible : {path} ({in_french(error)})") from None
    if len(data) > MOST_BYTES:
        raise CommandError(f"{path} : trop grand ({MOST_BYTES // 1_000_000} Mo au plus)")
    return data


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CommandError(f"écriture impossible : {path} ({in_french(error)})") from None
