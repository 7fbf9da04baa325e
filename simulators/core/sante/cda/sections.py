"""The kinds of sections that our documents hold: LOINC code and templateIds, as in published examples."""

from typing import Final, NamedTuple

from simulators.core.basis import Basis, seen
from simulators.core.sante.codes import Code

LOINC: Final = "2.16.840.1.113883.6.1"
TC3_EXEMPLES: Final = seen("ansforge/TestContenuCDA-3-0 ExemplesCDA (7cd489b, 19/02/2025)")
_CI_SIS: Final = "1.2.250.1.213.1.1.2."
_PCC: Final = "1.3.6.1.4.1.19376.1.5.3.1."
_CCD: Final = "2.16.840.1.113883.10.20.1."


class TypeSection(NamedTuple):
    """One kind of section. `marque` is the templateId by which schematrons know it, one of `gabarits`.

    `libre` tells a kind whose code is that of its subject (a chapter of biology), not of the section.
    """

    code: Code
    marque: str
    gabarits: tuple[str, ...]
    titre: str
    libre: bool = False
    basis: Basis = TC3_EXEMPLES


def _type(
    code: str, label: str, marque: str, autres: str, titre: str = "", *, libre: bool = False
) -> TypeSection:
    """`autres` are the other templateIds, before and after `*` which stands for the mark."""
    listed = (marque if one == "*" else one for one in (autres or "*").split())
    return TypeSection(Code(code, LOINC, label), marque, tuple(listed), titre or label, libre)


DISPOSITIONS: Final = _type(
    "11302-7", "Etablissement de santé de préférence", f"{_PCC}1.13.2.10", f"* {_CI_SIS}172", "Dispositions"
)
PROBLEMES: Final = _type(
    "11450-4", "Liste des problèmes actifs", f"{_PCC}3.6", f"{_CCD}11 * {_CI_SIS}132", "Pathologies en cours"
)
ANTECEDENTS: Final = _type("11348-0", "Antécédents médicaux", f"{_PCC}3.8", f"* {_CI_SIS}134")
ACTES: Final = _type(
    "47519-4",
    "Historique des actes",
    f"{_PCC}3.11",
    f"{_CCD}12 * {_PCC}3.12 {_CI_SIS}136",
    "Antécédents chirurgicaux",
)
ALLERGIES: Final = _type(
    "48765-2", "Allergies et hypersensibilités", f"{_PCC}3.13", f"{_CCD}2 * {_CI_SIS}137"
)
TRAITEMENTS: Final = _type(
    "10160-0",
    "Historique de la prise médicamenteuse",
    f"{_PCC}3.19",
    f"{_CCD}8 * {_CI_SIS}143",
    "Traitements",
)
ADMISSION: Final = _type("42346-7", "Traitements à l'admission", f"{_PCC}3.20", f"* {_CI_SIS}144")
SORTIE: Final = _type("10183-2", "Traitements à la sortie", f"{_PCC}3.22", f"* {_CI_SIS}146")
PLAN: Final = _type("18776-5", "Plan de soins", f"{_PCC}3.36", f"{_CCD}10 * {_CI_SIS}158")
DIRECTIVES: Final = _type(
    "42348-3", "Directives anticipées", f"{_PCC}3.35", f"{_CCD}1 {_PCC}3.34 * {_CI_SIS}157"
)
EVENEMENTS: Final = _type(
    "42545-4",
    "Evènements observés",
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.7",
    f"{_PCC}1.21.2.9 * {_CI_SIS}163",
)
EVENEMENTS_SEJOUR: Final = _type(
    "42545-4",
    "Evènements observés",
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.7",
    f"{_PCC}1.21.2.9 * {_CI_SIS}163 {_CI_SIS}163.1",
    "Synthèse médicale du séjour",
)
EXAMENS: Final = _type("30954-2", "Résultats d'examens", f"{_PCC}3.28", f"{_PCC}3.27 * {_CI_SIS}151")
EXAMENS_NON_CODES: Final = _type("30954-2", "Résultats d'examens", f"{_PCC}3.27", f"* {_CI_SIS}150")
SIGNES_VITAUX: Final = _type(
    "8716-3", "Signes vitaux", f"{_PCC}3.25", f"{_CCD}16 * {_PCC}1.5.3.2 {_CI_SIS}75"
)
FONCTIONNEL: Final = _type(
    "47420-5",
    "Évaluation du statut fonctionnel",
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.5",
    f"* {_CI_SIS}162",
    "Autonomie",
)
VACCINATIONS: Final = _type(
    "11369-6", "Historique des vaccinations", f"{_PCC}3.23", f"{_CCD}6 * {_CI_SIS}147", "Vaccinations"
)
COMMENTAIRE: Final = _type(
    "55112-7",
    "Commentaire",
    "1.3.6.1.4.1.19376.1.4.1.2.16",
    f"2.16.840.1.113883.10.12.201 * {_CI_SIS}73",
    "Commentaires",
)
DOCUMENTS: Final = _type("55107-7", "Documents ajoutés", f"{_CI_SIS}37", "")
OBJETS: Final = _type("46264-8", "Dispositifs médicaux", f"{_CI_SIS}53", "", "Prothèses et objets personnels")
# `11383` is written so in every published example of this section.
DISPOSITIFS: Final = _type(
    "46264-8", "Dispositifs médicaux", f"{_PCC}1.5.3.5", f"2.16.840.1.11383.10.20.1.7 * {_CI_SIS}1"
)
DIAGNOSTIC: Final = _type("11535-2", "Diagnostic de sortie", f"{_PCC}3.7", f"* {_CI_SIS}133")
MOTIF: Final = _type(
    "42349-1", "Raison de la recommandation", f"{_PCC}3.1", f"* {_CI_SIS}127", "Motif d'hospitalisation"
)
STATUT_SORTIE: Final = _type(
    "33557-0", "Etat d'achèvement", f"{_CI_SIS}35.1", f"{_CI_SIS}35 *", "Statut du document"
)
VSM_CONCLUSIONS: Final = _type(
    "46612-8",
    "Conclusions de synthèse",
    f"{_CI_SIS}29",
    "",
    "Pathologies, antécédents, allergies et facteurs de risque",
)
VSM_HISTORIQUE: Final = _type(
    "34117-2", "Historique et physique", f"{_CI_SIS}30", "", "Pathologies, antécédents et allergies"
)
VSM_RISQUES: Final = _type(
    "57207-3",
    "Facteurs de risque présents ou passés affectant l'état de santé et/ou une circonstance",
    f"{_CI_SIS}31",
    "",
    "Facteurs de risque",
)
VSM_PLAN: Final = _type("18776-5", "Plan de traitement", f"{_CI_SIS}32", "", "Traitement au long cours")
MODE_DE_VIE: Final = _type(
    "29762-2",
    "Habitus, Mode de vie",
    f"{_PCC}3.16",
    f"{_CCD}15 * {_PCC}3.16.1 {_CI_SIS}141",
    "Mode de vie",
)
CHAPITRE_BIO: Final = _type(
    "18719-5", "Biochimie", "1.3.6.1.4.1.19376.1.3.3.2.1", f"* {_CI_SIS}70", libre=True
)
EXAMEN_BIO: Final = _type("18719-5", "Biochimie", "1.3.6.1.4.1.19376.1.3.3.2.2", f"* {_CI_SIS}71", libre=True)
CODE_BARRES: Final = _type("57723-9", "Numéro de code à barres unique", f"{_CI_SIS}223", "")
MEDICAMENTS: Final = _type(
    "57828-6",
    "Prescriptions",
    f"{_CI_SIS}171",
    "1.3.6.1.4.1.19376.1.9.1.2.1 *",
    "Prescription de médicaments",
)
DISPOSITIFS_PRESCRITS: Final = _type(
    "46264-8", "Dispositifs médicaux", f"{_CI_SIS}222", "", "Prescription de dispositifs médicaux"
)
COPIE_PDF: Final = _type("55108-5", "Copie du document", f"{_CI_SIS}243", "")
