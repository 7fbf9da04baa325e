"""Rules on the IHE_XDM archive and the documents beside it (mss.md §2)."""

from typing import Final

from mss.rules.catalogue.base import CONTENU, ERROR, REF2, WARNING, rule
from simulators.core.basis import assumed, reported, seen, standard
from simulators.core.rule import Refusal, Rule

_XDM: Final = standard("IHE ITI TF-2 §3.32")
_DANGER: Final = Refusal("piece_dangereuse", assumed("filtre antivirus supposé"), always=True)
_CONF23: Final = ("ECO.2.1.1", "SC.MSS/va1.01", "SC.MSS/CONF.23")
_CONF24: Final = ("ECO.2.1.2", "SC.MSS/CONF.24")
_PDFS: Final = ("ECO.2.1.1", "ECO.2.1.5", "SC.MSS/va1.01", "SC.MSS/CONF.23")

NOM: Final = rule(
    "xdm.nom",
    WARNING,
    ("L'archive ne s'appelle pas IHE_XDM.zip.", "The archive is not named IHE_XDM.zip."),
    ("Nommez la pièce jointe IHE_XDM.zip.", "Name the attachment IHE_XDM.zip."),
    seen("volet IG-LPS-MSS 1.1.3"),
    requirements=_CONF23,
)
PLUSIEURS: Final = rule(
    "xdm.plusieurs",
    ERROR,
    ("Le courriel contient plusieurs archives.", "The mail holds several archives."),
    ("Joignez une seule archive IHE_XDM.", "Attach one IHE_XDM archive only."),
    REF2,
    CONTENU,
    _CONF23,
)
ILLISIBLE: Final = rule(
    "xdm.illisible",
    ERROR,
    ("L'archive IHE_XDM ne peut pas être ouverte.", "The IHE_XDM archive cannot be opened."),
    (
        "Refaites l'archive : le fichier ZIP est abîmé ou incomplet.",
        "Make the archive again: the ZIP is damaged.",
    ),
    _XDM,
    CONTENU,
    _CONF23,
)
DANGEREUSE: Final = rule(
    "xdm.dangereuse",
    ERROR,
    (
        "L'archive est dangereuse : chemin hors de l'archive, ou contenu démesuré.",
        "The archive is dangerous: path out of the archive, or boundless content.",
    ),
    (
        "N'y mettez que des fichiers de l'arborescence IHE_XDM, à leur taille normale.",
        "Put only files of the IHE_XDM tree in it, at their normal size.",
    ),
    assumed("garde du simulateur"),
    _DANGER,
    _CONF23,
)
ARBORESCENCE: Final = rule(
    "xdm.arborescence",
    WARNING,
    ("L'arborescence de l'archive s'écarte de la norme.", "The tree of the archive departs from the norm."),
    (
        "Mettez INDEX.HTM et README.TXT à la racine, le lot dans IHE_XDM/SUBSET01.",
        "Put INDEX.HTM and README.TXT at the root, the submission set in IHE_XDM/SUBSET01.",
    ),
    _XDM,
    requirements=_CONF23,
)
METADATA: Final = rule(
    "xdm.metadata",
    ERROR,
    ("L'archive n'a pas de METADATA.XML exploitable.", "The archive has no usable METADATA.XML."),
    ("Ajoutez METADATA.XML à côté des documents.", "Add METADATA.XML beside the documents."),
    _XDM,
    CONTENU,
    _CONF24,
)
DOCUMENT_ABSENT: Final = rule(
    "xdm.document_absent",
    ERROR,
    (
        "Un document décrit dans METADATA.XML manque dans l'archive.",
        "A document described in METADATA.XML is missing in the archive.",
    ),
    ("Vérifiez l'URI de la fiche et le fichier joint.", "Check the URI of the sheet and the file attached."),
    _XDM,
    CONTENU,
    _CONF23,
)
EMPREINTE: Final = rule(
    "xdm.empreinte",
    ERROR,
    (
        "L'empreinte écrite dans METADATA.XML n'est pas celle du document.",
        "The hash written in METADATA.XML is not that of the document.",
    ),
    (
        "Calculez le SHA-1 des octets exacts du document joint.",
        "Compute the SHA-1 of the exact bytes attached.",
    ),
    standard("IHE ITI TF-3 §4.2.3.2.10"),
    CONTENU,
    _CONF23,
)
TAILLE: Final = rule(
    "xdm.taille",
    ERROR,
    (
        "La taille écrite dans METADATA.XML n'est pas celle du document.",
        "The size written in METADATA.XML is not that of the document.",
    ),
    ("Écrivez le nombre d'octets du document joint.", "Write the number of bytes of the document attached."),
    standard("IHE ITI TF-3 §4.2.3.2.23"),
    CONTENU,
    _CONF23,
)
CDA_ILLISIBLE: Final = rule(
    "xdm.cda_illisible",
    ERROR,
    ("Un document annoncé comme CDA ne peut pas être lu.", "A document said to be a CDA cannot be read."),
    ("Vérifiez que le fichier est le CDA entier, en XML.", "Check that the file is the whole CDA, in XML."),
    standard("HL7 CDA R2"),
    CONTENU,
    _CONF23,
)
SANS_CDA: Final = rule(
    "xdm.sans_cda",
    ERROR,
    ("L'archive ne contient aucun CDA.", "The archive holds no CDA."),
    ("Joignez au moins un document CDA R2 de niveau 1 ou 3.", "Attach at least one CDA R2 of level 1 or 3."),
    REF2,
    CONTENU,
    _CONF23,
)
PLUSIEURS_PATIENTS: Final = rule(
    "xdm.plusieurs_patients",
    ERROR,
    ("Le courriel concerne plusieurs patients.", "The mail is about several patients."),
    ("Faites un courriel par patient.", "Make one mail per patient."),
    REF2,
    CONTENU,
    _CONF23,
)
PATIENT_DIFFERENT: Final = rule(
    "xdm.patient_different",
    ERROR,
    (
        "Le patient de METADATA.XML n'est pas celui du CDA.",
        "The patient of METADATA.XML is not that of the CDA.",
    ),
    (
        "Mettez le même matricule INS dans la fiche et dans le document.",
        "Put the same INS matricule in the sheet and in the document.",
    ),
    REF2,
    CONTENU,
    _CONF24,
)
PDF_ABSENT: Final = rule(
    "pdf.absent",
    ERROR,
    ("Le document n'est pas joint aussi en PDF.", "The document is not also attached as a PDF."),
    (
        "Joignez à côté de l'archive le PDF/A-1 de chaque document.",
        "Attach the PDF/A-1 of each document beside the archive.",
    ),
    REF2,
    CONTENU,
    _PDFS,
)
PDF_A: Final = rule(
    "pdf.sans_pdfa",
    WARNING,
    ("Le PDF joint ne se dit pas PDF/A-1.", "The PDF attached does not claim to be PDF/A-1."),
    (
        "Produisez un PDF/A-1 : ses métadonnées portent pdfaid:part égal à 1.",
        "Make a PDF/A-1: its metadata carry pdfaid:part equal to 1.",
    ),
    REF2,
    requirements=_PDFS,
)
PDF_DIFFERENT: Final = rule(
    "pdf.different",
    ERROR,
    (
        "Le PDF joint n'est pas celui que contient le CDA.",
        "The PDF attached is not the one that the CDA holds.",
    ),
    (
        "Joignez, octet pour octet, le PDF incorporé au CDA de niveau 1.",
        "Attach, byte for byte, the PDF embedded in the level 1 CDA.",
    ),
    REF2,
    CONTENU,
    _PDFS,
)
PDF_PATIENT: Final = rule(
    "pdf.patient",
    WARNING,
    (
        "Le nom du PDF désigne une autre personne que le document.",
        "The name of the PDF designates another person than the document.",
    ),
    ("Reprenez le nom de naissance du document.", "Take the birth name of the document."),
    REF2,
    requirements=("ECO.2.1.6",),
)
PDF_NOM: Final = rule(
    "pdf.nom",
    WARNING,
    (
        "Le nom du PDF ne suit pas la règle de nommage.",
        "The name of the PDF does not follow the naming rule.",
    ),
    (
        "Nommez-le date de l'acte, type, NOM, prénom, séparés par des tirets bas.",
        "Name it date of the act, type, NAME, given name, separated by underscores.",
    ),
    REF2,
    requirements=("ECO.2.1.6",),
)
PDF_SEUL: Final = rule(
    "pdf.sans_archive",
    WARNING,
    (
        "Un document PDF part sans son archive IHE_XDM.",
        "A PDF document leaves without its IHE_XDM archive.",
    ),
    (
        "S'il s'agit d'un document de santé, joignez aussi l'archive IHE_XDM avec le CDA.",
        "If it is a health document, attach also the IHE_XDM archive with the CDA.",
    ),
    reported("ECO.2.1.1 ; un document administratif peut partir seul"),
    requirements=("ECO.2.1.1", "SC.MSS/va1.01"),
)

# The defects that the reader of an archive tells by name.
PAR_ECART: Final[dict[str, Rule]] = {
    "illisible": ILLISIBLE,
    "dangereuse": DANGEREUSE,
    "arborescence": ARBORESCENCE,
    "metadata": METADATA,
    "document_absent": DOCUMENT_ABSENT,
    "empreinte": EMPREINTE,
    "taille": TAILLE,
    "cda_illisible": CDA_ILLISIBLE,
}
