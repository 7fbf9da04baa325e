"""The identities kept in the store, read and changed one by one; never loaded as a whole."""

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from ins.model import Cle, Individu, InsRendu
from ins.state.tables import anciens, base
from simulators.core.monde.model import DossierDmp, IdentiteReference, Ins, InsHistorique, Personne
from simulators.core.store.prepared import Prepared
from simulators.core.store.state import bump

if TYPE_CHECKING:
    from simulators.core.store.store import Store

_ACTIFS: Final = select(anciens.c.actif).where(anciens.c.matricule == bindparam("matricule"))
_RENDU: Final = ("matricule", "cle", "oid", "nom", "prenoms", "sexe", "date", "lieu", "historique")


def _recherche(*conditions: Any) -> Prepared:
    """A search by its conditions: this is the path of every call."""
    return Prepared(select(*(base.c[name] for name in _RENDU)).where(*conditions))


_PAR_TRAITS: Final = _recherche(
    base.c.sexe == bindparam("sexe"), base.c.date == bindparam("date"), base.c.nom == bindparam("nom")
)
_PAR_MATRICULE: Final = _recherche(
    or_(base.c.matricule == bindparam("matricule"), base.c.matricule.in_(_ACTIFS))
)
_UN: Final = select(base).where(base.c.matricule == bindparam("matricule"))
_AUCUNE: Final = select(base.c.matricule).limit(1)
_COMBIEN: Final = select(func.count()).select_from(base)
_PRIS: Final = select(base.c.matricule).where(
    base.c.matricule >= bindparam("debut"), base.c.matricule < bindparam("fin")
)
# Where what was imported or generated stands for Mon espace santé and the DMP unless told otherwise.
_ETIQUETTE_MES: Final = {"": "mes-actif", "ferme": "mes-ferme"}


class Registre:
    """The identities of one espace as a search needs them: each reading is one indexed statement."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def par_traits(self, cle: Cle) -> tuple[Individu, ...]:
        """Those of that birth name, sex and date. Every one has a sex: without it nobody is looked for."""
        nom, sexe, date = cle
        if not sexe:
            return ()
        return self._trouves(_PAR_TRAITS, sexe=sexe, date=date, nom=nom)

    def par_matricule(self, matricule: str) -> tuple[Individu, ...]:
        """Those who bear or bore these 13 characters."""
        return self._trouves(_PAR_MATRICULE, matricule=matricule)

    def _trouves(self, recherche: Prepared, **values: str) -> tuple[Individu, ...]:
        wanted = {name: _cherchable(value) for name, value in values.items()}
        rows = self._store.read(lambda connection: recherche.all(connection, **wanted))
        return tuple(_individu(*row) for row in rows)


def vide(connection: Connection) -> bool:
    """True when there is no identity at all."""
    return connection.execute(_AUCUNE).first() is None


def combien(connection: Connection) -> int:
    """How many identities."""
    return connection.scalar(_COMBIEN) or 0


def personne(connection: Connection, matricule: str) -> Personne | None:
    """The person whose active matricule is these 13 characters, as the other services take one."""
    row = connection.execute(_UN, {"matricule": _cherchable(matricule)}).first()
    return None if row is None else _personne(row)


def pris(connection: Connection, debut: str) -> set[str]:
    """The active matricules that begin so."""
    found = connection.scalars(_PRIS, {"debut": debut, "fin": f"{debut}~"})
    return set(found)


def ajouter(connection: Connection, personnes: Iterable[Personne]) -> int:
    """Adds identities; the views are told. The matricules must be free."""
    given = [one for one in personnes if one.reference is not None]
    if given:
        connection.execute(insert(base), [ligne(one) for one in given])
        former = [row for one in given for row in _anciens(one)]
        if former:
            connection.execute(insert(anciens), former)
    bump(connection, "monde")
    return len(given)


def oter(connection: Connection, matricules: Collection[str]) -> int:
    """Removes the identities of these active matricules; the views are told. Says how many."""
    wanted = list(matricules)
    connection.execute(delete(anciens).where(anciens.c.actif.in_(wanted)))
    gone = connection.execute(delete(base).where(base.c.matricule.in_(wanted))).rowcount
    bump(connection, "monde")
    return gone


def vider(connection: Connection) -> int:
    """Removes every identity; the views are told. Says how many there were."""
    connection.execute(delete(anciens))
    gone = connection.execute(delete(base)).rowcount
    bump(connection, "monde")
    return gone


def ligne(one: Personne) -> dict[str, str]:
    """A person as a row. Raises ValueError without a record of the reference base."""
    reference = one.reference
    if reference is None:
        raise ValueError("identité sans référence")
    return {
        "matricule": reference.ins.matricule,
        "cle": reference.ins.cle,
        "oid": reference.ins.oid,
        "nom": reference.nom_naissance,
        "prenoms": reference.liste_prenoms,
        "sexe": reference.sexe,
        "date": reference.date_naissance,
        "lieu": reference.lieu_naissance,
        "deces": one.deces,
        "dmp": "" if one.dmp is None or one.dmp.etat == "ouvert" else one.dmp.etat,
        "mes": "ferme" if "mes-ferme" in one.etiquettes else "",
        "historique": _ecrit(reference.historique),
    }


def _ecrit(historique: tuple[InsHistorique, ...]) -> str:
    return json.dumps([one.model_dump() for one in historique]) if historique else ""


def _anciens(one: Personne) -> list[dict[str, str]]:
    reference = one.reference
    if reference is None:
        return []
    actif = reference.ins.matricule
    former = {ins.matricule for ins in reference.historique} - {actif}
    return [{"matricule": matricule, "actif": actif} for matricule in sorted(former)]


def _individu(
    matricule: str,
    cle: str,
    oid: str,
    nom: str,
    prenoms: str,
    sexe: str,
    date: str,
    lieu: str,
    historique: str,
) -> Individu:
    former = json.loads(historique) if historique else ()
    actif = InsRendu(matricule, cle, oid)
    return Individu(
        actif, nom, prenoms, sexe, date, lieu, historique=tuple(InsRendu(**one) for one in former)
    )


def _personne(row: Any) -> Personne:
    former = json.loads(row.historique) if row.historique else ()
    reference = IdentiteReference(
        nom_naissance=row.nom,
        prenoms=tuple(row.prenoms.split(" ")) if row.prenoms else (),
        sexe=row.sexe,
        date_naissance=row.date,
        lieu_naissance=row.lieu,
        ins=Ins(matricule=row.matricule, cle=row.cle, oid=row.oid),
        historique=tuple(InsHistorique(**one) for one in former),
    )
    dmp = DossierDmp(etat=row.dmp or "ouvert", rattache_mes=not row.mes)
    return Personne(
        id=row.matricule.lower(),
        reference=reference,
        deces=row.deces,
        dmp=dmp,
        etiquettes=(_ETIQUETTE_MES[row.mes],),
    )


def _cherchable(text: str) -> str:
    """Text that SQLite can compare: half a character names nobody."""
    return text.encode("utf-8", "replace").decode()
