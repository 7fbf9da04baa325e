"""The flat facts of what a mail is to its readers: who signs it, its words, its attachments."""

import re
from typing import Final

from mss.data.names import PREFIXE_XDM
from mss.model import Archive, Courriel, Jugement
from mss.rules.archive import matricules
from mss.rules.catalogue.archive import NOM, PAR_ECART, PDF_ABSENT, PDF_DIFFERENT, PLUSIEURS, SANS_CDA
from mss.rules.texte import annule_et_remplace, est_texte, texte_lu
from simulators.core.journal.model import Fact
from simulators.core.sante.noms import convertir

_CONTACT: Final = re.compile(r"[\w.+-]+@(?:[\w-]+\.)*mssante\.fr", re.ASCII)
_AUTOMATIQUE: Final = "AUTOMATIQUE"
_MOST_CONTACTS: Final = 20
# What an archive lacks as an archive, whoever its documents are about.
_XDM: Final = frozenset(one.id for one in (*PAR_ECART.values(), NOM, PLUSIEURS, SANS_CDA))
_PDF: Final = frozenset({PDF_ABSENT.id, PDF_DIFFERENT.id})


def forme(jugement: Jugement) -> dict[str, Fact]:
    """`mss.ecarts` are the identifiers of the rules that the mail breaks, each once."""
    mail = jugement.courriel
    shown = mail.expediteurs[0].nom.strip() if mail.expediteurs else ""
    body = texte_lu(mail)
    broken = tuple(dict.fromkeys(one.rule.id for one in jugement.remarques))
    pdfs = [one for one in mail.parties if one.est_pdf]
    facts: dict[str, Fact] = {
        "mss.ecarts": broken,
        "mss.sujet_conforme": mail.sujet.startswith(PREFIXE_XDM)
        and not any(one.startswith("mss.sujet.") for one in broken),
        "mss.message_id_conforme": not any(one.startswith("mss.entete.message_id_") for one in broken),
        "mss.libelle": "" if "@" in shown else shown,
        "mss.reponse_a": tuple(one.adresse for one in mail.reponse_a),
        "mss.corps": tuple(one.type_mime for one in mail.parties if est_texte(one)),
        "mss.pieces": tuple(one.nom for one in mail.parties if one.est_archive or one.est_pdf),
        "mss.pdf": len(pdfs),
        "mss.pdfa": bool(pdfs) and all(one.pdfa for one in pdfs),
        "mss.pdf_ecarts": tuple(one for one in broken if one in _PDF),
        "mss.remise_demandee": mail.entete("Return-Receipt-To") is not None,
        "mss.annule_remplace": annule_et_remplace(mail),
        "mss.mention_automatique": _AUTOMATIQUE in convertir(body),
        "mss.contacts": _contacts(mail, body),
    }
    if jugement.archive is not None:
        facts |= versions(jugement.archive)
        facts["mss.codecda_conforme"] = not any(one.startswith("mss.entete.codecda_") for one in broken)
        facts["mss.xdm_ecarts"] = tuple(one for one in broken if one in _XDM)
    return facts


def versions(archive: Archive) -> dict[str, Fact]:
    """The documents joined: of whom by their sheets, their identifiers, their lines, what each replaces."""
    cdas = archive.cdas
    return {
        "mss.patients": len(matricules(archive)),
        "mss.fiche_patients": archive.patients,
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
