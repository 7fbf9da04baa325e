"""The addresses PSC gives of itself: configured origin and espace, never what a request says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from psc.data.noms import ROYAUME, ROYAUME_API
from simulators.core.espace import DEFAULT_ESPACE
from simulators.core.net.origins import in_espace, origin

PORT_WALLET: Final = 8444
PORT_AUTH: Final = 8454
_CHEMIN: Final = re.compile(rf"/~([^/]+){re.escape(ROYAUME)}")


@dataclass(frozen=True, slots=True)
class Origines:
    """Scheme, host and port of both faces."""

    auth: str
    wallet: str


@dataclass(frozen=True, slots=True)
class Lieu:
    """Where one espace is served: both origins completed with its prefix, and that prefix alone."""

    auth: str
    wallet: str
    racine: str

    @property
    def emetteur(self) -> str:
        """The issuer, without final slash."""
        return f"{self.auth}{ROYAUME}"


class Adresses:
    """Known once the listeners have their ports; before (files read offline), the usual ones."""

    def __init__(self, public_url: str = "") -> None:
        usual = [origin("https", port, public_url=public_url) for port in (PORT_AUTH, PORT_WALLET)]
        self._tls = self._clair = Origines(*usual)

    def annoncer(self, tls: Mapping[str, str], clair: Mapping[str, str]) -> None:
        """Takes the origins of what listens; a face that does not is supposed beside the other."""
        self._tls = _origines(tls, self._tls)
        self._clair = _origines(clair, self._tls)

    @property
    def une_origine(self) -> bool:
        """True when both faces are behind one address: each then answers for both."""
        return self._tls.auth == self._tls.wallet

    def lieu(self, espace: str, *, clair: bool = False, etiquette: bool = False) -> Lieu:
        """The addresses of an espace, named by its path prefix, or by its host label."""
        origines = self._clair if clair else self._tls
        if etiquette and espace != DEFAULT_ESPACE:
            return Lieu(_etiquette(origines.auth, espace), _etiquette(origines.wallet, espace), "")
        racine = in_espace("", espace)
        return Lieu(origines.auth + racine, origines.wallet + racine, racine)

    def emetteurs(self, espace: str) -> frozenset[str]:
        """Every issuer under which this espace may have signed."""
        choices = [(clair, etiquette) for clair in (False, True) for etiquette in (False, True)]
        return frozenset(
            self.lieu(espace, clair=clair, etiquette=etiquette).emetteur for clair, etiquette in choices
        )

    def emetteurs_api(self, espace: str, api: str) -> frozenset[str]:
        """Every issuer under which the server of an API may have given a token in this espace."""
        realm = ROYAUME_API.format(api=api)
        return frozenset(one.removesuffix(ROYAUME) + realm for one in self.emetteurs(espace))

    def espace_de(self, emetteur: str) -> str | None:
        """The espace an issuer names; None when it is none of ours."""
        if emetteur in self.emetteurs(DEFAULT_ESPACE):
            return DEFAULT_ESPACE
        found = _CHEMIN.search(emetteur)
        name = found.group(1) if found else emetteur.partition("://")[2].partition(".")[0]
        return name if name and emetteur in self.emetteurs(name) else None


def _origines(told: Mapping[str, str], otherwise: Origines) -> Origines:
    return Origines(told.get("auth", otherwise.auth), told.get("wallet", otherwise.wallet))


def _etiquette(origine: str, espace: str) -> str:
    scheme, _, rest = origine.partition("://")
    return f"{scheme}://{espace}.{rest}"
