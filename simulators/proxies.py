"""Proxy variables of the surroundings: our commands ignore them, those who call the simulator may not."""

from collections.abc import Mapping

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
LOOPBACK = ("localhost", "127.0.0.1")


def proxied(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The variables that send calls elsewhere, when the loopback is not excepted; else nothing.

    Variables are read in both cases, as clients do; `NO_PROXY=*` excepts all.
    """
    said = [name for name in environment if name.upper() in PROXIES and environment[name]]
    excepted = {
        part.strip().lower()
        for name, value in environment.items()
        if name.upper() == "NO_PROXY"
        for part in value.split(",")
    }
    if "*" in excepted or excepted.issuperset(LOOPBACK):
        return ()
    return tuple(sorted(said))


def advice(environment: Mapping[str, str]) -> str:
    """What to set, as a shell takes it: what is excepted already stays."""
    kept = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    parts = [part.strip() for part in kept.split(",") if part.strip()]
    added = [name for name in (*LOOPBACK, "::1") if name not in parts]
    return f"export NO_PROXY={','.join([*parts, *added])} no_proxy={','.join([*parts, *added])}"
