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
        "HASH",
        (
            "L'empreinte ou la taille annoncée n'est pas celle du document.",
            "The hash or size told is not the document's.",
        ),
        ("l'empreinte SHA-1 et la taille", "the SHA-1 hash and the size"),
    ),
)
