"""The names of the contract DESIR_ICIR_EXP 1.5.0 (ins.md §3.1)."""

from typing import Final

from ins.lot2.data import names as lot2

WSA: Final = "http://www.w3.org/2005/08/addressing"
REC_SANS: Final = "http://www.cnamts.fr/INSiRecSans"
REC_VITALE: Final = "http://www.cnamts.fr/INSiRecVit"
RESULTAT: Final = "http://www.cnamts.fr/INSiResultat"
CTX_BAM: Final = "urn:siram:bam:ctxbam"
CTX_LPS: Final = "urn:siram:lps:ctxlps"
SIRAM: Final = "urn:siram"
WSSE: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
SAML: Final = "urn:oasis:names:tc:SAML:2.0:assertion"

ACTION_TRAITS: Final = "urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite"
ACTION_VITALE: Final = "urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecCarteVitale"

MEDIA_TYPE: Final = "application/soap+xml"
ANSWER_TYPE: Final = "application/soap+xml;charset=UTF-8"

ROOT_TRAITS: Final = f"{{{REC_SANS}}}RECSANSVITALE"
ROOT_VITALE: Final = f"{{{REC_VITALE}}}RECVITALE"
BAM: Final = f"{{{CTX_BAM}}}ContexteBAM"
LPS: Final = f"{{{CTX_LPS}}}ContexteLPS"
SECURITY: Final = f"{{{WSSE}}}Security"
ASSERTION: Final = f"{{{SAML}}}Assertion"
ACTION: Final = f"{{{WSA}}}Action"
MESSAGE_ID: Final = f"{{{WSA}}}MessageID"

# Operations by their names in the journal.
TRAITS: Final = "ins.recherche_traits"
VITALE: Final = "ins.recherche_vitale"
INCONNUE: Final = "ins.inconnue"

BY_ROOT: Final = {ROOT_TRAITS: TRAITS, ROOT_VITALE: VITALE}
BY_ACTION: Final = {ACTION_TRAITS: TRAITS, ACTION_VITALE: VITALE}
# The same for an espace that simulates lot 2.
BY_ROOT_LOT2: Final = {**BY_ROOT, **lot2.BY_ROOT}
BY_ACTION_LOT2: Final = {**BY_ACTION, **lot2.BY_ACTION}
EXPECTED_ROOT: Final = {TRAITS: ROOT_TRAITS, VITALE: ROOT_VITALE, **lot2.EXPECTED_ROOT}
ACTIONS: Final = {TRAITS: ACTION_TRAITS, VITALE: ACTION_VITALE, INCONNUE: ACTION_TRAITS, **lot2.ACTIONS}
