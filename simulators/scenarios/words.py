"""The words sentences are made of: names of facts, numbers, values, in French and English."""

from collections.abc import Mapping, Sequence

from simulators.core.rule import Text

# How a fact is named to a person. A fact without a name here is shown by its own.
FACTS: Mapping[str, Text] = {
    "operation": Text("l'opération appelée", "the operation called"),
    "code": Text("le code de la réponse", "the code of the answer"),
    "professional": Text("l'identifiant du professionnel", "the identifier of the professional"),
    "ins.code": Text("le code de la réponse", "the code of the answer"),
    "ins.erreur": Text("l'erreur répondue", "the error answered"),
    "ins.action": Text("l'action écrite dans l'appel", "the action written in the call"),
    "ins.contexte_bam": Text("la présence du contexte BAM", "the presence of the BAM context"),
    "ins.contexte_lps": Text("la présence du contexte LPS", "the presence of the LPS context"),
    "ins.nom_naissance": Text("le nom de naissance envoyé", "the birth name sent"),
    "ins.prenoms": Text("les prénoms envoyés", "the given names sent"),
    "ins.sexe": Text("le sexe envoyé", "the sex sent"),
    "ins.date_naissance": Text("la date de naissance envoyée", "the birth date sent"),
    "ins.lieu_naissance": Text("le lieu de naissance envoyé", "the place of birth sent"),
    "ins.message_id": Text("l'identifiant du message", "the message id"),
    "ins.racine": Text("l'élément reçu dans le corps", "the element received in the body"),
    "ins.idam": Text("le numéro d'autorisation envoyé", "the authorisation number sent"),
    "ins.rep.matricule": Text("le matricule répondu", "the number answered"),
    "patient.matricule": Text("le matricule de la personne", "the number of the person"),
    "psc.pkce": Text("la protection de la demande par PKCE", "the protection of the request by PKCE"),
    "psc.state": Text("la présence de l'état", "the presence of the state"),
    "psc.nonce": Text("la présence du nonce", "the presence of the nonce"),
    "psc.acr_values": Text("le niveau demandé", "the level asked"),
    "psc.scope": Text("les portées demandées", "the scopes asked"),
    "psc.authentification": Text("la façon dont le client se nomme", "how the client says who it is"),
    "psc.binding_message": Text("le nombre montré sur les deux écrans", "the number shown on both screens"),
    "psc.page": Text("la page de connexion montrée", "the login page shown"),
    "psc.code_empreinte": Text("le code présenté", "the code presented"),
    "psc.ciba_empreinte": Text("demande présentée", "request presented"),
    "psc.redirect_uri": Text("l'adresse de retour", "the redirect address"),
    "psc.erreur": Text("l'erreur répondue", "the error answered"),
    "http.path": Text("l'adresse appelée", "the address called"),
    "dmp.mode": Text("le mode d'authentification annoncé", "the authentication mode announced"),
    "dmp.structure": Text("la structure annoncée", "the structure announced"),
    "dmp.auteurs": Text("l'auteur du document", "the author of the document"),
    "dmp.type_code": Text("le type du document", "the type of the document"),
    "dmp.patient_demande": Text("le matricule demandé", "the number asked about"),
    "dmp.oid_demande": Text("la racine de l'INS demandée", "the root of the INS asked about"),
    "dmp.patient_id": Text("le patient de la fiche", "the patient of the entry"),
    "dmp.patient_source": Text("l'identité d'origine du patient", "the source identity of the patient"),
    "dmp.debut_acte": Text("la date de l'acte écrite dans la fiche", "the date of the act in the entry"),
    "dmp.cadre": Text("le cadre d'exercice", "the practice setting"),
    "dmp.etablissement": Text("le type d'établissement", "the type of establishment"),
    "dmp.institutions": Text("les structures auteurs du document", "the structures that wrote the document"),
    "dmp.confidentialites": Text("les marques de confidentialité", "the marks of confidentiality"),
    "dmp.empreinte": Text("l'empreinte annoncée, comparée au document", "the digest announced, compared"),
    "dmp.taille": Text("la taille annoncée, comparée au document", "the size announced, compared"),
    "dmp.documents": Text("l'identifiant unique du document", "the unique identifier of the document"),
    "dmp.sceau_structure": Text("la structure du cachet", "the structure of the seal"),
    "dmp.sceau_fin": Text("la fin de validité du cachet", "the end of validity of the seal"),
    "dmp.lps_nom": Text("le nom du logiciel", "the name of the software"),
    "dmp.lps_version": Text("la version du logiciel", "the version of the software"),
    "dmp.homologation": Text("le numéro d'homologation du logiciel", "the approval number of the software"),
    "dmp.cda_royaume": Text("le royaume (realmCode) du document", "the realm (realmCode) of the document"),
    "dmp.cda_ins": Text("l'INS écrite dans le document", "the INS in the document"),
    "dmp.cda_oid": Text("la racine de l'INS écrite dans le document", "the root of the INS in the document"),
    "dmp.cda_code": Text("le type écrit dans le document", "the type in the document"),
    "dmp.cda_type_connu": Text(
        "la présence du type dans le jeu de valeurs", "the presence of the type in the value set"
    ),
    "dmp.cda_niveau": Text("le niveau du document", "the level of the document"),
    "dmp.cda_media": Text("le format du corps du document", "the format of the body of the document"),
    "dmp.cda_pdf": Text("la présence d'un PDF dans le document", "the presence of a PDF in the document"),
    "dmp.cda_destinataires": Text("le nombre de destinataires", "the number of recipients"),
    "dmp.cda_acte": Text("la date de l'acte écrite dans le document", "the date of the act in the document"),
    "dmp.cda_lignee": Text("l'identifiant commun aux versions", "the identifier common to the versions"),
    "dmp.fhir.profil": Text("le profil que le lot dit suivre", "the profile the bundle claims"),
    "dmp.fhir.sans_document": Text(
        "le nombre de fiches sans leur document", "the number of entries without their document"
    ),
    "dmp.fhir.chemins": Text("le chemin des problèmes", "the path of the problems"),
    "dmp.empreintes": Text("l'empreinte du document", "the digest of the document"),
    "mss.cda_empreintes": Text("l'empreinte du document joint", "the digest of the attached document"),
    "mss.expediteur": Text("l'expéditeur", "the sender"),
    "mss.destinataires": Text("le destinataire", "the recipient"),
    "mss.nil": Text("la référence du logiciel", "the reference of the software"),
    "mss.codecda": Text("le type de document annoncé", "the document type announced"),
    "mss.ins_oid": Text("l'OID de l'INS écrit dans l'archive", "the OID of the INS in the archive"),
    "document.prenoms": Text("le prénom écrit dans la fiche du document", "the given name in the metadata"),
    "mss.ins": Text("l'annonce d'une INS qualifiée", "the announcement of a qualified INS"),
    "mss.message_id": Text("l'identifiant du courriel", "the identifier of the mail"),
    "mss.code": Text("la réponse du serveur", "the server's answer"),
    "resultat": Text("l'issue de l'échange", "the outcome of the exchange"),
    "tls.client.cn": Text("le nom porté par le certificat", "the name borne by the certificate"),
    "tls.reason": Text("la cause du refus", "the cause of the refusal"),
}
NOTHING = Text("rien", "nothing")


def fact_name(fact: str) -> Text:
    """The name of a fact in words."""
    return FACTS.get(fact, Text(f"la donnée « {fact} »", f'the value "{fact}"'))


def quoted(value: str) -> Text:
    """A value between quotes, or "nothing"."""
    return Text(f"« {value} »", f'"{value}"') if value else NOTHING


def bounds(least: int, most: int | None) -> Text:
    """A number of things between two bounds."""
    if most is None:
        return Text(f"{least} au moins", f"at least {least}")
    if most == 0:
        return Text("aucun", "none")
    if least == most:
        return Text(f"{least} exactement", f"exactly {least}")
    if least == 0:
        return Text(f"{most} au plus", f"at most {most}")
    return Text(f"de {least} à {most}", f"from {least} to {most}")


def exchanges(number: int) -> Text:
    """A number of exchanges in words."""
    if number == 0:
        return Text("aucun échange", "no exchange")
    if number == 1:
        return Text("un échange", "one exchange")
    return Text(f"{number} échanges", f"{number} exchanges")


def sequence(values: Sequence[str]) -> Text:
    """Values in order."""
    if not values:
        return NOTHING
    return Text(" puis ".join(v or "rien" for v in values), " then ".join(v or "nothing" for v in values))


def opening(fact: str) -> Text:
    """The name of a fact at the beginning of a sentence."""
    name = fact_name(fact)
    return Text(name.fr[0].upper() + name.fr[1:], name.en[0].upper() + name.en[1:])
