"""Between the records of the RNIV and the datamatrix: what may be printed, what a scan brings."""

from simulators.core.rule import Text
from simulators.core.sante.datamatrix.format import Contenu
from simulators.core.sante.matricule import LENGTH
from simulators.core.sante.rniv.dossier import Dossier, Identite, Matricule, Traits
from simulators.core.sante.rniv.usage import Usage, why_not


class ImpressionRefuseeError(ValueError):
    """A record whose identity is not qualified has no datamatrix (EXI DIF 02)."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.fr)


def of_record(dossier: Dossier) -> Contenu:
    """What the datamatrix of a record holds. Raises ImpressionRefuseeError unless it is qualified."""
    reason = why_not(dossier, Usage.DATAMATRIX)
    if reason is not None or dossier.ins is None:
        raise ImpressionRefuseeError(reason or Text("il n'y a pas d'INS", "there is no INS"))
    traits = dossier.traits
    return Contenu(
        matricule=dossier.ins.complet,
        oid=dossier.ins.oid,
        liste_prenoms=dossier.liste_prenoms or " ".join(traits.prenoms),
        nom_naissance=traits.nom_naissance,
        sexe=traits.sexe,
        date_naissance=traits.date_naissance,
        lieu_naissance=traits.lieu_naissance,
    )


def traits(contenu: Contenu) -> Traits:
    """The traits a scan types into a record: provisional until INSi is asked (EXI REC 02)."""
    return Traits(
        contenu.nom_naissance,
        tuple(contenu.liste_prenoms.split()),
        contenu.sexe,
        contenu.date_naissance,
        contenu.lieu_naissance,
    )


def identity(contenu: Contenu) -> Identite:
    """The whole identity scanned, INS included: what a verification sends, never what a record stores."""
    number = contenu.matricule
    ins = Matricule(number[:LENGTH], number[LENGTH:], contenu.oid)
    return Identite(
        ins,
        contenu.nom_naissance,
        contenu.liste_prenoms,
        contenu.sexe,
        contenu.date_naissance,
        contenu.lieu_naissance,
    )
