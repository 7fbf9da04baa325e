"""Every error of the DMP by its cause: what an editor reads on the wire, word for word."""

from html import unescape

import pytest

from dmp.register import register
from simulators.core.espace import EspaceSettings
from simulators.core.faults.active import Fault
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Profile
from tests.dmp.banc import Banc
from tests.dmp.editeur import existence
from tests.dmp.test_regles import CASES

DENIED = "DMPAccessDeniedByRightsService"
RIGHTS = "Accès refusé par le service de gestion des droits : "
SUBCODE = "<soap:Subcode><soap:Value>soap:{0}</soap:Value></soap:Subcode>"
PLAIN = '<soap:Value>soap:Sender</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="fr">'
STRICT = {"http.type_de_contenu", "certificat.absent", "liste.date"}
# Entry of the table: the rule broken, the HTTP status, the words of the answer.
CAUSES: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "DMPInvalidCertificate": (
        "vihf.certificat_usage",
        500,
        (
            SUBCODE.format("DMPInvalidCertificate"),
            "Le certificat ayant signé le VIHF est invalide : Not a valid signature certificate",
        ),
    ),
    DENIED: (
        "droits.matrice",
        500,
        (SUBCODE.format(DENIED), f"{RIGHTS}La matrice des droits n'ouvre pas cette transaction"),
    ),
    "vihf_champ": (
        "vihf.issuer_format",
        500,
        (PLAIN + "Champ vide ou manquant dans le VIHF : Attribut format de Issuer<",),
    ),
    "vihf_valeur_vide": (
        "vihf.purposeofuse",
        500,
        (PLAIN + "Valeur vide pour le champ urn:oasis:names:tc:xspa:1.0:subject:purposeofuse<",),
    ),
    "vihf_specialite": (
        "vihf.specialite",
        500,
        (PLAIN + "Aucune spécialité dans le vihf. Spécialité obligatoire pour les Médecins et Pharmaciens<",),
    ),
    "mustunderstand": (
        "soap.security_mustunderstand",
        500,
        (
            "soap:MustUnderstand<",
            "MustUnderstand headers: [{http://docs.oasis-open.org/wss/2004/01/"
            "oasis-200401-wss-wssecurity-secext-1.0.xsd}Security] are not understood",
        ),
    ),
    "adressage": (
        "wsa.requis",
        500,
        (
            "wsa:MessageAddressingHeaderRequired<",
            "A required header representing a Message Addressing Property is not present<",
        ),
    ),
    "vihf_absent": ("vihf.absent", 500, (PLAIN + "Aucun VIHF dans l'en-tête de sécurité<",)),
    "vihf_refuse": (
        "vihf.conditions",
        500,
        (PLAIN + "VIHF refusé : Le VIHF est hors de la période de validité qu'il annonce",),
    ),
    "signature_refusee": (
        "vihf.signature",
        500,
        (PLAIN + "La signature du VIHF est invalide : La signature du VIHF ne correspond pas à son contenu",),
    ),
    "certificat_refuse": (
        "certificat.absent",
        500,
        (PLAIN + "Certificat client refusé : Aucun certificat client n'a été présenté<",),
    ),
    "requete_illisible": ("xml.vide", 500, (PLAIN + "Message illisible : Le message est vide<",)),
    "mtom_refuse": ("mtom.illisible", 500, (PLAIN + "Message multipart illisible : truncated",)),
    "enveloppe_refusee": ("soap.enveloppe", 500, (PLAIN + "Enveloppe SOAP inexploitable<",)),
    "operation_inconnue": (
        "soap.operation",
        500,
        (PLAIN + "Opération inconnue : {urn:hl7-org:v3}PRPA_IN999999UV99<",),
    ),
    "type_refuse": (
        "http.type_de_contenu",
        415,
        (
            PLAIN + "Type de contenu refusé : Le type de contenu n'est ni celui de SOAP 1.2 ni "
            "multipart/related : text/plain<",
        ),
    ),
    "corps_trop_lent": ("http.corps_trop_lent", 408, (PLAIN + "Message reçu trop lentement<",)),
    "chemin_inconnu": ("http.chemin", 404, ("<h1>404</h1><p>No service was found.</p>",)),
    "methode_refusee": ("http.methode", 405, ("<h1>405</h1><p>Method Not Allowed</p>",)),
    "td02_ps_structure": (
        "vihf.ps_structure",
        200,
        ('typeCode="AE"', f'code="{DENIED}"', "<text>PS et Structure non liés</text>"),
    ),
    "DMPFound": ("gestion.deja_ouvert", 200, ('typeCode="AE"', '<code code="DMPFound"/>')),
    "DMPClosed": ("gestion.ferme", 200, ('typeCode="AE"', '<code code="DMPClosed"/>')),
    "td1_absent": (
        "gestion.patient_inconnu",
        200,
        ('typeCode="AE"', "<text>Aucun DMP pour ce patient : Aucune personne ne porte cet INS"),
    ),
    "td1_refus": (
        "gestion.raison",
        200,
        (
            'typeCode="AE"',
            "Demande refusée : La raison de la demande n'est pas une opération de gestion de dossier",
        ),
    ),
    "td1_mes": (
        "gestion.rattache_mes",
        200,
        ('typeCode="AE"', f'<code code="{DENIED}"/>', "Ce DMP est rattaché à Mon espace santé : "),
    ),
    "service_refus": (
        "liste.date",
        200,
        ("<ns1:status></ns1:status>", "La date de départ de la liste n'est pas lisible : hier<"),
    ),
    "droits_service": (
        "autorisation.role",
        200,
        (f"<status>{DENIED}</status>", f"{RIGHTS}Seul un médecin peut se déclarer médecin traitant"),
    ),
    "XDSMetadataUpdateError": (
        "mise_a_jour.vide",
        200,
        ('errorCode="XDSMetadataUpdateError"', "La demande ne change ni l'état d'un document ni sa fiche"),
    ),
    "XDSMetadataUpdateOperationError": (
        "mise_a_jour.transition",
        200,
        ('errorCode="XDSMetadataUpdateOperationError"', "Approved → Deprecated"),
    ),
    "XDSMetadataVersionError": (
        "mise_a_jour.version",
        200,
        ('errorCode="XDSMetadataVersionError"', "La version précédente annoncée n'est pas la dernière"),
    ),
    "XDSMetadataIdentifierError": (
        "mise_a_jour.lid",
        200,
        ('errorCode="XDSMetadataIdentifierError"', "son identifiant logique est inconnu"),
    ),
    "XDSDocumentUniqueIdError": (
        "consultation.entry_uuid",
        200,
        ('errorCode="XDSDocumentUniqueIdError" codeContext="uniqueId=urn:uuid:',),
    ),
    "XDSUnknownPatientId": ("dossier.absent", 200, ('errorCode="XDSUnknownPatientId"', "n'a pas de DMP")),
    "XDSPatientIdDoesNotMatch": (
        "fiche.patient",
        200,
        ('errorCode="XDSPatientIdDoesNotMatch"', "Le patient d'un document n'est pas celui du lot"),
    ),
    "XDSRegistryMetadataError": ("lot.absent", 200, ('errorCode="XDSRegistryMetadataError"', "lot_absent")),
    "XDSRepositoryMetadataError": (
        "document.taille",
        200,
        (
            'errorCode="XDSRepositoryMetadataError"',
            "La taille annoncée n'est pas celle du document reçu : 12",
        ),
    ),
    "XDSRegistryDuplicateUniqueIdInMessage": (
        "lot.doublon",
        200,
        ('errorCode="XDSRegistryDuplicateUniqueIdInMessage"', "1.2.250.1.999.1.1.1.1"),
    ),
    "XDSDuplicateUniqueIdInRegistry": (
        "fiche.doublon",
        200,
        ('errorCode="XDSDuplicateUniqueIdInRegistry"', "est déjà au DMP : 1.2.250.1.999.1.2.1"),
    ),
    "XDSNonIdenticalHash": (
        "document.empreinte",
        200,
        ('errorCode="XDSNonIdenticalHash"', "0000000000000000000000000000000000000000"),
    ),
    "XDSMissingDocument": ("document.absent", 200, ('errorCode="XDSMissingDocument"', "Document01%40dui")),
    "XDSMissingDocumentMetadata": (
        "document.sans_fiche",
        200,
        ('errorCode="XDSMissingDocumentMetadata"', "n'a pas de fiche dans le lot : Document99"),
    ),
    "XDSUnknownRepositoryId": (
        "consultation.depot",
        200,
        ('errorCode="XDSUnknownRepositoryId"', "Le dépôt demandé n'est pas celui du DMP : 1.2.3"),
    ),
    "XDSStoredQueryMissingParam": (
        "recherche.parametre_absent",
        200,
        ('errorCode="XDSStoredQueryMissingParam"', "Un paramètre obligatoire de la requête manque"),
    ),
    "XDSStoredQueryParamNumber": (
        "recherche.parametre_forme",
        200,
        ('errorCode="XDSStoredQueryParamNumber"', "$XDSDocumentEntryCreationTimeFrom hier"),
    ),
    "XDSUnknownStoredQuery": ("recherche.requete", 200, ('errorCode="XDSUnknownStoredQuery"', "urn:uuid:0")),
    "XDSRegistryDeprecatedDocumentError": (
        "remplacement.obsolete",
        200,
        ('errorCode="XDSRegistryDeprecatedDocumentError"', "n'est plus la version en vigueur : Deprecated"),
    ),
    "UnresolvedReferenceException": (
        "lot.reference",
        200,
        ('errorCode="UnresolvedReferenceException"', "un objet qui n'est ni dans le lot ni au DMP"),
    ),
    "XDSRepositoryError": (
        "consultation.vide",
        200,
        ('errorCode="XDSRepositoryError"', "La demande ne nomme aucun document"),
    ),
    "web_adresse": ("web.adresse", 404, ("Cette page n'existe pas.",)),
    "web_methode": ("web.methode", 405, ("Cette page s'ouvre par un lien (GET).",)),
    "web_carte": ("web.carte", 403, ("Aucune carte de professionnel n'a été présentée : insérez",)),
    "web_professionnel": (
        "web.professionnel",
        403,
        ("Cette carte n'est pas celle d'un professionnel en exercice.",),
    ),
    "web_droits": ("web.droits", 403, ("Votre profession ne donne pas accès à cette page.",)),
    "web_inconnu": ("web.inconnu", 200, ("Ce patient n'a pas de DMP.",)),
    "web_ferme": ("web.ferme", 200, ("Le DMP de ce patient est fermé.",)),
    "web_bloque": ("web.bloque", 200, ("Le patient vous a bloqué l'accès à son DMP.",)),
    "web_sans_autorisation": (
        "web.sans_autorisation",
        200,
        ("Vous n'êtes pas autorisé à consulter le DMP de ce patient.",),
    ),
}
# No message nor state gives these: a programmed fault alone does.
ON_DEMAND = ("XDSRegistryError", "XDSRegistryBusy", "XDSRepositoryBusy", "XDSResultNotSinglePatient")
# Their cause is told elsewhere: below, in `test_attaques` (sizes, failures), `test_requetes`, `test_web`.
ELSEWHERE = {
    "td02_structure",
    "donnees_reelles",
    "corps_trop_gros",
    "erreur_interne",
    "erreur_page",
    "XDSTooManyResults",
    "web_donnees_reelles",
}


@pytest.mark.parametrize("key", CAUSES)
def test_each_cause_has_its_words(pki: Pki, key: str) -> None:
    rule, status, words = CAUSES[key]
    case = next(one for one in CASES if one.rule == rule)
    profile = Profile.STRICT if rule in STRICT else Profile.TERRAIN
    broken, mended = (Banc(pki, EspaceSettings(profile=profile), timeout=0.2) for _ in range(2))
    try:
        answer = case.broken(broken)
        assert answer.status == status
        refused, taken = unescape(answer.root), unescape(case.mended(mended).root)
        assert [word for word in words if word not in refused] == []
        assert [word for word in words if word not in taken] != []
    finally:
        broken.close()
        mended.close()


def test_a_structure_that_is_not_of_the_espace_is_not_found(banc: Banc) -> None:
    assert banc.call("existence", existence()).code == "OK"
    banc.runner.run(banc.espace.monde.delete("structures", "ehpad-les-tilleuls"))
    refused = banc.call("existence", existence())
    assert (refused.status, refused.text("text")) == (
        200,
        "Impossible d'effectuer un test d'existence : Structure introuvable ou Inactive",
    )
    assert '<code code="DMPAccessDeniedByRightsService"/>' in refused.root


@pytest.mark.parametrize("key", ON_DEMAND)
def test_what_no_message_causes_comes_when_it_is_asked_for(banc: Banc, key: str) -> None:
    banc.runner.run(banc.espace.faults.add(Fault("f", "metier", key, service="dmp", remaining=1)))
    struck = banc.feed()
    assert f'errorCode="{key}"' in struck.root
    assert banc.feed().code == "Success"


def test_no_error_of_the_table_is_without_its_cause() -> None:
    # Those of the FHIR face have their cases in tests/dmp_fhir.
    own = {key for key in register().errors if not key.startswith("fhir_")}
    assert own == {*CAUSES, *ON_DEMAND, *ELSEWHERE}
