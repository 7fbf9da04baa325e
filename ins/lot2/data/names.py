"""The names of lot 2: two namespaces seen or derived from the one seen, the rest of our own (ins.md §4)."""

from typing import Final

# The answer's namespace was seen in a kit; the three others follow its pattern.
REQ_UNITAIRE: Final = "http://www.cnamts.fr/INSiLot2/REQUnitaire"
REP_UNITAIRE: Final = "http://www.cnamts.fr/INSiLot2/REPUnitaire"
REQ_MASSE: Final = "http://www.cnamts.fr/INSiLot2/REQMasse"
REP_MASSE: Final = "http://www.cnamts.fr/INSiLot2/REPMasse"

ROOT_VERIFICATION: Final = f"{{{REQ_UNITAIRE}}}IndividuVerifie"
ROOT_DEPOT: Final = f"{{{REQ_MASSE}}}DEPOT"
ROOT_SUIVI: Final = f"{{{REQ_MASSE}}}SUIVI"

_ACTIONS: Final = "urn:ServiceIdentiteCertifiee:1.0.0:"
ACTION_VERIFICATION: Final = f"{_ACTIONS}verifierInsAvecTraitsIdentite"
ACTION_DEPOT: Final = f"{_ACTIONS}deposerVerificationEnMasse"
ACTION_SUIVI: Final = f"{_ACTIONS}suivreVerificationEnMasse"

# Operations by their names in the journal.
VERIFICATION: Final = "ins.verification"
DEPOT: Final = "ins.verification_depot"
SUIVI: Final = "ins.verification_suivi"

BY_ROOT: Final = {ROOT_VERIFICATION: VERIFICATION, ROOT_DEPOT: DEPOT, ROOT_SUIVI: SUIVI}
BY_ACTION: Final = {ACTION_VERIFICATION: VERIFICATION, ACTION_DEPOT: DEPOT, ACTION_SUIVI: SUIVI}
EXPECTED_ROOT: Final = {VERIFICATION: ROOT_VERIFICATION, DEPOT: ROOT_DEPOT, SUIVI: ROOT_SUIVI}
ACTIONS: Final = {VERIFICATION: ACTION_VERIFICATION, DEPOT: ACTION_DEPOT, SUIVI: ACTION_SUIVI}

# The option of an espace that opens lot 2, and those that set the verification en masse.
OPTION: Final = "ins.lot2"
OPTION_DELAI: Final = "ins.lot2.delai"
OPTION_CONSERVATION: Final = "ins.lot2.conservation"
OPTION_LIGNES: Final = "ins.lot2.lignes"
