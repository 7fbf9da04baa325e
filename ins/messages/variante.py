"""Answers as the files the CNDA had editors inject were written (ins.md §3.4): same meaning, other shape."""

from ins.data import names
from ins.model import Individu, InsRendu, Reponse
from simulators.core.sante.oids import INS_NIA
from simulators.core.xml.escape import element, text
from simulators.core.xml.soap import SOAP12

# Option of the espace: a client must read both shapes.
OPTION_CNDA = "ins.variante_cnda"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SANS_IDENTITE = (
    f'{_DECLARATION}<S:Envelope xmlns:S="{SOAP12}"><S:Body><RESULTAT xmlns="{names.RESULTAT}" '
    f'xmlns:ns2="{names.REC_VITALE}" xmlns:ns3="{names.REC_SANS}">'
)


def sans_identite(reponse: Reponse) -> str:
    """01 and 02: `S:Body`, and the other prefixes declared as `ns2` and `ns3`."""
    code = f"<CR><CodeCR>{reponse.code}</CodeCR><LibelleCR>{reponse.libelle}</LibelleCR></CR>"
    return f"{_SANS_IDENTITE}{code}</RESULTAT></S:Body></S:Envelope>"


def individu(one: Individu) -> str:
    """INDIVIDU with the dates first in INSHISTO, TypeMatricule, and the first given name in TIQ."""
    history = "".join(f"<INSHISTO>{_dates(former)}{_ins(former)}</INSHISTO>" for former in one.historique)
    tiq = (
        element("NomNaissance", one.nom_naissance or None)
        + element("Prenom", one.liste_prenoms.partition(" ")[0] or None)
        + element("ListePrenom", one.liste_prenoms or None)
        + element("Sexe", one.sexe or None)
        + element("DateNaissance", one.date_naissance or None)
        + element("LieuNaissance", one.lieu_naissance or None)
    )
    actif = f"<INSACTIF>{_dates(one.actif)}{_ins(one.actif)}</INSACTIF>"
    return f"<INDIVIDU>{actif}{history}<TIQ>{tiq}</TIQ></INDIVIDU>"


def _dates(ins: InsRendu) -> str:
    return element("DateDeb", ins.date_deb or None) + element("DateFin", ins.date_fin or None)


def _ins(ins: InsRendu) -> str:
    kind = ins.type_matricule or ("NIA" if ins.oid == INS_NIA else "NIR")
    number = element("NumIdentifiant", ins.matricule) + element("Cle", ins.cle)
    number += element("TypeMatricule", kind)
    return f"<IdIndividu>{number}</IdIndividu><OID>{text(ins.oid)}</OID>"
