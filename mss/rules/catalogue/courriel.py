"""Rules on the mail itself: headers, body, addresses (Référentiel #2 §2; mss.md §1.7)."""

from typing import Final

from mss.rules.catalogue.base import CONTENU, ERROR, REF2, WARNING, rule
from simulators.core.basis import assumed, seen, standard
from simulators.core.rule import Refusal

_5322: Final = standard("RFC 5322")
_SUJETS: Final = ("ECO.2.1.3", "SC.MSS/CONF.25")

NIL_ABSENT: Final = rule(
    "entete.nil_absent",
    WARNING,
    ("L'en-tête X-MSS-NIL manque.", "The header X-MSS-NIL is missing."),
    (
        "Mettez dans chaque courriel la référence produit donnée par Convergence.",
        "Put in every mail the product reference given by Convergence.",
    ),
    REF2,
    requirements=("ECO.2.4.3", "SC.MSS/CONF.16"),
)
CODECDA_ABSENT: Final = rule(
    "entete.codecda_absent",
    ERROR,
    (
        "L'archive contient un CDA et l'en-tête X-MSS-CODECDA manque.",
        "The archive holds a CDA and the header X-MSS-CODECDA is missing.",
    ),
    (
        "Mettez le code du CDA, ou les codes séparés par des virgules.",
        "Put the code of the CDA, or the codes separated by commas.",
    ),
    REF2,
    CONTENU,
    ("ECO.2.4.1", "SC.MSS/CONF.15"),
)
CODECDA_DIFFERENT: Final = rule(
    "entete.codecda_different",
    ERROR,
    (
        "X-MSS-CODECDA ne dit pas les codes des CDA de l'archive.",
        "X-MSS-CODECDA does not tell the codes of the CDAs of the archive.",
    ),
    ("Reprenez l'attribut code de chaque CDA joint.", "Take the code attribute of each CDA attached."),
    REF2,
    CONTENU,
    ("ECO.2.4.1", "SC.MSS/CONF.15"),
)
CODECDA_SANS_CDA: Final = rule(
    "entete.codecda_sans_cda",
    ERROR,
    ("X-MSS-CODECDA est là, mais aucun CDA n'est joint.", "X-MSS-CODECDA is there, but no CDA is attached."),
    ("Retirez l'en-tête, ou joignez l'archive IHE_XDM.", "Remove the header, or attach the IHE_XDM archive."),
    REF2,
    CONTENU,
    ("ECO.2.4.1", "SC.MSS/CONF.15"),
)
INS_ABSENT: Final = rule(
    "entete.ins_absent",
    ERROR,
    (
        "L'archive contient un CDA et l'en-tête X-MSS-INS manque.",
        "The archive holds a CDA and the header X-MSS-INS is missing.",
    ),
    ("Mettez O si l'INS qualifiée est dans l'archive, N sinon.", "Put O for a qualified INS inside, else N."),
    REF2,
    CONTENU,
    ("ECO.2.4.2", "SC.MSS/CONF.14"),
)
INS_DIFFERENT: Final = rule(
    "entete.ins_different",
    ERROR,
    (
        "X-MSS-INS ne correspond pas à ce que contient l'archive.",
        "X-MSS-INS does not match what the archive holds.",
    ),
    (
        "O demande le matricule, son OID, le nom de naissance, le premier prénom, la date et le sexe.",
        "O asks for the matricule, its OID, the birth name, the first given name, the date and the sex.",
    ),
    REF2,
    CONTENU,
    ("ECO.2.4.2", "SC.MSS/CONF.14"),
)
INS_SANS_CDA: Final = rule(
    "entete.ins_sans_cda",
    ERROR,
    ("X-MSS-INS est là, mais aucun CDA n'est joint.", "X-MSS-INS is there, but no CDA is attached."),
    ("Retirez l'en-tête, ou joignez l'archive IHE_XDM.", "Remove the header, or attach the IHE_XDM archive."),
    REF2,
    CONTENU,
    ("ECO.2.4.2", "SC.MSS/CONF.14"),
)
MES_VALEUR: Final = rule(
    "entete.mes_valeur",
    WARNING,
    ("X-MSS-MES ne connaît que la valeur FIN.", "X-MSS-MES knows the value FIN only."),
    ("Écrivez FIN en majuscules, ou retirez l'en-tête.", "Write FIN in capitals, or remove the header."),
    REF2,
    requirements=("ECO.2.2.8", "SC.MSS/CONF.21"),
)
MES_SANS_USAGER: Final = rule(
    "entete.mes_sans_usager",
    WARNING,
    ("X-MSS-MES est là, mais aucun destinataire n'est un usager.", "X-MSS-MES is there without any citizen."),
    ("Réservez cet en-tête aux courriels à l'usager.", "Keep this header for mails to citizens."),
    REF2,
    requirements=("ECO.2.2.8", "SC.MSS/CONF.21"),
)
SUJET: Final = rule(
    "sujet.forme",
    ERROR,
    (
        "L'objet n'a pas la forme demandée pour un courriel avec document.",
        "The subject has not the form asked for a mail with a document.",
    ),
    (
        "Écrivez XDM/1.0/DDM+, le libellé du document, le NOM en majuscules, le prénom, la date de "
        "naissance.",
        "Write XDM/1.0/DDM+, the label of the document, the NAME in capitals, the given name, the birth "
        "date.",
    ),
    seen("volet IG-LPS-MSS 1.1.3 ; ECO.2.1.3 rapporté par E009"),
    CONTENU,
    _SUJETS,
)
SUJET_PATIENT: Final = rule(
    "sujet.patient",
    WARNING,
    (
        "L'objet nomme une autre personne que le document joint.",
        "The subject names another person than the document attached.",
    ),
    (
        "Reprenez le nom de naissance et la date de naissance du document.",
        "Take the birth name and the birth date of the document.",
    ),
    REF2,
    requirements=_SUJETS,
)
SUJET_SANS_ARCHIVE: Final = rule(
    "sujet.sans_archive",
    ERROR,
    (
        "L'objet annonce un document structuré, mais aucune archive IHE_XDM n'est jointe.",
        "The subject tells of a structured document, but no IHE_XDM archive is attached.",
    ),
    ("Joignez IHE_XDM.zip, ou changez l'objet.", "Attach IHE_XDM.zip, or change the subject."),
    REF2,
    CONTENU,
    ("ECO.2.1.1", *_SUJETS),
)
MESSAGE_ID_ABSENT: Final = rule(
    "entete.message_id_absent",
    ERROR,
    ("Le courriel n'a pas de Message-ID.", "The mail has no Message-ID."),
    ("Donnez à chaque courriel un identifiant unique.", "Give each mail a unique identifier."),
    REF2,
    CONTENU,
    ("ECO.2.2.1", "SC.MSS/va1.12"),
)
MESSAGE_ID_FORME: Final = rule(
    "entete.message_id_forme",
    ERROR,
    ("Le Message-ID n'a pas la forme d'un identifiant.", "The Message-ID has not the form of an identifier."),
    ("Écrivez <partie-unique@domaine>.", "Write <unique-part@domain>."),
    standard("RFC 5322 §3.6.4"),
    CONTENU,
    ("ECO.2.2.1", "SC.MSS/va1.12"),
)
REPONSE_SANS_FIL: Final = rule(
    "entete.reponse_sans_fil",
    WARNING,
    (
        "Cette réponse ne dit pas à quel courriel elle répond.",
        "This answer does not tell which mail it answers.",
    ),
    (
        "Renseignez In-Reply-To et References avec le Message-ID du courriel reçu.",
        "Fill In-Reply-To and References with the Message-ID of the mail received.",
    ),
    REF2,
    requirements=("ECO.2.2.2", "SC.MSS/va1.08"),
)
DATE_ABSENTE: Final = rule(
    "entete.date_absente",
    WARNING,
    ("Le courriel n'a pas de date.", "The mail has no date."),
    ("Ajoutez l'en-tête Date.", "Add the Date header."),
    standard("RFC 5322 §3.6.1"),
)
HUIT_BITS: Final = rule(
    "entete.huit_bits",
    WARNING,
    ("Un en-tête contient des octets non ASCII.", "A header holds bytes that are not ASCII."),
    ("Encodez les accents des en-têtes (=?utf-8?…?=).", "Encode accents of headers (=?utf-8?…?=)."),
    standard("RFC 5322 §2.2, RFC 2047"),
)
EXPEDITEUR_ABSENT: Final = rule(
    "expediteur.absent",
    ERROR,
    ("Le courriel n'a pas d'expéditeur (From).", "The mail has no sender (From)."),
    (
        "Ajoutez l'en-tête From avec l'adresse de la boîte.",
        "Add the From header with the address of the box.",
    ),
    _5322,
    CONTENU,
)
EXPEDITEUR_AUTRE: Final = rule(
    "expediteur.autre",
    WARNING,
    (
        "L'expéditeur affiché (From) n'est pas la boîte qui envoie.",
        "The sender shown (From) is not the box that sends.",
    ),
    (
        "Affichez l'adresse de la boîte ; pour recevoir ailleurs les réponses, utilisez Reply-To.",
        "Show the address of the box; to get the answers elsewhere, use Reply-To.",
    ),
    REF2,
)
EXPEDITEUR_LIBELLE: Final = rule(
    "expediteur.libelle",
    WARNING,
    ("L'expéditeur n'a pas de libellé lisible.", "The sender has no readable display name."),
    (
        "Ajoutez devant l'adresse le nom du professionnel ou du service.",
        "Put the name of the professional or department before the address.",
    ),
    REF2,
    requirements=("ECO.2.2.7", "SC.MSS/va1.16"),
)
CORPS_ABSENT: Final = rule(
    "corps.absent",
    ERROR,
    ("Le courriel n'a pas de texte.", "The mail has no text."),
    (
        "Ajoutez un corps text/plain, ou multipart/alternative.",
        "Add a text/plain or multipart/alternative body.",
    ),
    REF2,
    CONTENU,
    ("ECO.2.2.4", "SC.MSS/va1.11"),
)
CORPS_HTML: Final = rule(
    "corps.html_seul",
    ERROR,
    ("Le texte n'existe qu'en HTML.", "The text exists in HTML only."),
    (
        "Joignez la version texte dans un multipart/alternative, en premier.",
        "Add the text version in a multipart/alternative, first.",
    ),
    REF2,
    CONTENU,
    ("ECO.2.2.4", "SC.MSS/va1.11"),
)
CORPS_CHARSET: Final = rule(
    "corps.charset",
    WARNING,
    ("Le texte n'est pas en UTF-8.", "The text is not in UTF-8."),
    ("Écrivez le texte en UTF-8 et annoncez-le.", "Write the text in UTF-8 and say so."),
    REF2,
    requirements=("ECO.2.2.3",),
)
ENCODAGE: Final = rule(
    "corps.encodage",
    ERROR,
    ("Une partie n'est pas encodée comme elle l'annonce.", "A part is not encoded as it says."),
    (
        "Vérifiez Content-Transfer-Encoding et l'encodage.",
        "Check Content-Transfer-Encoding and the encoding.",
    ),
    standard("RFC 2045 §6"),
    CONTENU,
)
TROP_COMPLEXE: Final = rule(
    "corps.trop_complexe",
    ERROR,
    ("Le courriel a trop de parties ou d'en-têtes.", "The mail has too many parts or headers."),
    ("Simplifiez sa structure.", "Simplify its structure."),
    assumed("limite du simulateur"),
    Refusal("structure_refusee", assumed("limite du simulateur"), always=True),
)
