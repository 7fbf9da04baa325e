"""What answers each command once logged in (or in any state)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final

from mss.imap import commandes as c
from mss.imap import courriels, dossiers, quotas
from mss.imap.attente import attendre
from mss.imap.depot import deposer_courriel
from mss.imap.recit import Issue

if TYPE_CHECKING:
    from mss.imap.session import ImapSession

Handler = Callable[["ImapSession", c.Commande], Awaitable[Issue]]


async def _capability(session: "ImapSession", _: c.Commande) -> Issue:
    session.dire(f"* CAPABILITY {session.capacites()}")
    return Issue("OK CAPABILITY completed")


async def _noop(_session: "ImapSession", commande: c.Commande) -> Issue:
    return Issue(f"OK {commande.nom} completed")


async def _logout(session: "ImapSession", _: c.Commande) -> Issue:
    session.dire("* BYE Logging out")
    return Issue("OK LOGOUT completed")


async def _ident(session: "ImapSession", _: c.Commande) -> Issue:
    session.dire('* ID ("name" "mss")')
    return Issue("OK ID completed")


async def _enable(session: "ImapSession", _: c.Commande) -> Issue:
    session.dire("* ENABLED")
    return Issue("OK ENABLE completed")


async def _namespace(session: "ImapSession", _: c.Commande) -> Issue:
    session.dire('* NAMESPACE (("" "/")) NIL NIL')
    return Issue("OK NAMESPACE completed")


HANDLERS: Final[Mapping[str, Handler]] = {
    "CAPABILITY": _capability,
    "NOOP": _noop,
    "CHECK": _noop,
    "LOGOUT": _logout,
    "ID": _ident,
    "ENABLE": _enable,
    "NAMESPACE": _namespace,
    "IDLE": attendre,
    "LIST": dossiers.lister,
    "LSUB": dossiers.lister,
    "STATUS": dossiers.statut,
    "CREATE": dossiers.creer,
    "DELETE": dossiers.supprimer,
    "RENAME": dossiers.renommer,
    "SUBSCRIBE": dossiers.souscrire,
    "UNSUBSCRIBE": dossiers.souscrire,
    "GETQUOTAROOT": quotas.racine,
    "GETQUOTA": quotas.limites,
    "SELECT": courriels.selectionner,
    "EXAMINE": courriels.selectionner,
    "UNSELECT": courriels.fermer,
    "CLOSE": courriels.fermer,
    "APPEND": deposer_courriel,
    "SEARCH": courriels.chercher,
    "FETCH": courriels.lire,
    "STORE": courriels.marquer_plis,
    "COPY": courriels.copier,
    "MOVE": courriels.copier,
    "EXPUNGE": courriels.purger,
}
