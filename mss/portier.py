"""The door of the mail faces: which espace, which login, for how long."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mss.data.names import NAME
from mss.model import Acces, Identifiants, Remarque
from mss.rules import acces as rules
from mss.rules.catalogue import acces as catalogue
from mss.state.vue import Annuaires
from mss.wire import MailConnection
from simulators.core.bridges import JetonRefuse
from simulators.core.context import Context
from simulators.core.espace import DEFAULT_ESPACE, INSTALLATION
from simulators.core.faults.active import HANDSHAKE_FAULTS
from simulators.core.net.tls import ServerTls
from simulators.core.store.errors import UnknownEspace

if TYPE_CHECKING:
    from simulators.core.espace import Espace


@dataclass(frozen=True, slots=True)
class Refus:
    """A login refused: the remark, and the professional when the token told one."""

    remarque: Remarque
    professionnel: str = ""


class Portier:
    """Routes a connection to its espace, verifies its login, watches over its session."""

    def __init__(self, context: Context, annuaires: Annuaires) -> None:
        self._context = context
        self._annuaires = annuaires

    async def espace(self, connection: MailConnection, domains: tuple[str, ...], jeton: str = "") -> "Espace":
        """The server name's label, then the issuer of the token, else `defaut` (design §3)."""
        espaces = self._context.espaces
        jetons = self._context.bridges.jetons
        told = jetons.espace_annonce(jeton) if jeton and jetons is not None else None
        for name in (_label(connection.wire.sni, domains), told or ""):
            if name and name != INSTALLATION:
                try:
                    return espaces.opened(name) or await espaces.get(name)
                except UnknownEspace:
                    continue
        return await espaces.get(DEFAULT_ESPACE)

    def panne(self, face: str, tls: ServerTls) -> str:
        """The fault asked of a connection before it says whose it is: one of the espace `defaut`.

        Drawn as the client arrives: the list it downloads next tells the certificate that is revoked.
        """
        espace = self._context.espaces.opened(DEFAULT_ESPACE)
        found = "" if espace is None else espace.faults.tls(NAME, face)
        if found in HANDSHAKE_FAULTS:
            tls.context(found)
        return found

    async def par_jeton(self, ident: Identifiants, espace: "Espace") -> Acces | Refus:
        """A login by Pro Santé Connect token."""
        jetons = self._context.bridges.jetons
        if jetons is None:
            return Refus(Remarque(catalogue.SANS_PSC))
        try:
            verifie = await jetons.verifier(ident.jeton, espace)
        except JetonRefuse as refus:
            return Refus(Remarque(catalogue.PAR_RAISON[refus.raison], refus.raison))
        boite = self._annuaires.de(espace).boites.get(ident.boite)
        broken = rules.par_jeton(boite, verifie.rpps)
        if broken is not None or boite is None:
            return Refus(
                Remarque(broken or catalogue.BOITE_INCONNUE, ident.boite), verifie.identifiant_national
            )
        return Acces(boite, verifie.identifiant_national, verifie.session)

    def par_certificat(
        self, ident: Identifiants, connection: MailConnection, espace: "Espace"
    ) -> Acces | Refus:
        """A login by client certificate, the box being named by PLAIN or EXTERNAL."""
        unite = connection.peer.organizational_unit if connection.peer else ""
        boite = self._annuaires.de(espace).boites.get(ident.boite)
        broken = rules.par_certificat(boite, unite)
        if broken is not None or boite is None:
            field = "OU" if broken is catalogue.CERTIFICAT else ""
            return Refus(
                Remarque(
                    broken or catalogue.BOITE_INCONNUE, unite if field else ident.boite, certificat=field
                )
            )
        return Acces(boite)

    async def vivante(self, acces: Acces, espace: "Espace") -> bool:
        """Whether the session may go on: until the refresh token dies (errata 7), while the box is open."""
        boite = self._annuaires.de(espace).boites.get(acces.boite.adresse)
        if boite is None or not boite.ouvrable:
            return False
        jetons = self._context.bridges.jetons
        if not acces.session or jetons is None:
            return True
        return await jetons.session_vivante(acces.session, espace)


def _label(sni: str, domains: tuple[str, ...]) -> str:
    label, _, domain = sni.lower().rstrip(".").partition(".")
    return label if domain in domains else ""
