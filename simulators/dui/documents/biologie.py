"""The report of a laboratory (CR-BIO), as the one who answers the DUI writes it."""

from dataclasses import dataclass
from datetime import datetime

from simulators.core.sante.cda import sections as s
from simulators.core.sante.cda.narratif import SectionNarrative
from simulators.core.sante.codes import Code
from simulators.dui.documents import narration as n
from simulators.dui.documents.clinique import Resultat
from simulators.dui.documents.redaction import Redaction, modele


@dataclass(frozen=True, slots=True)
class Chapitre:
    """A chapter of biology: its LOINC code and label, its results, what the biologist concludes."""

    code: Code
    resultats: tuple[Resultat, ...]
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class CompteRendu:
    """A report: when the sample was taken and the results validated, and its chapters."""

    prelevement: datetime
    validation: datetime
    chapitres: tuple[Chapitre, ...]


def rediger_biologie(one: CompteRendu) -> Redaction:
    """The report (11502-2), with the section that carries its printed form; its event is the first chapter.

    Raises ValueError for a report without a chapter.
    """
    if not one.chapitres:
        raise ValueError("un compte rendu a au moins un chapitre")
    return Redaction(
        modele("CR-BIO"),
        tuple(_chapitre(each) for each in one.chapitres),
        debut=one.prelevement,
        fin=one.validation,
        acte=one.chapitres[0].code,
        copie=True,
    )


def _chapitre(one: Chapitre) -> SectionNarrative:
    told = n.phrases((one.conclusion,), "") if one.conclusion else ()
    inner = SectionNarrative(
        one.code.label, one.code, s.EXAMEN_BIO.gabarits, (*n.resultats(one.resultats), *told)
    )
    return SectionNarrative(one.code.label, one.code, s.CHAPITRE_BIO.gabarits, sections=(inner,))
