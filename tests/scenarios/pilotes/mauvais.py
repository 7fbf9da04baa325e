"""Drivers that break the contract, each in one way: `mauvais.py WAY [PIPE]`; it tells PIPE that it plays."""

import json
import os
import signal
import sys
from pathlib import Path

READY = json.dumps({"message": "ready"})
ANSWERS = {
    "bavarde": ["Bonjour, je suis prêt !"],
    "sans_message": ["[1, 2]"],
    "autre_essai": [json.dumps({"message": "ready", "run": "INS-03"})],
    "deux_fois_pret": [READY, READY],
    "atteste_ailleurs": [READY, json.dumps({"message": "done", "attestations": {"INS-99.C1": True}})],
    "echoue": [READY, json.dumps({"message": "error", "reason": "le DUI n'a pas démarré"})],
    "passe": [json.dumps({"message": "skip", "reason": "pas dans notre DUI"})],
    "trop_long": ["x" * 1_100_000],
}


def main(way: str) -> None:
    """One answer per message received, as long as there are some."""
    sys.stdin.readline()
    if way == "meurt":
        sys.stderr.write("plus de mémoire\n")
        raise SystemExit(7)
    if way == "meurt_en_jouant":
        print(READY, flush=True)
        sys.stdin.readline()
        os.abort()
    if way == "se_tait":
        signal.pause()
    if way == "jamais_fini":
        print(READY, flush=True)
        if len(sys.argv) > 2:
            sys.stdin.readline()
            Path(sys.argv[2]).write_text(f"{os.getpid()}\n")
        signal.pause()
    for answer in ANSWERS[way]:
        print(answer, flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    main(sys.argv[1])
