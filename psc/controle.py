"""What the control API may do in an espace: clients, how people connect, sessions."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from psc import controle_reponses as reponses
from psc.controle_ciba import ControleCiba
from psc.controle_cles import ControleCles
from psc.controle_enrolement import ControleEnrolement
from psc.model import Client, Reglages, Session
from psc.rules import vie
from psc.state import clients, sessions
from simulators.core.monde.oidc import ReglagesOidc
from simulators.core.rule import Text
from simulators.core.service import ControlCall, ControlRefused, ControlRoute
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from psc.service import PscService
    from simulators.core.espace import Espace

Delai = Annotated[int, Field(ge=0, le=600)]


class _Corps(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FicheClient(ReglagesOidc):
    """A client as the control API takes it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "nom": "DUI de test",
                    "secret": "secret-de-test",
                    "redirect_uris": ["https://dui.localhost/retour"],
                }
            ]
        }
    )

    nom: Annotated[str, Field(max_length=100)] = ""
    actif: bool = True


class FicheReglages(_Corps):
    """`connexion`: the professional always connected without page; `indice`: honour `login_hint` so.

    `ciba_apres`: seconds after which a CIBA request approves itself, None for never;
    `ciba_par_personne`: the same for some professionals, who are named as in `connexion`.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"connexion": "899700000039", "ciba_apres": 2}]}
    )

    connexion: str = ""
    indice: bool = True
    ciba_apres: Delai | None = None
    ciba_par_personne: dict[str, Delai | None] = {}


class FicheDeconnexion(_Corps):
    """Whose sessions end; empty for everybody's."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"professionnel": "899700000039"}]})

    professionnel: str = ""


class Controle:
    """The control operations of one PSC service."""

    def __init__(self, service: "PscService") -> None:
        self._service = service

    def routes(self) -> tuple[ControlRoute, ...]:
        """What the roof mounts."""
        return (
            ControlRoute("GET", "/clients", Text("Clients", "Clients"), self._clients, answer=list[Client]),
            ControlRoute(
                "PUT",
                "/clients/{client_id}",
                Text("Mettre un client", "Put a client"),
                self._mettre,
                FicheClient,
                answer=Client,
            ),
            ControlRoute(
                "DELETE",
                "/clients/{client_id}",
                Text("Ôter un client", "Remove a client"),
                self._oter,
                answer=type(None),
            ),
            ControlRoute(
                "GET",
                "/connexion",
                Text("Façon de se connecter", "How to connect"),
                self._lire,
                answer=Reglages,
            ),
            ControlRoute(
                "PUT",
                "/connexion",
                Text("Régler la façon de se connecter", "Set how to connect"),
                self._regler,
                FicheReglages,
                answer=Reglages,
            ),
            ControlRoute(
                "GET",
                "/sessions",
                Text("Sessions", "Sessions"),
                self._sessions,
                answer=list[reponses.SessionLue],
            ),
            ControlRoute(
                "DELETE",
                "/sessions/{session}",
                Text("Fermer une session", "End a session"),
                self._fermer,
                answer=type(None),
            ),
            ControlRoute(
                "POST",
                "/deconnexion",
                Text("Déconnexion totale", "Total logout"),
                self._deconnecter,
                FicheDeconnexion,
                answer=reponses.SessionsFermees,
            ),
            *ControleCles(self._service).routes(),
            *ControleEnrolement().routes(),
            *ControleCiba(self._service).routes(),
        )

    async def _clients(self, espace: "Espace", call: ControlCall) -> object:
        """The clients of the espace, the default one among them."""
        del call
        found = await espace.store.query(self._service.registre(espace).tous)
        return [asdict(one) for one in found]

    async def _mettre(self, espace: "Espace", call: ControlCall) -> object:
        """Adds or replaces a client; it serves at once."""
        client_id = call.parameters["client_id"]
        fiche: FicheClient = call.body
        if not client_id.isascii() or not client_id.isprintable() or " " in client_id:
            raise ControlRefused(
                422, "Identifiant de client refusé : lettres, chiffres et signes sans espace"
            )
        self._connu(espace, fiche.connexion)
        client = Client(client_id, **fiche.model_dump())
        await espace.store.write(partial(clients.mettre_client, client=client))
        return asdict(client)

    async def _oter(self, espace: "Espace", call: ControlCall) -> object:
        """Forgets what the espace says of a client; the default one, or one of a software, comes back."""
        client_id = call.parameters["client_id"]
        if not await espace.store.write(partial(clients.oter_client, client_id=client_id)):
            raise ControlRefused(404, f"Client inconnu de l'espace {espace.name} : {client_id}")
        return None

    async def _lire(self, espace: "Espace", call: ControlCall) -> object:
        """Who is connected without page, and whether `login_hint` is honoured."""
        del call
        return asdict(await espace.store.query(clients.lire_reglages))

    async def _regler(self, espace: "Espace", call: ControlCall) -> object:
        """Sets who is connected without page, and whether `login_hint` is honoured."""
        fiche: FicheReglages = call.body
        self._connu(espace, fiche.connexion)
        annuaire = self._service.annuaires.de(espace)
        par_personne: dict[str, int | None] = {}
        for nom, secondes in fiche.ciba_par_personne.items():
            self._connu(espace, nom)
            found = annuaire.designe(nom)
            par_personne |= {found.id: secondes} if found else {}
        reglages = Reglages(fiche.connexion, fiche.indice, fiche.ciba_apres, par_personne)
        await espace.store.write(partial(clients.mettre_reglages, valeur=reglages))
        return asdict(reglages)

    def _connu(self, espace: "Espace", nom: str) -> None:
        if nom and self._service.annuaires.de(espace).designe(nom) is None:
            raise ControlRefused(422, f"Professionnel inconnu de l'espace {espace.name} : {nom}")

    async def _sessions(self, espace: "Espace", call: ControlCall) -> object:
        """The sessions of the espace, the last opened first."""
        del call
        found = await espace.store.query(sessions.toutes)
        now = to_us(espace.clock.now())
        return [_session(one, now) for one in found]

    async def _fermer(self, espace: "Espace", call: ControlCall) -> object:
        """Ends a session: its tokens are worthless from now on."""
        session = call.parameters["session"]
        fin = self._service.fin(espace)
        if not await espace.store.write(partial(fin.fermer, id_=session)):
            raise ControlRefused(404, f"Aucune session ouverte de ce nom : {session}")
        self._service.avis.reveiller(espace)
        return None

    async def _deconnecter(self, espace: "Espace", call: ControlCall) -> object:
        """Ends every session of the espace, or of one professional: browsers and tokens alike."""
        fiche: FicheDeconnexion = call.body
        self._connu(espace, fiche.professionnel)
        found = self._service.annuaires.de(espace).designe(fiche.professionnel)
        work = partial(self._service.fin(espace).fermer_toutes, porteur=found.id if found else "")
        ended = await espace.store.write(work)
        self._service.avis.reveiller(espace)
        return {"fermees": ended}


def _session(one: Session, now: int) -> Mapping[str, Any]:
    return {
        "id": one.id,
        "professionnel": one.porteur,
        "identifiant_national": one.identifiant,
        "moyen": one.moyen,
        "vivante": vie.vivante(one, now),
        "secondes_restantes": max(0, vie.fin_d_inactivite(one) - now) // vie.SECONDE if not one.close else 0,
    }
