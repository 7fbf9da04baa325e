"""The flat facts of mail exchanges: what the scenarios and the console filter on."""

from collections.abc import Mapping, Sequence
from typing import Final

from mss.data.names import X_CODECDA, X_INS, X_MES, X_NIL
from mss.facts_courriel import forme
from mss.model import Archive, Courriel, Enveloppe, Jugement
from mss.rules.archive import matricules
from mss.rules.catalogue.archive import ILLISIBLE
from simulators.core.journal.model import Fact

# Raised whenever a fact is named or computed differently.
FACTS_VERSION: Final = 5

Facts = dict[str, Fact]


def connexion(mecanisme: str, boite: str, professionnel: str, empreinte: str, code: str) -> Facts:
    """A login: the mechanism, the box claimed, a fingerprint of the token, the answer."""
    return {
        "mss.mecanisme": mecanisme,
        "mss.boite": boite,
        "mss.jeton": empreinte,
        "mss.code": code,
        "code": code,
        "fault": not code.startswith(("2", "OK")),
        "professional": professionnel,
    }


def courriel(jugement: Jugement) -> Facts:
    """What the mail itself says."""
    mail, archive = jugement.courriel, jugement.archive
    facts: Facts = {
        "mss.message_id": mail.message_id,
        "mss.en_reponse_a": mail.en_reponse_a,
        "mss.references": mail.references,
        "mss.sujet": mail.sujet,
        "mss.taille": mail.taille,
        "mss.xdm": archive is not None,
        "patient.matricule": "",
        **forme(jugement),
    }
    for name, header in (
        ("mss.nil", X_NIL),
        ("mss.ins", X_INS),
        ("mss.codecda", X_CODECDA),
        ("mss.mes", X_MES),
    ):
        if mail.entete(header) is not None:
            facts[name] = mail.valeur(header)
    _receipts(mail, facts)
    if archive is not None:
        _archive(archive, facts)
    return facts


def _receipts(mail: Courriel, facts: Facts) -> None:
    facts["mss.accuse_demande"] = mail.entete("Disposition-Notification-To") is not None
    if mail.racine == "multipart/report":
        facts["mss.rapport"] = True
    if mail.accuse is not None:
        facts["mss.accuse"] = mail.accuse.disposition
        facts["mss.accuse_erreur"] = mail.accuse.erreur
        facts["mss.accuse_de"] = mail.accuse.original


def _archive(archive: Archive, facts: Facts) -> None:
    facts["mss.cda_empreintes"] = tuple(one.empreinte for one in archive.cdas)
    facts["mss.cda_codes"] = tuple(one.code for one in archive.cdas)
    facts["mss.documents"] = len(archive.documents)
    patients = matricules(archive)
    facts["patient.matricule"] = patients[0] if len(patients) == 1 else ""
    facts["mss.ins_oid"] = _several(*archive.oids, *(one.oid for one in archive.cdas))
    facts["patient.traits"] = next((one.cle_patient for one in archive.cdas), "")
    facts["document.prenoms"] = _several(*(one.prenom_patient for one in archive.cdas))


def _several(*values: str) -> tuple[str, ...]:
    """Each value once, the empty ones left out."""
    return tuple(dict.fromkeys(value for value in values if value))


def envoi(
    mail: Mapping[str, Fact], enveloppe: Enveloppe, usagers: Sequence[str], professionnel: str, code: str
) -> Facts:
    """One SMTP transaction, with the facts of its mail when it came."""
    facts: Facts = {
        "patient.matricule": "",
        **mail,
        "mss.expediteur": enveloppe.expediteur,
        "mss.boite": enveloppe.boite,
        "mss.destinataires": enveloppe.destinataires,
        "mss.usagers": tuple(usagers),
        "mss.avis_demande": enveloppe.avis,
        "mss.code": code,
        "code": code,
        "fault": not code.startswith("2"),
        "professional": professionnel,
    }
    if not facts["patient.matricule"] and len(usagers) == 1:
        facts["patient.matricule"] = usagers[0].upper()
    return facts


def enveloppe(told: Mapping[str, Fact]) -> Enveloppe:
    """The envelope of a transaction, from the facts the journal kept."""
    return Enveloppe(
        str(told.get("mss.boite") or ""),
        str(told.get("mss.expediteur") or ""),
        _words(told.get("mss.destinataires")),
        _words(told.get("mss.avis_demande")),
    )


def _words(told: Fact) -> tuple[str, ...]:
    return tuple(str(one) for one in told) if isinstance(told, tuple | list) else ()


def lecture(messages: Sequence[Mapping[str, Fact]], corps_lu: bool, marque_lu: bool) -> Facts:
    """What an IMAP client took: the mails, the CDAs when their content was read, the flag \\Seen put on."""
    facts: Facts = {
        "mss.messages": tuple(str(one.get("mss.message_id", "")) for one in messages),
        "mss.corps_lu": corps_lu,
        "mss.marque_lu": marque_lu,
        "mss.illisible": any(_illisible(one) for one in messages),
    }
    if not corps_lu:
        return facts
    empreintes: list[str] = []
    for one in messages:
        told = one.get("mss.cda_empreintes")
        empreintes += [str(part) for part in told] if isinstance(told, list | tuple) else []
    facts["mss.cda_empreintes"] = tuple(dict.fromkeys(empreintes))
    patients = {str(one["patient.matricule"]) for one in messages if one.get("patient.matricule")}
    facts["patient.matricule"] = patients.pop() if len(patients) == 1 else ""
    if len(messages) == 1:
        facts["mss.message_id"] = str(messages[0].get("mss.message_id", ""))
    return facts


def _illisible(message: Mapping[str, Fact]) -> bool:
    """Whether the archive of a mail cannot be opened."""
    told = message.get("mss.ecarts")
    return isinstance(told, list | tuple) and ILLISIBLE.id in told
