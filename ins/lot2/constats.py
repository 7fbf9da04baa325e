"""What the answer of a follow-up adds to the findings: the batch asked for, and why lines are KO."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ins.lot2.model import Motif, ReponseLot2, ReponseSuivi
from ins.lot2.rules.masse import REGLES_DE_KO, apres_coup
from ins.lot2.state import lots
from ins.lot2.traitement import MOST_PER_RULE
from ins.model import Faute, Operation, Reponse
from ins.traitement import Jugement
from simulators.core.rule import Effect, Finding, Place

if TYPE_CHECKING:
    from simulators.core.espace import Espace

_LIGNE = "/soap:Envelope/env:Body/SUIVIRESULTAT/LIGNE"


def complete(
    jugement: Jugement, resultat: Reponse | ReponseLot2 | Faute | None, *, refusee: bool
) -> Jugement:
    """The judgement of a follow-up with what its answer tells of it; any other call as it is."""
    masse = jugement.masse
    if masse is None or jugement.operation is not Operation.SUIVI:
        return jugement
    told = resultat if isinstance(resultat, ReponseSuivi | Faute) else None
    more = tuple(apres_coup(masse.lot or "", told, refusee=refusee))
    return replace(jugement, remarques=(*jugement.remarques, *more))


def constats_ko(resultat: object, motifs: Mapping[int, Motif] | None = None) -> Iterator[Finding]:
    """Why the first lines are KO, at their place in the answer; `motifs` by rank when it does not tell."""
    if not isinstance(resultat, ReponseSuivi):
        return
    told: Counter[Motif] = Counter()
    for rang, one in enumerate(resultat.resultats, 1):
        motif = one.motif if motifs is None else motifs.get(rang)
        if motif is None or told[motif] >= MOST_PER_RULE:
            continue
        told[motif] += 1
        place = Place("answer", "xpath", f"{_LIGNE}[{rang}]")
        yield Finding(REGLES_DE_KO[motif], place, one.id, "", Effect.ACCEPT)


def relus(resultat: object, espace: "Espace | None") -> tuple[Finding, ...]:
    """The same for an answer read again: the reasons are those that the store still keeps."""
    if espace is None or not isinstance(resultat, ReponseSuivi) or not resultat.resultats:
        return ()
    contenus = espace.store.read(partial(lots.resultats, lot=resultat.lot))
    kept = (one.motif for contenu in contenus for one in lots.lire_resultats(contenu))
    motifs = {rang: motif for rang, motif in enumerate(kept, 1) if motif is not None}
    return tuple(constats_ko(resultat, motifs))
