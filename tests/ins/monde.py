"""The people of the INSi tests, typed by hand: the published test identities and a few of our own."""

from collections.abc import Mapping

from simulators.core.monde.model import (
    CarteVitale,
    DossierLocal,
    IdentiteReference,
    Ins,
    InsHistorique,
    Logiciel,
    Personne,
    Professionnel,
)

NIR = "1.2.250.1.213.1.4.8"
NIA = "1.2.250.1.213.1.4.9"
TEST = "1.2.250.1.213.1.4.10"
IDAM = "ABC17NF23DE0"


def _known(
    nom: str, prenoms: str, sexe: str, date: str, lieu: str, complet: str, oid: str = NIR
) -> IdentiteReference:
    ins = Ins(matricule=complet[:13], cle=complet[13:], oid=oid)
    return IdentiteReference.model_validate(
        {
            "nom_naissance": nom,
            "prenoms": tuple(prenoms.split()),
            "sexe": sexe,
            "date_naissance": date,
            "lieu_naissance": lieu,
            "ins": ins,
        }
    )


def _former(complet: str, deb: str = "", fin: str = "") -> InsHistorique:
    return InsHistorique(matricule=complet[:13], cle=complet[13:], oid=NIR, date_deb=deb, date_fin=fin)


def _published() -> Mapping[str, IdentiteReference]:
    return {
        "adrtrois-toussaint": _known("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", "2B020", "160012B02077713"),
        "adrtrois-dominique": _known("ADRTROIS", "DOMINIQUE", "F", "1997-02-26", "2A020", "297022A02077878"),
        "adrun": _known("ADRUN", "ZOE", "F", "1975-12-31", "63220", "275126322074974"),
        "adrdeux": _known("ADRDEUX", "LAURENT", "M", "1981-01-01", "63220", "181016322075140"),
        "corse": _known("CORSE", "ANTHONY", "M", "1980-03-02", "2B020", "180032B02040123").model_copy(
            update={"historique": (_former("180032B02040123"),)}
        ),
        "herman": _known("HERMAN", "GATIEN", "M", "1981-03-24", "63220", "181036322045676").model_copy(
            update={"historique": (_former("181036322045676"), _former("281036322045610"))}
        ),
        "ecetinsi": _known(
            "ECETINSI", "PIERRE-ALAIN MURIEL FLORIANT", "M", "2009-07-14", "63220", "109076322083489"
        ).model_copy(update={"historique": (_former("209076322083439", "2019-03-01", "2019-02-28"),)}),
        "tchitchi": _known("TCHITCHI", "CATARINA BELLA", "F", "1936-06-21", "63220", "236066322083656"),
        "nessi-michelangelo": _known(
            "NESSI", "MICHELANGELO ANTHONY", "M", "2010-08-07", "63220", "110086322083060"
        ),
        "nessi-ruth": _known("NESSI", "RUTH ISABELLE", "F", "1977-07-14", "63220", "277076322082910"),
        "provisoire": _known("PROVISOIRE", "MATRICULE", "M", "2009-07-01", "63220", "109076322088835", NIA),
        "dartagnan": _known(
            "D'ARTAGNAN DE L'HERAULT", "PIERRE-ALAIN GUNTHER", "M", "2001-06-17", "63220", "101066322075460"
        ),
        "pat-trois": _known(
            "PAT-TROIS", "DOMINIQUE MARIE-LOUISE", "F", "1979-03-28", "51215", "279035121518989", TEST
        ),
    }


def personnes() -> dict[str, Personne]:
    """By identifier: the published ones, then those that show our own defaults."""
    found = {key: Personne(id=key, reference=reference) for key, reference in _published().items()}
    found["de-vinci"] = Personne(
        id="de-vinci",
        reference=_known("DE VINCI", "LEONARDO PIERO", "M", "2014-02-01", "63220", "114026322083356"),
        homonymes=(_known("DE VINCI", "LEONARDO", "M", "2014-02-01", "26274", "114022627490083", TEST),),
    )
    found["mariee"] = Personne(
        id="mariee",
        reference=_known("MERCIER", "SIMONE ALICE", "F", "1937-09-03", "55039", "237095503990209", TEST),
        local=DossierLocal(nom_naissance="Garnier", prenoms=("Simone",), nom_utilise="Garnier"),
    )
    found["douteux"] = Personne(
        id="douteux",
        reference=_known("NOEL", "GEORGES", "M", "1942-12-25", "55239", "142125523991953", TEST),
        local=DossierLocal(nom_naissance="Noël", prenoms=("Georges",), attributs=("douteux",)),
    )
    found["fictif"] = Personne(
        id="fictif",
        local=DossierLocal(
            nom_naissance="Formation",
            prenoms=("Essai",),
            sexe="M",
            date_naissance="1950-01-01",
            attributs=("fictif",),
        ),
    )
    found["sans-prenom"] = Personne(
        id="sans-prenom",
        reference=_known("ALVES", "", "M", "1955-11-30", "99130", "155119913090937", TEST),
    )
    found["sans-sexe"] = Personne(
        id="sans-sexe",
        reference=_known("LENOIR", "CLAUDE", "", "1961-01-09", "26274", "261012627491093", TEST),
    )
    found["lunaire"] = Personne(
        id="lunaire",
        reference=_known("FERRER", "CARMEN", "F", "1938-00-00", "99130", "238999913090697", TEST),
    )
    found["compose"] = Personne(
        id="compose",
        reference=_known("LEGRAND", "ANNE SOPHIE MARIE", "F", "1980-01-01", "26274", "280012627490184", TEST),
    )
    return {**found, **_famille()}


def _famille() -> Mapping[str, Personne]:
    """A family on the card of the mother; the spouse's own matricule is on it, the children's are not."""
    mere = "2750655039944"
    return {
        "mere": Personne(
            id="mere",
            reference=_known("LAMBERT", "JEANNE MARIE", "F", "1975-06-12", "55039", "275065503994494", TEST),
            carte=CarteVitale(od=mere, matricule=mere),
        ),
        "fils": Personne(
            id="fils",
            reference=_known("LAMBERT", "LUCAS", "M", "2015-02-20", "55050", "115025505094570", TEST),
            carte=CarteVitale(od=mere),
        ),
        "jumelle-1": Personne(
            id="jumelle-1",
            reference=_known("LAMBERT", "ALICE", "F", "2012-11-03", "55139", "212115513994665", TEST),
            carte=CarteVitale(od=mere, rang="1"),
        ),
        "jumelle-2": Personne(
            id="jumelle-2",
            reference=_known("LAMBERT", "AGATHE", "F", "2012-11-03", "55139", "212115513994764", TEST),
            carte=CarteVitale(od=mere, rang="2"),
        ),
        "conjoint": Personne(
            id="conjoint",
            reference=_known("MORIN", "YVES", "M", "1973-01-30", "55189", "173015518994823", TEST),
            carte=CarteVitale(od=mere, matricule="1730155189948"),
        ),
    }


def professionnels() -> dict[str, Professionnel]:
    """A nurse and a doctor."""
    return {
        "infirmiere": Professionnel(
            id="infirmiere", nom="KERMARREC", prenom="NATHALIE", rpps="99700000039", profession="60"
        ),
        "medecin": Professionnel(
            id="medecin", nom="MORVAN", prenom="HELENE", rpps="99700000013", profession="10"
        ),
    }


def logiciels() -> dict[str, Logiciel]:
    """The only software the espace knows."""
    return {"dui": Logiciel(id="dui", idam=IDAM, nom="DUI", version="1.0")}
