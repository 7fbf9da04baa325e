"""Rules on a level 1 body, and on what the metadata say of a document (cda.md §3, §4, §7)."""

from typing import Final

from simulators.core.sante.cda_rules.base import CROISEMENT, ERROR, WARNING, XDS_SD, Regle


def _croise(code: str, title: tuple[str, str], what: tuple[str, str], *, error: bool = False) -> Regle:
    advice = (
        f"Recopiez {what[0]} du document dans la fiche.",
        f"Copy {what[1]} of the document into the entry.",
    )
    return Regle(f"XDS-MATCH-{code}", ERROR if error else WARNING, title, advice, CROISEMENT)


CORPS: Final = (
    Regle(
        "N1-BODY",
        ERROR,
        ("Le contenu du document est illisible.", "The content of the document cannot be read."),
        (
            "Codez le fichier en base64 ; un PDF commence par %PDF-.",
            "Code the file in base64; a PDF begins with %PDF-.",
        ),
        XDS_SD,
    ),
    Regle(
        "N1-MEDIA",
        WARNING,
        (
            "Le format du contenu n'est pas déclaré comme il faut.",
            "The format of the content is not declared as it should.",
        ),
        (
            "Mettez representation=B64 et un type parmi PDF, texte, RTF, JPEG et TIFF.",
            "Use representation=B64 and a type among PDF, text, RTF, JPEG and TIFF.",
        ),
        XDS_SD,
    ),
    Regle(
        "N1-PDFA",
        WARNING,
        ("Le PDF ne se déclare pas PDF/A.", "The PDF does not claim to be PDF/A."),
        (
            "Produisez un PDF/A-1 : ses métadonnées XMP portent pdfaid:part.",
            "Produce a PDF/A-1: its XMP metadata carry pdfaid:part.",
        ),
        XDS_SD,
    ),
    _croise(
        "ID",
        ("L'identifiant de la fiche n'est pas celui du document.", "The entry names another document."),
        ("l'identifiant", "the identifier"),
        error=True,
    ),
    _croise(
        "PATIENT",
        (
            "La fiche et le document ne parlent pas du même patient.",
            "Entry and document name other patients.",
        ),
        ("l'INS", "the INS"),
        error=True,
    ),
    _croise(
        "TYPE",
        ("Le type de la fiche n'est pas celui du document.", "The entry's type is not the document's."),
        ("le type", "the type"),
        error=True,
    ),
    _croise(
        "FORMAT",
        ("Le format de la fiche n'est pas celui du corps.", "The entry's format is not that of the body."),
        ("le format du corps", "the format of the body"),
    ),
    _croise(
        "TIME",
        (
            "La date de la fiche n'est pas celle du document, en UTC.",
            "The entry's time is not the document's.",
        ),
        ("la date, convertie en UTC,", "the time, turned to UTC,"),
    ),
    _croise(
        "CONF",
        (
            "La confidentialité du document n'est pas dans la fiche.",
            "The document's confidentiality is not in the entry.",
        ),
        ("la confidentialité", "the confidentiality"),
    ),
    _croise(
        "LANG",
        ("La langue de la fiche n'est pas celle du document.", "The entry's language is not the document's."),
        ("la langue", "the language"),
    ),
    _croise(
        "AUTHOR",
        ("L'auteur de la fiche n'est pas celui du document.", "The entry's author is not the document's."),
        ("l'auteur", "the author"),
    ),
    _croise(
        "STRUCTURE",
        (
            "La structure de l'auteur n'est pas la même dans la fiche et le document.",
            "The author's structure is not the same in entry and document.",
        ),
        ("la structure de l'auteur", "the author's structure"),
    ),
    _croise(
        "LEGAL",
        (
            "Le responsable de la fiche n'est pas celui du document.",
            "The entry's legal authenticator is not the document's.",
        ),
        ("le responsable", "the legal authenticator"),
    ),
    _croise(
        "TRAITS",
        (
            "Un trait du patient n'est pas le même dans la fiche et le document.",
            "A trait of the patient is not the same in entry and document.",
        ),
        ("les traits du patient", "the patient's traits"),
    ),
    _croise(
        "SERVICE",
        (
            "La date de l'acte n'est pas la même dans la fiche, en UTC, et le document.",
            "The time of the event is not the same in the entry, in UTC, and the document.",
        ),
        ("la date de l'acte, convertie en UTC,", "the time of the event, turned to UTC,"),
    ),
    _croise(
        "FACILITY",
        (
            "Le type d'établissement n'est pas le même dans la fiche et le document.",
            "The type of facility is not the same in entry and document.",
        ),
        ("le type d'établissement", "the type of facility"),
    ),
    _croise(
        "SETTING",
        (
            "Le cadre d'exercice n'est pas le même dans la fiche et le document.",
            "The practice setting is not the same in entry and document.",
        ),
        ("le cadre d'exercice", "the practice setting"),
    ),
    _croise(
        "HASH",
        (
            "L'empreinte ou la taille annoncée n'est pas celle du document.",
            "The hash or size told is not the document's.",
        ),
        ("l'empreinte SHA-1 et la taille", "the SHA-1 hash and the size"),
    ),
)
