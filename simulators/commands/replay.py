"""`socle replay JOURNAL --to …`: a journal's requests sent again, to a simulator or a bench of one's own."""

import secrets
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from simulators.commands.compare import conclu, journal
from simulators.commands.errors import CommandError
from simulators.commands.target import Control, control, read_ready
from simulators.core.ids import Ids
from simulators.core.journal.archive import save
from simulators.core.journal.model import Exchange
from simulators.rejeu.alias import verifier_alias
from simulators.rejeu.certificats import imposes
from simulators.rejeu.cible import Cible, CibleError, adresses_lues, de_ready
from simulators.rejeu.comparer import comparer
from simulators.rejeu.gestes import Gestes
from simulators.rejeu.hotes import PHRASE, HoteRefuseError, consenti
from simulators.rejeu.rejouer import Demandes, Rejeu
from simulators.rejeu.secrets import CLIENT_SECRET
from simulators.serve import offline_services
from simulators.system_errors import in_french


def run(options: Namespace) -> int:
    """0 when every answer is that of the journal, 1 otherwise."""
    asked = journal(options.journal)
    with tempfile.TemporaryDirectory(prefix="socle-") as folder:
        try:
            target = _target(options, Path(folder))
        except (CibleError, HoteRefuseError) as error:
            raise CommandError(str(error)) from None
        _consent(target, options.consent)
        _aliases(target)
        demands = _demands(options, target)
        with _api(target) as api:
            gestures = Gestes(api, target.espace)
            demands = replace(demands, secrets={**gestures.secrets(asked), **demands.secrets})
            ids = Ids(secrets.token_bytes(32), "rejeu")
            replay = Rejeu(target, offline_services(), demands, gestures, ids)
            played = list(replay.rejouer(asked, lambda one: _said(one, options)))
    if options.out is not None:
        try:
            save(played, options.out)
        except OSError as error:
            raise CommandError(f"écriture impossible : {options.out} ({in_french(error)})") from None
    return conclu(comparer(asked, played), options)


def _said(exchange: Exchange, options: Namespace) -> None:
    if not options.json and sys.stderr.isatty():
        print(f"\r{exchange.seq} {exchange.operation:<40}", end="", file=sys.stderr)


def _target(options: Namespace, folder: Path) -> Cible:
    files = [Path(one) for one in options.to if "=" not in one]
    named = adresses_lues(one for one in options.to if "=" in one)
    if len(files) > 1 or not (files or named):
        raise CommandError("une cible : --to READY.JSON, ou --to SERVICE=ADRESSE pour chaque service")
    target = de_ready(read_ready(files[0]), options.espace) if files else Cible({}, espace=options.espace)
    return replace(
        target,
        adresses={**target.adresses, **named},
        ca=options.ca or target.ca,
        imposes=imposes(options.cert or (), options.cert_password_file, folder),
    )


def _consent(target: Cible, given: str | None) -> None:
    """Nothing leaves this machine without the words. Raises CommandError."""
    if not target.lointaines:
        return
    if given is None and sys.stdin.isatty():
        print(
            f"Envoi vers {', '.join(target.lointaines)}. Pour continuer, écrivez : {PHRASE}", file=sys.stderr
        )
        given = input("> ")
    if given is None or not consenti(given):
        raise CommandError(
            f"{', '.join(target.lointaines)} n'est pas cette machine : rien n'est envoyé sans votre accord "
            f'(--consent "{PHRASE}")'
        )


def _aliases(target: Cible) -> None:
    try:
        for host in target.lointaines:
            verifier_alias(host)
    except HoteRefuseError as error:
        raise CommandError(str(error)) from None


def _demands(options: Namespace, target: Cible) -> Demandes:
    if options.rejouer_a_l_heure and target.ready is None:
        raise CommandError(
            "--rejouer-a-l-heure règle l'horloge d'un simulateur : donnez son fichier « prêt »"
        )
    known: dict[str, str] = {}
    for one in options.secret or ():
        name, equals, value = one.partition("=")
        if not equals:
            raise CommandError("--secret attend EN-TÊTE=VALEUR")
        known[name.lower()] = value
    client = ((target.ready or {}).get("accounts") or {}).get("psc_client") or {}
    if client.get(CLIENT_SECRET):
        known.setdefault(CLIENT_SECRET, str(client[CLIENT_SECRET]))
    return Demandes(options.rejouer_a_l_heure, options.resigner, known)


@contextmanager
def _api(target: Cible) -> Iterator[Control | None]:
    if target.ready is None:
        yield None
        return
    with control(target.ready) as api:
        yield api
