"""The flat facts of what a mail is to its readers: who signs it, its words, its attachments."""

import re
from typing import Final

from mss.model import Archive, Courriel, Jugement
from mss.rules.texte import annule_et_remplace, est_texte, texte_lu
from simulators.core.journal.model import Fact
from simulators.core.sante.noms import convertir

_CONTACT: Final = re.compile(r"[\w.+-]+@(?:[\w-]+\.)*mssante\.fr", re.ASCII)
_AUTOMATIQUE: Final = "AUTOMATIQUE"
_MOST_CONTACTS: Final = 20


def forme(jugement: Jugement) -> dict[str, Fact]:
    """`mss.ecarts` are the identifiers of the rules that the mail breaks, each once."""
    mail = jugement.courriel
    shown = mail.expediteurs[0].nom.strip() if mail.expediteurs else ""
    body = texte_lu(mail)
    facts: dict[str, Fact] = {
        "mss.ecarts": tuple(dict.fromkeys(one.rule.id for one in jugement.remarques)),
        "mss.libelle": "" if "@" in shown else shown,
        "mss.reponse_a": tuple(one.adresse for one in mail.reponse_a),
        "mss.corps": tuple(one.type_mime for one in mail.parties if est_texte(one)),
        "mss.pieces": tuple(one.nom for one in mail.parties if one.est_archive or one.est_pdf),
        "mss.pdf": sum(one.est_pdf for one in mail.parties),
        "mss.remise_demandee": mail.entete("Return-Receipt-To") is not None,
        "mss.annule_remplace": annule_et_remplace(mail),
        "mss.mention_automatique": _AUTOMATIQUE in convertir(body),
        "mss.contacts": _contacts(mail, body),
    }
    return facts | (versions(jugement.archive) if jugement.archive else {})


def versions(archive: Archive) -> dict[str, Fact]:
    """The identifiers of the documents joined, those of the lines of versions, and what each replaces."""
    cdas = archive.cdas
    return {
        "mss.cda_ids": tuple(one.id for one in cdas),
        "mss.cda_lignees": tuple(one.lignee for one in cdas),
        "mss.cda_versions": tuple(one.version for one in cdas),
        "mss.cda_remplaces": tuple(parent for one in cdas for parent in one.remplace),
    }


def _contacts(mail: Courriel, body: str) -> tuple[str, ...]:
    """The MSSanté addresses that the text gives, that of the sender left out."""
    own = {one.adresse for one in mail.expediteurs}
    found = dict.fromkeys(one.lower() for one in _CONTACT.findall(body))
    return tuple(one for one in found if one not in own)[:_MOST_CONTACTS]
