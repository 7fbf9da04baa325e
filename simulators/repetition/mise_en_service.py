"""What must be in place before going live, and what the rehearsal already showed of it.

Nothing here is decided by the simulator: what it shows was shown with test material. Only a person ticks.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.repetition.indicateurs import logged_in
from simulators.scenarios.reports.wording import plural


@dataclass(frozen=True, slots=True)
class Etape:
    """One thing to have: a word to tick it with, what it is, how one gets it."""

    mot: str
    titre: Text
    comment: Text


@dataclass(frozen=True, slots=True)
class Ligne:
    """A step as told: ticked or not, what the rehearsal showed (may be empty), by which exchanges."""

    etape: Etape
    faite: bool
    vu: str
    preuves: tuple[str, ...] = ()


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
        Text("Usagers informés", "People informed"),
        Text(
            "Les usagers sont informés de l'usage de leur identité et de leur dossier, et leurs oppositions "
            "sont notées dans le logiciel.",
            "People are told about the use of their identity and record, and their oppositions are noted.",
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
_NOTHING = Text("", "")
_NOT_SEEN = Text("Pas vu pendant la répétition.", "Not seen during the rehearsal.")
MOTS = tuple(one.mot for one in ETAPES)


def liste(exchanges: Sequence[Exchange], faites: Collection[str], lang: str = "fr") -> tuple[Ligne, ...]:
    """The checklist, with what these exchanges showed. `faites`: words of what is declared done."""
    shown = {
        "e-cps": _seen(
            {one.facts["professional"]: one.id for one in exchanges if logged_in(one)},
            ("professionnel connecté", "professional logged in"),
            lang,
        ),
        "boites": _seen(_boxes(exchanges), ("boîte ouverte", "box opened"), lang),
        "certificats": _seen(
            {one.facts["tls.client.ou"]: one.id for one in exchanges if one.facts.get("tls.client.ou")},
            ("établissement reconnu", "establishment known"),
            lang,
            Text(" (certificat de test)", " (test certificate)"),
        ),
    }
    return tuple(Ligne(one, one.mot in faites, *shown.get(one.mot, ("", ()))) for one in ETAPES)


def _boxes(exchanges: Sequence[Exchange]) -> Mapping[object, str]:
    logins = (one for one in exchanges if one.operation.endswith(".connexion"))
    return {one.facts.get("mss.boite"): one.id for one in logins if one.facts.get("fault") is False}


def _seen(
    found: Mapping[object, str], words: tuple[str, str], lang: str, by: Text = _NOTHING
) -> tuple[str, tuple[str, ...]]:
    """What was seen and how many times, then the exchange that shows each."""
    number = len(found)
    if not number:
        return _NOT_SEEN.in_language(lang), ()
    # In English, the first word alone takes the plural.
    head, _, rest = words[1].partition(" ")
    told = Text(
        f"Pendant la répétition : {number} {plural(number, words[0])}{by.fr}.",
        f"During the rehearsal: {number} {plural(number, head)} {rest}{by.en}.",
    )
    return told.in_language(lang), tuple(found.values())
