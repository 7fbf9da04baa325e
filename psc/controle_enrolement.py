"""Staff registered as on the portail RPPS+: a number at once, an e-CPS 48 hours later (psc.md §9)."""

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from psc import controle_reponses as reponses
from psc.annuaire import ENROLE, connu_le
from psc.data.nomenclatures import ACTEUR_A_ROLE
from psc.state import numeros
from simulators.core.monde.model import Professionnel, Situation
from simulators.core.rule import Text
from simulators.core.sante import luhn
from simulators.core.service import ControlCall, ControlRefused, ControlRoute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulators.core.espace import Espace

# Numbers given here begin so: fictional, and apart from those of the fixtures.
_PREFIXE: Final = "9971"
_LE_DERNIER: Final = 999_999
Nom = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f<>]+$")]
Court = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f<>]*$")]


class FicheEnrolement(BaseModel):
    """A person as the ESMS registers them: diploma (`profession`, 99 for none), and what they do (`role`)."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {"nom": "MARTIN", "prenom": "CAMILLE", "structure": "ehpad-les-tilleuls", "secteur": "SA30"}
            ]
        },
    )

    nom: Nom
    prenom: Nom
    civilite: Literal["M", "MME"] = "MME"
    profession: Annotated[str, Field(pattern=r"^[0-9]{2}$")] = ACTEUR_A_ROLE
    libelle_profession: Court = ""
    role: Court = ""
    structure: Nom
    secteur: Annotated[str, Field(pattern=r"^SA[0-9]{2}$")]


class ControleEnrolement:
    """The operations of the portail RPPS+."""

    def routes(self) -> tuple[ControlRoute, ...]:
        """What the roof mounts."""
        return (
            ControlRoute(
                "GET",
                "/enrolements",
                Text("Enrôlements", "Registrations"),
                self._lire,
                answer=list[reponses.EnrolementLu],
            ),
            ControlRoute(
                "POST",
                "/enrolements",
                Text("Enrôler un professionnel", "Register a professional"),
                self._enroler,
                FicheEnrolement,
                answer=reponses.EnrolementLu,
            ),
            ControlRoute(
                "POST",
                "/enrolements/{professionnel}/activer",
                Text("Activer l'e-CPS", "Activate the e-CPS"),
                self._activer,
                answer=reponses.EnrolementLu,
            ),
        )

    async def _lire(self, espace: "Espace", call: ControlCall) -> object:
        """Those registered, and when Pro Santé Connect knows them; None when nobody said since when they
        wait."""
        del call
        people = espace.monde.professionnels().values()
        return [_fiche(one, espace) for one in people if _enrole(one)]

    async def _enroler(self, espace: "Espace", call: ControlCall) -> object:
        """Gives an RPPS number; the e-CPS serves 48 hours later by the espace's clock, or once activated."""
        fiche: FicheEnrolement = call.body
        if fiche.structure not in espace.monde.structures():
            raise ControlRefused(422, f"Structure inconnue de l'espace {espace.name} : {fiche.structure}")
        rpps = await _numero_libre(espace)
        situation = Situation(secteur=fiche.secteur, structure=fiche.structure, role=fiche.role)
        one = Professionnel(
            id=f"enrole-{rpps}",
            nom=fiche.nom.upper(),
            prenom=fiche.prenom.upper(),
            civilite=fiche.civilite,
            rpps=rpps,
            profession=fiche.profession,
            libelle_profession=fiche.libelle_profession,
            situations=(situation,),
            carte="e-CPS",
            etat=ENROLE,
            enrole_le=espace.clock.now(),
        )
        await espace.monde.put(one)
        return _fiche(one, espace)

    async def _activer(self, espace: "Espace", call: ControlCall) -> object:
        """The person activates the e-CPS: nothing more is awaited."""
        id_ = call.parameters["professionnel"]
        found = espace.monde.professionnels().get(id_)
        if found is None or not _enrole(found):
            raise ControlRefused(404, f"Personne n'a été enrôlé sous ce nom : {id_}")
        one = found.model_copy(update={"etat": "actif"})
        await espace.monde.put(one)
        return _fiche(one, espace)


def _enrole(one: Professionnel) -> bool:
    """Registered on the portail RPPS+, at a moment that is told or not."""
    return one.enrole_le is not None or one.etat == ENROLE


def _fiche(one: Professionnel, espace: "Espace") -> "Mapping[str, Any]":
    known = connu_le(one)
    return {
        "id": one.id,
        "rpps": one.rpps,
        "identifiant_national": f"8{one.rpps}",
        "active": one.etat != ENROLE or (known is not None and espace.clock.now() >= known),
        "active_le": known.isoformat() if known else None,
    }


async def _numero_libre(espace: "Espace") -> str:
    """A number nobody has: each is drawn once, whoever asks at the same time."""
    taken = {one.rpps for one in espace.monde.professionnels().values()}
    while (rang := await espace.store.write(numeros.tirer)) <= _LE_DERNIER:
        body = f"{_PREFIXE}{rang:06d}"
        if (rpps := body + luhn.cle(body)) not in taken:
            return rpps
    raise ControlRefused(409, f"Tous les numéros fictifs de l'espace {espace.name} sont donnés")
