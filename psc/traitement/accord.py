"""What the token endpoint decides, in one transaction: who gets tokens, for what, in which session."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from psc.annuaire import Annuaire
from psc.data.noms import CIBA, RAFRAICHIR
from psc.messages import jetons
from psc.model import (
    INCONNU,
    Appel,
    Champs,
    Client,
    Demandeur,
    Identifiants,
    Jeton,
    Octroi,
    Porteur,
    Remarque,
    Session,
)
from psc.rules.ciba import approuvee_us, juger_poll
from psc.rules.decision import erreur_de, refuse
from psc.rules.jeton import juger, juger_code, juger_echange, juger_refresh
from psc.rules.porteur import obstacle
from psc.state import ciba, perimes, sessions
from psc.state.clients import Registre, lire_reglages
from psc.traitement.commun import examiner, nouvelle_session, user
from simulators.core.rule import Profile


@dataclass(frozen=True, slots=True)
class Accord:
    """What the transaction decided: an error, or who gets tokens, for what, in which session."""

    remarques: tuple[Remarque, ...]
    erreur: str = ""
    client: Client = INCONNU
    session: Session | None = None
    porteur: Porteur | None = None
    octroi: Octroi | None = None


@dataclass(frozen=True, slots=True)
class Guichet:
    """What the transaction is given; it decides alone, once for all who come with the same code."""

    appel: Appel
    identifiants: Identifiants
    registre: Registre
    annuaire: Annuaire
    profile: Profile
    refresh: Jeton | None
    now: int
    # The CIBA request named, empty when it cannot be read; the session it would open.
    demande: str = ""
    ouverte: str = ""
    audiences: frozenset[str] = frozenset()

    @property
    def champs(self) -> Champs:
        """The form."""
        return self.appel.formulaire or Champs()

    @property
    def empreinte(self) -> str:
        """x5t#S256 of the certificate of the call."""
        certificat = self.appel.certificat
        return jetons.empreinte_x5t(certificat.empreinte) if certificat else ""


def decider(guichet: Guichet, connection: Connection) -> Accord:
    """Who calls first, then what is exchanged; a code or a request that is accepted is used up."""
    client = guichet.registre.client(connection, guichet.identifiants.client_id)
    proven = examiner(guichet.identifiants, client, guichet.audiences, guichet.now)
    identifiants = user(proven, client, guichet.now, connection)
    remarques = tuple(juger(guichet.appel, identifiants, client))
    refus = erreur_de(refuse(remarques, guichet.profile))
    if refus:
        return Accord(remarques, refus)
    if guichet.champs.un("grant_type") == RAFRAICHIR:
        return _rafraichir(guichet, client, remarques, connection)
    if guichet.champs.un("grant_type") == CIBA:
        return _par_ciba(guichet, client, remarques, connection)
    return _par_code(guichet, client, remarques, connection)


def _par_ciba(
    guichet: Guichet, client: Client, remarques: tuple[Remarque, ...], connection: Connection
) -> Accord:
    if not guichet.demande:
        return Accord(remarques, "ciba_demande_illisible", client)
    demande = ciba.lire(connection, guichet.demande)
    apres = lire_reglages(connection).approuve_apres(demande.porteur) if demande else None
    erreur = juger_poll(demande, client.client_id, apres, guichet.now)
    if demande is not None and erreur not in {"ciba_trop_tot", "ciba_demande_inconnue"}:
        ciba.interroger(connection, demande.id, guichet.now)
    porteur = guichet.annuaire.par_id(demande.porteur) if demande else None
    if demande is not None and not erreur and obstacle(porteur, demande.moyen):
        erreur = "professionnel_desactive"
    if erreur or demande is None or porteur is None:
        return Accord(remarques, erreur, client)
    opened = nouvelle_session(guichet.ouverte, porteur, demande.moyen, guichet.now)
    # The session begins with its tokens, the proof of who it is came before.
    session = replace(opened, auth_us=approuvee_us(demande, apres))
    ciba.servir(connection, demande.id)
    sessions.ouvrir(connection, session, "")
    sessions.attacher(connection, session.id, client.client_id, guichet.now)
    return Accord(remarques, "", client, session, porteur, demande.octroi)


def _par_code(
    guichet: Guichet, client: Client, remarques: tuple[Remarque, ...], connection: Connection
) -> Accord:
    code = sessions.prendre_code(connection, guichet.champs.texte("code"))
    session = sessions.session(connection, code.session) if code else None
    porteur = guichet.annuaire.par_id(session.porteur) if session else None
    erreur = juger_code(code, session, porteur, guichet.now)
    if code is not None and code.servi:
        # Whoever stole the code may hold its tokens: they die with the second use.
        sessions.detacher(connection, code.session, code.octroi.client_id)
    if code is not None and session is not None and not erreur:
        erreur = juger_echange(code, session, guichet.champs, client, guichet.now)
    if erreur or code is None or session is None:
        return Accord(remarques, erreur, client, session, porteur)
    sessions.voir(connection, session.id, guichet.now)
    return Accord(remarques, "", client, session, porteur, code.octroi)


def _rafraichir(
    guichet: Guichet, client: Client, remarques: tuple[Remarque, ...], connection: Connection
) -> Accord:
    jeton = perimes.ajuster(connection, guichet.refresh) if guichet.refresh else None
    asked = guichet.champs.texte("scope")
    session, attache = (
        sessions.session_et_attache(connection, jeton.session, jeton.client_id, jeton.iat)
        if jeton
        else (None, False)
    )
    porteur = guichet.annuaire.par_id(session.porteur) if session else None
    demandeur = Demandeur(client.client_id, guichet.empreinte, attache, asked)
    erreur = juger_refresh(jeton, session, porteur, demandeur, guichet.now)
    if erreur or jeton is None or session is None:
        return Accord(remarques, erreur, client, session, porteur)
    sessions.voir(connection, session.id, guichet.now)
    return Accord(remarques, "", client, session, porteur, _octroi(jeton, asked))


def _octroi(jeton: Jeton, asked: str) -> Octroi:
    """What the refresh token stood for, narrowed to the scope asked again."""
    nonce, acr = jeton.claims.get("nonce"), jeton.claims.get("acr")
    wanted = set(asked.split())
    scope = " ".join(one for one in jeton.scope.split() if not wanted or one in wanted)
    return Octroi(jeton.client_id, "", scope, nonce if isinstance(nonce, str) else None, str(acr))
