"""An exchange judged: facts and findings, the same live and when read again from its bytes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, Literal

from psc.chemins import incident, situer
from psc.data import noms
from psc.errors import ERRORS
from psc.facts import answer_facts, request_facts
from psc.facts_lus import erreur_repondue
from psc.facts_personne import SANS_PERSONNE, personne_facts
from psc.messages.appel import lire_appel, lire_transport, propre
from psc.messages.demandes import lire_autorisation, lire_identifiants, lire_jeton_porteur
from psc.messages.demandes_proxy import lire_connexion
from psc.messages.jetons import lire_claims, partie
from psc.model import Appel, Champs, Client, Identifiants, Remarque, Reponse
from psc.rules import acces, annonces, autorisation, ciba, echange, fichier, jeton, poussee, proxy
from psc.rules.catalogue import transport
from psc.rules.client import authentification, ecarts
from psc.rules.decision import PAR_ERREUR
from psc.traitement.commun import expliquees
from simulators.core.journal.model import Exchange
from simulators.core.rule import Effect, Finding, Place, Profile
from simulators.core.service import Analysis


def analyser(
    appel: Appel,
    remarques: Iterable[Remarque],
    reponse: Reponse | None,
    qui: tuple[str, str, str],
    profile: Profile,
) -> Analysis:
    """Operation, facts and findings. `qui` is the national id, the session and the name, where known."""
    facts = {**request_facts(appel), **answer_facts(appel, reponse)}
    facts |= personne_facts(*qui) if appel.operation not in SANS_PERSONNE else {"professional": ""}
    noted = list(remarques)
    if appel.transport == "clair":
        noted.append(Remarque(transport.EN_CLAIR, "http", "https"))
    return Analysis(appel.operation, facts, tuple(_finding(one, profile) for one in noted))


def _finding(one: Remarque, profile: Profile) -> Finding:
    effect: Effect = one.rule.effect(profile)
    part: Literal["tls", "request"] = "tls" if one.genre == "certificate" else "request"
    place = Place(part, one.genre, propre(one.nom))
    return Finding(one.rule, place, propre(one.found), propre(one.expected), effect)


def relire(exchange: Exchange) -> Appel:
    """The call of a recorded exchange."""
    method, _, rest = exchange.request.start.partition(" ")
    target = rest.rpartition(" ")[0]
    path, _, query = target.partition("?")
    start = (method, path.removeprefix(f"/~{exchange.espace}"), query.encode("latin-1"))
    how = lire_transport(exchange.wire, exchange.connection)
    body = exchange.request.body
    return situer(lire_appel(start, exchange.request.headers, body, exchange.face, how, exchange.peer))


def reponse_de(exchange: Exchange) -> Reponse | None:
    """The answer of a recorded exchange."""
    answer = exchange.answer
    if answer is None:
        return None
    status = int(answer.start.split(" ", 2)[1])
    headers = tuple((name.lower(), value) for name, value in answer.headers)
    return Reponse(status, headers, answer.body or b"")


def remarques_de(
    appel: Appel,
    reponse: Reponse | None,
    client_de: Callable[[str], Client | None],
    started: datetime,
    *,
    une_origine: bool,
) -> tuple[Remarque, ...]:
    """Every remark that the bytes support, then the rule behind the error answered."""
    erreur = erreur_repondue(appel, reponse)[0] if reponse else ""
    if appel.transport == "fichier":
        return tuple(_fichier(appel, started))
    told = PAR_ERREUR.get(erreur) if erreur and ERRORS[erreur].wire["famille"] == "http" else None
    rule = told or incident(appel, une_origine=une_origine)
    noted = (Remarque(rule),) if rule else tuple(_de_l_operation(appel, client_de))
    return expliquees(noted, erreur)


# Calls of servers, judged with their client's registration.
_DE_SERVEURS: Final[Mapping[str, Callable[[Appel, Identifiants, Client | None], Iterable[Remarque]]]] = {
    noms.OP_APPAREIL: annonces.juger_appareil,
    noms.OP_CIBA: ciba.juger_demande,
    noms.OP_JETON: jeton.juger,
    noms.OP_RAFRAICHISSEMENT: jeton.juger,
    noms.OP_CIBA_JETON: jeton.juger,
    noms.OP_INTROSPECTION: acces.juger_introspection,
    noms.OP_REVOCATION: acces.juger_revocation,
}


def _de_l_operation(appel: Appel, client_de: Callable[[str], Client | None]) -> Iterator[Remarque]:
    identifiants = lire_identifiants(appel)
    judge = _DE_SERVEURS.get(appel.operation)
    if judge is not None:
        yield from judge(appel, identifiants, client_de(identifiants.client_id))
        return
    match appel.operation:
        case noms.OP_AUTORISATION | noms.OP_POUSSEE | noms.OP_PROXY_CONNEXION:
            yield from _demande(appel, client_de)
        case noms.OP_ECHANGE:
            yield from echange.juger(appel)
        case noms.OP_USERINFO:
            yield from _userinfo(appel)
        case noms.OP_DECONNEXION:
            if acces.de_serveur(appel):
                yield from authentification(appel, identifiants, client_de(identifiants.client_id))
                yield from ecarts(appel, identifiants)
            else:
                yield from (*acces.a_confirmer(appel), *acces.dans_url(appel))


def _demande(appel: Appel, client_de: Callable[[str], Client | None]) -> Iterator[Remarque]:
    """A connection asked: of the proxy, by the browser, or pushed; what was pushed was judged then."""
    if appel.operation == noms.OP_PROXY_CONNEXION:
        yield from proxy.juger(lire_connexion(appel.corps))
        return
    demande = lire_autorisation(appel.champs)
    if appel.operation == noms.OP_POUSSEE:
        identifiants = lire_identifiants(appel)
        pushed = replace(demande, client_id=identifiants.client_id)
        yield from poussee.juger(appel, identifiants, pushed, client_de(identifiants.client_id))
    elif not poussee.est_poussee(appel.champs):
        yield from autorisation.juger(appel, demande, client_de(demande.client_id or ""))


def _userinfo(appel: Appel) -> Iterator[Remarque]:
    token = lire_jeton_porteur(appel)
    yield from acces.juger_userinfo(appel, bool(token))
    claims = partie(token, 1) if token else None
    read = lire_claims(claims) if claims else None
    if read is not None:
        yield from acces.portee(read)


def _fichier(appel: Appel, started: datetime) -> Iterator[Remarque]:
    token = (appel.formulaire or Champs()).texte("token")
    header, claims = partie(token, 0), partie(token, 1)
    read = lire_claims(claims) if claims else None
    if header is not None and read is not None:
        yield from fichier.juger_fichier(header, read, int(started.timestamp()))
