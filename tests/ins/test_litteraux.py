"""Every answer and every fault, whole, typed by hand from the reference (ins.md §3.4, §5, §10)."""

import pytest

from ins.messages.reponse import read_answer
from ins.model import Reponse
from simulators.core.espace import EspaceSettings
from tests.ins.banc import Banc, peer, request, search
from tests.ins.carte import card, own
from tests.ins.test_octets import golden

NIR = "1.2.250.1.213.1.4.8"
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope '
    'xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><env:Body '
    'xmlns:S="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:env="http://www.w3.org/2003/05/soap-envelope">'
)
_FOUND = (
    f'{_OPEN}<RESULTAT xmlns="http://www.cnamts.fr/INSiResultat" xmlns:ns0="http://www.cnamts.fr/INSiRecVit" '
    'xmlns:ns1="http://www.cnamts.fr/INSiRecSans"><CR><CodeCR>00</CodeCR><LibelleCR>OK</LibelleCR></CR>'
    "<INDIVIDU><INSACTIF>{actif}</INSACTIF>{histo}<TIQ><NomNaissance>{nom}</NomNaissance>"
    "<ListePrenom>{prenoms}</ListePrenom><Sexe>{sexe}</Sexe><DateNaissance>{date}</DateNaissance>"
    "<LieuNaissance>{lieu}</LieuNaissance></TIQ></INDIVIDU></RESULTAT></env:Body></soap:Envelope>"
)
# Nom, prénom asked, place asked, liste, sexe, date, lieu, matricule, key, OID, former INS.
PUBLISHED = [
    ("ADRTROIS", "TOUSSAINT", "", "TOUSSAINT", "M", "1960-01-01", "2B020", "160012B020777", "13", NIR, ()),
    ("ADRTROIS", "DOMINIQUE", "", "DOMINIQUE", "F", "1997-02-26", "2A020", "297022A020778", "78", NIR, ()),
    ("ADRUN", "ZOE", "", "ZOE", "F", "1975-12-31", "63220", "2751263220749", "74", NIR, ()),
    ("ADRDEUX", "LAURENT", "", "LAURENT", "M", "1981-01-01", "63220", "1810163220751", "40", NIR, ()),
    (
        "CORSE",
        "ANTHONY",
        "",
        "ANTHONY",
        "M",
        "1980-03-02",
        "2B020",
        "180032B020401",
        "23",
        NIR,
        (("180032B020401", "23", ""),),
    ),
    (
        "HERMAN",
        "GATIEN",
        "",
        "GATIEN",
        "M",
        "1981-03-24",
        "63220",
        "1810363220456",
        "76",
        NIR,
        (("1810363220456", "76", ""), ("2810363220456", "10", "")),
    ),
    (
        "ECETINSI",
        "PIERRE-ALAIN",
        "",
        "PIERRE-ALAIN MURIEL FLORIANT",
        "M",
        "2009-07-14",
        "63220",
        "1090763220834",
        "89",
        NIR,
        (("2090763220834", "39", "<DateDeb>2019-03-01</DateDeb><DateFin>2019-02-28</DateFin>"),),
    ),
    (
        "TCHITCHI",
        "CATARINA",
        "",
        "CATARINA BELLA",
        "F",
        "1936-06-21",
        "63220",
        "2360663220836",
        "56",
        NIR,
        (),
    ),
    (
        "DE VINCI",
        "LEONARDO",
        "63220",
        "LEONARDO PIERO",
        "M",
        "2014-02-01",
        "63220",
        "1140263220833",
        "56",
        NIR,
        (),
    ),
    (
        "NESSI",
        "MICHELANGELO",
        "",
        "MICHELANGELO ANTHONY",
        "M",
        "2010-08-07",
        "63220",
        "1100863220830",
        "60",
        NIR,
        (),
    ),
    ("NESSI", "RUTH", "", "RUTH ISABELLE", "F", "1977-07-14", "63220", "2770763220829", "10", NIR, ()),
    (
        "PROVISOIRE",
        "MATRICULE",
        "",
        "MATRICULE",
        "M",
        "2009-07-01",
        "63220",
        "1090763220888",
        "35",
        "1.2.250.1.213.1.4.9",
        (),
    ),
    (
        "D'ARTAGNAN DE L'HERAULT",
        "PIERRE-ALAIN",
        "",
        "PIERRE-ALAIN GUNTHER",
        "M",
        "2001-06-17",
        "63220",
        "1010663220754",
        "60",
        NIR,
        (),
    ),
    (
        "PAT-TROIS",
        "DOMINIQUE",
        "",
        "DOMINIQUE MARIE-LOUISE",
        "F",
        "1979-03-28",
        "51215",
        "2790351215189",
        "89",
        "1.2.250.1.213.1.4.10",
        (),
    ),
]
NOBODY = [
    ("TCHITCHI", "OLA", "F", "1936-06-21"),
    ("DE VINCI", "DICAPRIO", "M", "2014-02-01"),
    ("HOUILLES", "PIERRE", "M", "1993-01-27"),
    ("HOUILLES", "PAUL", "M", "1993-01-27"),
    ("HOUILLES", "JACQUES", "M", "1993-01-27"),
    ("HOUILLES", "PIERRE PAUL JACQUES", "M", "1993-01-27"),
    ("D'AEION", "COEUR", "M", "1987-01-25"),
    ("DE VINCI", "RUTH", "F", "1976-07-14"),
    ("DE VINCI", "LEONARDODINO", "M", "2004-02-01"),
    ("INCONNU", "SOLDAT", "M", "1920-11-11"),
]


def ins(matricule: str, key: str, oid: str, dates: str = "") -> str:
    number = f"<NumIdentifiant>{matricule}</NumIdentifiant><Cle>{key}</Cle>"
    return f"<IdIndividu>{number}</IdIndividu><OID>{oid}</OID>{dates}"


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_published_identity_is_answered_whole_by_traits_and_by_card(
    row: tuple[str, str, str, str, str, str, str, str, str, str, tuple[tuple[str, str, str], ...]],
) -> None:
    nom, asked, where, prenoms, sexe, date, lieu, matricule, key, oid, former = row
    history = "".join(f"<INSHISTO>{ins(one, cle, NIR, dates)}</INSHISTO>" for one, cle, dates in former)
    expected = _FOUND.format(
        actif=ins(matricule, key, oid),
        histo=history,
        nom=nom,
        prenoms=prenoms,
        sexe=sexe,
        date=date,
        lieu=lieu,
    )
    banc = Banc()
    by_traits = banc.post(search(nom, asked, sexe, date, where))
    assert (by_traits.status, by_traits.body.decode()) == (200, expected)
    by_card = banc.post(own(matricule, nom, date))
    assert (by_card.status, by_card.body.decode()) == (200, expected)


@pytest.mark.parametrize("asked", NOBODY, ids=" ".join)
def test_a_published_unknown_is_answered_01_whole(asked: tuple[str, str, str, str]) -> None:
    answer = Banc().post(search(*asked))
    assert (answer.status, answer.body) == (200, golden("reponse_01"))


INACCESSIBLE = (
    "Le service est temporairement inaccessible.{}Veuillez renouveler votre demande ultérieurement. Si le "
    "problème persiste, contactez l'éditeur du progiciel ou votre responsable informatique."
)
PROGICIEL = (
    "L'accès par ce progiciel au service n'est pas autorisé. Contactez l'éditeur du progiciel ou votre "
    "responsable informatique."
)
_NS4 = ' xmlns:ns4="http://schemas.xmlsoap.org/soap/envelope/"'
ID = "uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04"


def fault(prefix: str, role: str, sub: str, lang: str, reason: str, erreur: str, text: str) -> str:
    """A whole fault, as the reference writes it for that emitter."""
    p = prefix
    opened = _OPEN if p == "S" else _OPEN.replace(' xmlns:S="http://www.w3.org/2003/05/soap-envelope"', "")
    return (
        f"{opened}<{p}:Fault{_NS4 if p == 'S' else ''}><{p}:Code><{p}:Value>{p}:{role}</{p}:Value>"
        f"<{p}:Subcode><{p}:Value>{p}:{sub}</{p}:Value></{p}:Subcode></{p}:Code><{p}:Reason>"
        f'<{p}:Text xml:lang="{lang}">{reason}</{p}:Text></{p}:Reason><{p}:Detail>'
        f'<siram:Erreur {erreur} xmlns:siram="urn:siram">{text}</siram:Erreur></{p}:Detail></{p}:Fault>'
        "</env:Body></soap:Envelope>"
    )


# Code, subcode, severity, text; which reason: the table of ins.md §5.2.
GATEWAY = [
    ("desir_550", "siram_100", "erreur", "Numéro d'autorisation du logiciel inconnu.", PROGICIEL),
    (
        "desir_560",
        "siram_100",
        "erreur",
        "Vous ne disposez pas des droits suffisants pour accéder à ce service",
        PROGICIEL,
    ),
    (
        "desir_1020",
        "siram_40",
        "fatale",
        "Le service appelé est temporairement indisponible",
        INACCESSIBLE.format(" "),
    ),
]
SERVICE = [
    ("insi_101", "L'appel au service de recherche avec la carte Vitale renvoie une erreur technique."),
    ("insi_102", "L'appel au service de recherche avec les traits d'identité renvoie une erreur technique."),
]
OPERATIONS = {"traits": request(), "vitale": card()}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(("code", "sub", "severity", "text", "reason"), GATEWAY)
def test_each_fault_of_the_gateway_is_given_on_demand_in_both_generations(
    operation: str, code: str, sub: str, severity: str, text: str, reason: str
) -> None:
    erreur = f'code="{code}" messageID="{ID}" severite="{severity}"'
    for options, prefix, lang in (
        (frozenset[str](), "soap", "fr"),
        (frozenset({"ins.fautes_2022"}), "S", "en"),
    ):
        banc = Banc(EspaceSettings(options=options))
        banc.faults.names = [code]
        answer = banc.post(OPERATIONS[operation])
        expected = fault(prefix, "Sender", sub, lang, reason, erreur, text)
        assert (answer.status, answer.body.decode()) == (500, expected)
        assert banc.post(OPERATIONS[operation]).text("CodeCR") == "00"


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(("code", "text"), SERVICE)
def test_each_fault_of_the_service_is_given_on_demand_in_both_generations(
    operation: str, code: str, text: str
) -> None:
    erreur = f'severite="fatal" code="{code}"'
    for options, between in ((frozenset[str](), " "), (frozenset({"ins.fautes_2022"}), "\n")):
        banc = Banc(EspaceSettings(options=options))
        banc.faults.names = [code]
        answer = banc.post(OPERATIONS[operation])
        reason = INACCESSIBLE.format(between)
        expected = fault("S", "Receiver", "siram_40", "en", reason, erreur, text)
        assert (answer.status, answer.body.decode()) == (500, expected)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(
    ("panne", "label"), [("01", "Aucune identite trouvee"), ("02", "Plusieurs identites trouvees")]
)
def test_each_answer_without_identity_is_given_on_demand(operation: str, panne: str, label: str) -> None:
    banc = Banc()
    banc.faults.names = [panne]
    answer = banc.post(OPERATIONS[operation])
    assert (answer.status, answer.body) == (200, golden(f"reponse_{panne}"))
    assert label.encode() in answer.body


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_real_causes_of_the_gateway_give_the_very_same_faults(operation: str) -> None:
    good = OPERATIONS[operation]
    _, sub, severity, text, reason = GATEWAY[0]
    unknown = Banc().post(good.replace(b"ABC17NF23DE0", b"XXX00XX00XX0"))
    erreur = f'code="desir_550" messageID="{ID}" severite="{severity}"'
    assert unknown.body.decode() == fault("soap", "Sender", sub, "fr", reason, erreur, text)
    _, sub, severity, text, reason = GATEWAY[1]
    other = Banc().post(good, certificate=peer("SERVEUR"))
    erreur = f'code="desir_560" messageID="{ID}" severite="{severity}"'
    assert other.body.decode() == fault("soap", "Sender", sub, "fr", reason, erreur, text)


def test_the_variant_of_the_cnda_has_its_own_shape_and_is_read_alike() -> None:
    banc = Banc(EspaceSettings(options=frozenset({"ins.variante_cnda"})))
    found = banc.post(search("ECETINSI", "PIERRE-ALAIN", "M", "2009-07-14"))
    assert (found.status, found.body) == (200, golden("reponse_00_cnda"))
    nobody = banc.post(search("TCHITCHI", "OLA", "F", "1936-06-21"))
    assert (nobody.status, nobody.body) == (200, golden("reponse_01_cnda"))
    told = read_answer(found.body)
    assert isinstance(told, Reponse)
    assert told.individu is not None
    assert (told.individu.prenom, told.individu.historique[0].date_deb) == ("PIERRE-ALAIN", "2019-03-01")
    waiting = banc.post(search("PROVISOIRE", "MATRICULE", "M", "2009-07-01"))
    assert waiting.text("TypeMatricule") == "NIA"


def test_the_variant_changes_no_fault() -> None:
    banc = Banc(EspaceSettings(options=frozenset({"ins.variante_cnda"})))
    banc.faults.names = ["insi_102"]
    assert banc.post(request()).body == golden("faute_insi_102")
