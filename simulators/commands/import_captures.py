"""`socle import-captures SOURCE`: exchanges captured on a real bench, made fictional, played to ourselves."""

import json
import secrets
from argparse import Namespace
from dataclasses import replace

from simulators.commands.errors import VERDICT_FAILED, CommandError
from simulators.commands.target import control, read_ready
from simulators.core.ids import Ids
from simulators.core.journal.archive import save
from simulators.rejeu.captures.fiction import Importees, rendre_fictives
from simulators.rejeu.captures.jeu import Bilan, jouer
from simulators.rejeu.captures.lecture import lire
from simulators.rejeu.captures.modele import CaptureError
from simulators.rejeu.captures.rapport import NAME, ecrire, en_json
from simulators.rejeu.cible import Cible, CibleError, de_ready
from simulators.rejeu.gestes import Gestes
from simulators.rejeu.hotes import HoteRefuseError
from simulators.rejeu.rejouer import Demandes, Rejeu
from simulators.serve import offline_services
from simulators.system_errors import in_french

_SEAL = "org_sign"


def run(options: Namespace) -> int:
    """0 when we answer every captured call as the bench did, 1 otherwise."""
    found = _imported(options)
    bilan = _played(found, options)
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        save(bilan.eux, options.out / "captures.zip")
        ecrire(options.out, bilan, found.ecartees)
    except OSError as error:
        raise CommandError(f"écriture impossible : {options.out} ({in_french(error)})") from None
    if options.json:
        print(json.dumps(en_json(bilan, found.ecartees), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(bilan, found)))
        print(f"Écrit : {options.out / NAME}.html")
    return VERDICT_FAILED if bilan.ecarts else 0


def _imported(options: Namespace) -> Importees:
    try:
        return rendre_fictives(lire(options.source), secrets.token_bytes(32))
    except CaptureError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"lecture impossible : {options.source} ({in_french(error)})") from None


def _played(found: Importees, options: Namespace) -> Bilan:
    try:
        target = _target(options)
    except (CibleError, HoteRefuseError) as error:
        raise CommandError(str(error)) from None
    if target.lointaines:
        raise CommandError("les captures ne se jouent qu'au simulateur de cette machine")
    services = offline_services()
    with control(target.ready or {}) as api:
        demands = Demandes(a_l_heure=True, resigner=True)
        replay = Rejeu(
            target, services, demands, Gestes(api, target.espace), Ids(secrets.token_bytes(32), "captures")
        )
        return jouer(found.captures, target, services, api, replay)


def _target(options: Namespace) -> Cible:
    target = de_ready(read_ready(options.target), options.espace)
    seal = {one.nom: one for one in target.materiels}.get(_SEAL)
    return replace(target, imposes={"signature": seal} if seal else {})


def _lines(bilan: Bilan, found: Importees) -> list[str]:
    told = [f"{bilan.joues} échanges joués, {len(bilan.ecarts)} écarts de fidélité"]
    for gap in bilan.ecarts:
        told.append(f"  {gap.capture}. {gap.operation} {gap.champ} : eux {gap.eux!r}, nous {gap.nous!r}")
        told.append(f"      {gap.fondement} {gap.source}".rstrip())
    told += [f"  capture {name} écartée : {why}" for name, why in found.ecartees]
    told += [f"  capture {name} non jouée : {why}" for name, why in bilan.non_joues]
    return told
