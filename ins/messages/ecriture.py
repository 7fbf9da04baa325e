"""Values to bytes: requests as a DUI writes them, answers and faults as the real service serialises them."""

from dataclasses import replace

from ins.data import names
from ins.errors import ERRORS, PASSERELLE
from ins.messages.carte import write_carte, write_couverture
from ins.model import (
    Contexte,
    ContexteBam,
    ContexteLps,
    Demande,
    Faute,
    Individu,
    InsRendu,
    Operation,
    Reponse,
    Resultat,
    Traits,
)
from simulators.core.xml.escape import attribute, element, text
from simulators.core.xml.soap import SOAP12, WSA

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_REQUEST_OPEN = (
    f'<soap:Envelope xmlns:soap="{SOAP12}" xmlns:wsa="{WSA}" xmlns:bam="{names.CTX_BAM}" '
    f'xmlns:lps="{names.CTX_LPS}"'
)
_ANSWER_OPEN = (
    f'{_DECLARATION}<soap:Envelope xmlns:soap="{SOAP12}"><env:Body xmlns:S="{SOAP12}" xmlns:env="{SOAP12}">'
)
_RESULTAT_OPEN = (
    f'<RESULTAT xmlns="{names.RESULTAT}" xmlns:ns0="{names.REC_VITALE}" xmlns:ns1="{names.REC_SANS}">'
)
_ANSWER_CLOSE = "</env:Body></soap:Envelope>"
_NS4 = ' xmlns:ns4="http://schemas.xmlsoap.org/soap/envelope/"'

# The gateway of 2022 wrote its faults as the service does (ins.md §5.1); option of the espace.
OPTION_2022 = "ins.fautes_2022"


def build_request(demande: Demande) -> bytes:
    """A search as a DUI sends it (ins.md §3.3). What is None is left out.

    `demande.action` None leaves `wsa:Action` out; use `default_action` for the right one.
    """
    if demande.operation is Operation.VITALE:
        card = f"<v:RECVITALE>{write_carte(demande.carte)}</v:RECVITALE>"
        return in_request(demande, f' xmlns:v="{names.REC_VITALE}"', card)
    body = f"<r:RECSANSVITALE>{_traits(demande.traits)}</r:RECSANSVITALE>"
    return in_request(demande, f' xmlns:r="{names.REC_SANS}"', body)


def in_request(demande: Demande, declared: str, body: str) -> bytes:
    """The envelope of a request around its body; `declared` are the namespaces that the body adds."""
    header = _bam(demande.bam) + _lps(demande.lps)
    header += element("wsa:Action", demande.action) + element("wsa:MessageID", demande.message_id)
    envelope = f"<soap:Header>{header}</soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>"
    return f"{_REQUEST_OPEN}{declared}>{envelope}".encode()


def in_answer(body: str) -> bytes:
    """The envelope of an answer around its body, as the service writes it (ins.md §3.4)."""
    return f"{_ANSWER_OPEN}{body}{_ANSWER_CLOSE}".encode()


def default_action(operation: Operation) -> str:
    """The action of an operation, as the WSDL gives it."""
    return names.ACTIONS[operation]


def _attribute(name: str, value: str | None) -> str:
    return "" if value is None else f' {name}="{attribute(value)}"'


def _context_open(name: str, context: Contexte) -> str:
    return f"<{name}{_attribute('Nature', context.nature)}{_attribute('Version', context.version)}>"


def _common(prefix: str, context: Contexte) -> str:
    return (
        element(f"{prefix}:Id", context.id)
        + element(f"{prefix}:Temps", context.temps)
        + element(f"{prefix}:Emetteur", context.emetteur)
    )


def _bam(context: ContexteBam | None) -> str:
    if context is None:
        return ""
    cover = "" if context.couverture is None else write_couverture(context.couverture)
    inside = _common("bam", context) + cover
    return f"{_context_open('bam:ContexteBAM', context)}{inside}</bam:ContexteBAM>"


def _lps(context: ContexteLps | None) -> str:
    if context is None:
        return ""
    idam = ""
    if context.idam is not None:
        idam = f"<lps:IDAM{_attribute('R', context.idam_r)}>{text(context.idam)}</lps:IDAM>"
    software = idam + element("lps:Version", context.lps_version)
    software += element("lps:Instance", context.instance) + element("lps:Nom", context.nom)
    inside = _common("lps", context) + (f"<lps:LPS>{software}</lps:LPS>" if context.lps else "")
    return f"{_context_open('lps:ContexteLPS', context)}{inside}</lps:ContexteLPS>"


def _traits(traits: Traits) -> str:
    return (
        element("r:NomNaissance", traits.nom_naissance)
        + "".join(element("r:Prenom", prenom) for prenom in traits.prenoms)
        + element("r:Sexe", traits.sexe)
        + element("r:DateNaissance", traits.date_naissance)
        + element("r:LieuNaissance", traits.lieu_naissance)
    )


def render(resultat: Resultat, options: frozenset[str] = frozenset()) -> tuple[int, bytes]:
    """The HTTP status and the bytes of an answer, byte for byte as seen live (ins.md §3.4, §5.1)."""
    if isinstance(resultat, Reponse):
        return 200, _reponse(resultat).encode()
    wire = ERRORS[resultat.cle].wire
    old = OPTION_2022 in options
    body = _gateway_fault(resultat, old) if wire["forme"] == PASSERELLE else _service_fault(resultat, old)
    return int(wire["http"]), body.encode()


def _reponse(reponse: Reponse) -> str:
    individu = "" if reponse.individu is None else _individu(reponse.individu)
    code = f"<CR><CodeCR>{reponse.code}</CodeCR><LibelleCR>{reponse.libelle}</LibelleCR></CR>"
    return f"{_ANSWER_OPEN}{_RESULTAT_OPEN}{code}{individu}</RESULTAT>{_ANSWER_CLOSE}"


def _individu(individu: Individu) -> str:
    history = "".join(f"<INSHISTO>{_ins(former)}</INSHISTO>" for former in individu.historique)
    tiq = (
        f"<NomNaissance>{text(individu.nom_naissance)}</NomNaissance>"
        f"<ListePrenom>{text(individu.liste_prenoms)}</ListePrenom>"
        f"<Sexe>{individu.sexe}</Sexe>"
        f"<DateNaissance>{individu.date_naissance}</DateNaissance>"
        f"<LieuNaissance>{text(individu.lieu_naissance)}</LieuNaissance>"
    )
    actif = f"<INSACTIF>{_ins(individu.actif)}</INSACTIF>"
    return f"<INDIVIDU>{actif}{history}<TIQ>{tiq}</TIQ></INDIVIDU>"


def _ins(ins: InsRendu) -> str:
    kind = f"<TypeMatricule>{text(ins.type_matricule)}</TypeMatricule>" if ins.type_matricule else ""
    start = f"<DateDeb>{ins.date_deb}</DateDeb>" if ins.date_deb else ""
    end = f"<DateFin>{ins.date_fin}</DateFin>" if ins.date_fin else ""
    number = f"<NumIdentifiant>{ins.matricule}</NumIdentifiant><Cle>{ins.cle}</Cle>{kind}"
    return f"<IdIndividu>{number}</IdIndividu><OID>{text(ins.oid)}</OID>{start}{end}"


def _gateway_fault(faute: Faute, old: bool) -> str:
    echo = "" if faute.message_id is None else f' messageID="{attribute(faute.message_id)}"'
    attributes = f'code="{faute.code}"{echo} severite="{faute.severite}" xmlns:siram="{names.SIRAM}"'
    if old:
        return _ANSWER_OPEN + _fault("S", _NS4, "en", faute, attributes) + _ANSWER_CLOSE
    opening = f'{_DECLARATION}<soap:Envelope xmlns:soap="{SOAP12}"><env:Body xmlns:env="{SOAP12}">'
    return opening + _fault("soap", "", "fr", faute, attributes) + _ANSWER_CLOSE


def _service_fault(faute: Faute, old: bool) -> str:
    # In 2022 a line break stood after the first sentence of the reason.
    told = replace(faute, raison=faute.raison.replace(". ", ".\n", 1)) if old else faute
    attributes = f'severite="{faute.severite}" code="{faute.code}" xmlns:siram="{names.SIRAM}"'
    return _ANSWER_OPEN + _fault("S", _NS4, "en", told, attributes) + _ANSWER_CLOSE


def _fault(prefix: str, extra: str, lang: str, faute: Faute, attributes: str) -> str:
    p = prefix
    sub = f"<{p}:Subcode><{p}:Value>{p}:{faute.sous_code}</{p}:Value></{p}:Subcode>"
    code = f"<{p}:Code><{p}:Value>{p}:{faute.role}</{p}:Value>{sub}</{p}:Code>"
    told = f'<{p}:Reason><{p}:Text xml:lang="{lang}">{text(faute.raison)}</{p}:Text></{p}:Reason>'
    detail = f"<siram:Erreur {attributes}>{text(faute.texte)}</siram:Erreur>"
    return f"<{p}:Fault{extra}>{code}{told}<{p}:Detail>{detail}</{p}:Detail></{p}:Fault>"
