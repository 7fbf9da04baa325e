"""What must be in place before going live, and what the rehearsal already showed of it.

Nothing here is decided by the simulator: what it shows was shown with test material. Only a person ticks.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.repetition.indicateurs import connected
from simulators.scenarios.reports.wording import plural


@dataclass(frozen=True, slots=True)
class Etape:
    """One thing to have: a word to tick it with, what it is, how one gets it."""

    mot: str
    titre: Text
    comment: Text


@dataclass(frozen=True, slots=True)
class Ligne:
    """A step as told: ticked or not, and what the rehearsal showed (may be empty)."""

    etape: Etape
    faite: bool
    vu: str


ETAPES = (
    Etape(
        "rpps",
        Text("Professionnels enregistrés (RPPS+)", "Professionals registered (RPPS+)"),
        Text(
            "Chaque professionnel qui se connectera est enregistré au répertoire, y compris ceux qui n'ont "
            "pas d'ordre, avec l'activité exercée dans l'établissement.",
            "Everyone who will connect is in the directory, those without an order included, with the "
            "activity they have in the establishment.",
        ),
    ),
    Etape(
        "e-cps",
        Text("e-CPS activées", "e-CPS activated"),
        Text(
            "Chacun a activé son e-CPS sur son téléphone et s'est connecté une fois.",
            "Each has activated the e-CPS on a phone and connected once.",
        ),
    ),
    Etape(
        "boites",
        Text("Boîtes MSSanté ouvertes", "MSSanté boxes opened"),
        Text(
            "La boîte de l'établissement et celles des professionnels sont créées chez un opérateur, "
            "publiées à l'annuaire, et quelqu'un relève chacune d'elles chaque jour.",
            "The establishment's box and the professionals' exist at an operator, are in the directory, and "
            "somebody reads each of them every day.",
        ),
    ),
    Etape(
        "certificats",
        Text("Certificats de l'établissement installés", "Certificates of the establishment installed"),
        Text(
            "Les certificats de production sont commandés pour le bon établissement (FINESS géographique), "
            "installés, et leur date de fin est notée.",
            "Production certificates are ordered for the right establishment (geographic FINESS), installed, "
            "and their end date is noted.",
        ),
    ),
    Etape(
        "cnda",
        Text("Logiciel autorisé par le CNDA", "Software authorised by the CNDA"),
        Text(
            "L'éditeur remet les autorisations de la version installée, pour l'identité nationale de santé "
            "et pour le DMP, et son habilitation Pro Santé Connect.",
            "The vendor hands over the authorisations of the version installed, for INSi and for the DMP, "
            "and its Pro Santé Connect habilitation.",
        ),
    ),
    Etape(
        "information",
        Text("Usagers informés", "Usagers informed"),
        Text(
            "Les usagers sont informés de l'usage de leur identité et de leur dossier, et leurs oppositions "
            "sont notées dans le logiciel.",
            "Usagers are told about the use of their identity and record, and their oppositions are noted.",
        ),
    ),
    Etape(
        "panne",
        Text("Conduite à tenir en cas de panne", "What to do when a service is down"),
        Text(
            "Chacun sait quoi faire si un service ne répond pas, et qui appeler.",
            "Each knows what to do when a service does not answer, and whom to call.",
        ),
    ),
)
MOTS = tuple(one.mot for one in ETAPES)


def liste(exchanges: Sequence[Exchange], faites: Collection[str]) -> tuple[Ligne, ...]:
    """The checklist, with what these exchanges showed. `faites`: words of what is declared done."""
    shown = {
        "e-cps": _count(len(connected(exchanges)), "professionnel connecté"),
        "boites": _count(len(_boxes(exchanges)), "boîte ouverte"),
        "certificats": _count(len(_certificates(exchanges)), "établissement reconnu", "certificat de test"),
    }
    return tuple(Ligne(one, one.mot in faites, shown.get(one.mot, "")) for one in ETAPES)


def _boxes(exchanges: Sequence[Exchange]) -> set[object]:
    logins = (one for one in exchanges if one.operation.endswith(".connexion"))
    return {one.facts.get("mss.boite") for one in logins if one.facts.get("fault") is False}


def _certificates(exchanges: Sequence[Exchange]) -> set[object]:
    return {one.facts["tls.client.ou"] for one in exchanges if one.facts.get("tls.client.ou")}


def _count(number: int, words: str, by: str = "") -> str:
    if not number:
        return "Pas vu pendant la répétition."
    return f"Pendant la répétition : {number} {plural(number, words)}{f' ({by})' if by else ''}."
