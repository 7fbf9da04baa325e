"""The professionals of the PSC tests, typed by hand."""

from simulators.core.monde.model import Professionnel, Situation, Structure

STRUCTURES = (
    Structure(id="asso", nom="Association Les Tilleuls", genre="EJ", finess="990000010"),
    Structure(
        id="ehpad",
        nom="EHPAD Les Tilleuls",
        finess="990000028",
        identifiant_national="1990000028",
        entite_juridique="asso",
        departement="55",
        ville="Valcourt-sur-Meuse",
    ),
    Structure(id="cabinet", nom="Cabinet du Marronnier", genre="EXT", finess="990000192"),
)
_NURSE = Professionnel(
    id="nathalie",
    nom="KERMARREC",
    prenom="NATHALIE",
    civilite="MME",
    rpps="99700000039",
    profession="60",
    libelle_profession="Infirmier",
    situations=(Situation(mode="S", secteur="SA17", structure="ehpad", role="Infirmière"),),
)


def _like(id_: str, rpps: str, **changes: object) -> Professionnel:
    return _NURSE.model_copy(
        update={"id": id_, "nom": id_.upper(), "prenom": "ALEX", "rpps": rpps, **changes}
    )


PROFESSIONNELS = (
    _NURSE,
    _like(
        "helene",
        "99700000013",
        profession="10",
        libelle_profession="Médecin",
        specialite="SM54",
        situations=(
            Situation(mode="S", secteur="SA17", structure="ehpad", role="Médecin coordonnateur"),
            Situation(mode="L", secteur="SA07", structure="cabinet"),
        ),
    ),
    _like(
        "thomas",
        "99700000070",
        profession="51",
        carte="e-CPS",
        situations=(Situation(secteur="SA16", structure="ehpad", role="Éducateur spécialisé, par son rôle"),),
    ),
    _like(
        "sandrine",
        "99700000120",
        profession="99",
        carte="e-CPS",
        situations=(Situation(secteur="SA17", structure="ehpad", role="Secrétaire (GENR09)"),),
    ),
    _like(
        "aide",
        "99700000104",
        profession="99",
        carte="e-CPS",
        situations=(Situation(secteur="SA18", structure="ehpad", role="Aide à domicile"),),
    ),
    _like(
        "directrice",
        "99700000112",
        profession="99",
        carte="e-CPS",
        etat="e-cps-non-activee",
        situations=(Situation(secteur="SA17", structure="ehpad", role="Directrice"),),
    ),
    _like("opposee", "99700000146", carte="opposee"),
    _like("terminee", "99700000153", etat="activite-terminee"),
    _like("enrolee", "99700000138", carte="e-CPS", etat="enrole-du-jour"),
    _like("sans-exercice", "99700000161", situations=(), etat="sans-exercice"),
    _like("sans-moyen", "", carte="aucune", profession=""),
    _like("cpe", "", carte="CPE", profession=""),
)
