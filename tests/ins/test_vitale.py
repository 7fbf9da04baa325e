"""The search by carte Vitale: whom the card designates, what is told of it, what comes back."""

import pytest

from ins.messages.ecriture import build_request
from ins.model import Carte, ContexteBam, ContexteLps, Couverture, Demande, Matricule, Operation
from simulators.core.espace import EspaceSettings
from simulators.core.fixtures import load_monde
from simulators.core.rule import Effect, Profile
from tests.ins.banc import CLEAR, Banc, People, peer
from tests.ins.carte import CARTE, INDIVIDU, OD, card, on_card, own
from tests.ins.monde import IDAM, personnes

SPOUSE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope">'
    '<env:Body xmlns:S="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:env="http://www.w3.org/2003/05/soap-envelope">'
    '<RESULTAT xmlns="http://www.cnamts.fr/INSiResultat" xmlns:ns0="http://www.cnamts.fr/INSiRecVit" '
    'xmlns:ns1="http://www.cnamts.fr/INSiRecSans"><CR><CodeCR>00</CodeCR><LibelleCR>OK</LibelleCR></CR>'
    "<INDIVIDU><INSACTIF><IdIndividu><NumIdentifiant>1730155189948</NumIdentifiant><Cle>23</Cle></IdIndividu>"
    "<OID>1.2.250.1.213.1.4.10</OID></INSACTIF><TIQ><NomNaissance>MORIN</NomNaissance>"
    "<ListePrenom>YVES</ListePrenom><Sexe>M</Sexe><DateNaissance>1973-01-30</DateNaissance>"
    "<LieuNaissance>55189</LieuNaissance></TIQ></INDIVIDU></RESULTAT></env:Body></soap:Envelope>"
)
FAMILY = [
    (own("2750655039944", "LAMBERT", "1975-06-12"), "00", "275065503994494"),
    (own("1730155189948", "MORIN", "1973-01-30"), "00", "173015518994823"),
    (on_card("LAMBERT", "1975-06-12"), "00", "275065503994494"),
    (on_card("LAMBERT", "2015-02-20"), "00", "115025505094570"),
    (on_card("LAMBERT", "2015-02-20", "01"), "00", "115025505094570"),
    (on_card("LAMBERT", "2015-02-20", "2"), "01", ""),
    (on_card("LAMBERT", "2012-11-03", "1"), "00", "212115513994665"),
    (on_card("LAMBERT", "2012-11-03", "2"), "00", "212115513994764"),
    (on_card("LAMBERT", "2012-11-03", ""), "02", ""),
    (on_card("LAMBERT", "2012-11-04", "1"), "01", ""),
    (on_card("LAMBERT", "2015-02-20", od="1391255239949"), "01", ""),
    (own("1391255239949", "JOLY", "1939-12-08"), "01", ""),
    # A card read long ago: the former matricule finds the person, and the active one comes back.
    (own("2810363220456", "HERMAN", "1981-03-24"), "00", "181036322045676"),
    # No card told for this person: it is the insured person of their own.
    (on_card("ADRTROIS", "1960-01-01", od="160012B020777"), "00", "160012B02077713"),
    (on_card("ADRTROIS", "1960-01-01", "2", od="160012B020777"), "01", ""),
]


@pytest.mark.parametrize(("message", "code", "matricule"), FAMILY)
def test_the_card_designates_the_beneficiary_never_the_insured_person(
    message: bytes, code: str, matricule: str
) -> None:
    answer = Banc().post(message)
    assert (answer.status, answer.exchange.operation) == (200, "ins.recherche_vitale")
    assert answer.text("CodeCR") == code
    assert answer.text("NumIdentifiant") + answer.text("Cle") == matricule


def test_the_default_world_answers_its_own_cards_alike() -> None:
    monde = load_monde()
    software = {"dui": monde.logiciels[0].model_copy(update={"idam": IDAM})}
    banc = Banc(people=People(people={one.id: one for one in monde.personnes}, software=software))
    told = [banc.post(message) for message, _, _ in FAMILY]
    assert [one.text("CodeCR") for one in told] == [code for _, code, _ in FAMILY]


def test_the_answer_has_the_very_bytes_of_a_search_by_traits() -> None:
    answer = Banc().post(card())
    assert (answer.status, answer.body.decode()) == (200, SPOUSE)
    assert answer.rules == []


@pytest.mark.parametrize("path", ["/lps", "/ets"])
def test_both_addresses_answer(path: str) -> None:
    assert Banc().post(card(), path=path).text("NumIdentifiant") == "1730155189948"


def test_in_clear_it_answers_too_and_says_so() -> None:
    assert Banc().post(card(), wire=CLEAR, anonymous=True).rules == ["ins.http.en_clair"]


def test_the_card_alone_is_enough_no_trait_is_compared() -> None:
    bare = card(("<v:NomNaissance>MORIN</v:NomNaissance>", ""), ("<v:RangNaissance>1</v:RangNaissance>", ""))
    assert Banc().post(bare).text("NomNaissance") == "MORIN"


def test_an_unknown_own_matricule_is_not_made_up_for_by_the_insured_person() -> None:
    answer = Banc().post(own("1391255239949", "MORIN", "1973-01-30"))
    assert (answer.status, answer.text("CodeCR"), answer.text("LibelleCR")) == (
        200,
        "01",
        "Aucune identite trouvee",
    )


def test_a_card_moved_to_another_insured_person_changes_the_answer_of_the_next_call() -> None:
    banc = Banc()
    message = on_card("LAMBERT", "2015-02-20")
    assert banc.post(message).text("CodeCR") == "00"
    child = personnes()["fils"]
    assert child.carte is not None
    moved = child.model_copy(update={"carte": child.carte.model_copy(update={"od": "1730155189948"})})
    banc.people.change(moved)
    assert banc.post(message).text("CodeCR") == "01"
    assert banc.post(on_card("LAMBERT", "2015-02-20", od="1730155189948")).text("CodeCR") == "00"


def test_a_doubtful_record_must_not_be_searched_by_card_either() -> None:
    banc = Banc()
    answer = banc.post(own("1421255239919", "NOEL", "1942-12-25"))
    assert answer.text("CodeCR") == "00"
    assert answer.rules == ["ins.identite.douteuse"]


# What each message lacks is refused where the espace is strict, and told on the field.
UNUSABLE = [
    ("ins.vitale.matricules_absents", card((INDIVIDU, ""), (OD, ""))),
    ("ins.vitale.matricules_absents", card((INDIVIDU, "<v:MatriculeIndividu/>"), (OD, "<v:MatriculeOD/>"))),
    ("ins.vitale.beneficiaire_incomplet", card((INDIVIDU, ""), ("<v:RangNaissance>1</v:RangNaissance>", ""))),
    ("ins.vitale.couverture_divergente", card(("<bam:Rang>1", "<bam:Rang>2"))),
    ("ins.vitale.couverture_divergente", card(("<bam:DateNai>1973-01-30", "<bam:DateNai>1973-01-31"))),
    ("ins.vitale.couverture_divergente", card(("<bam:Num>2750655039944", "<bam:Num>1150255050945"))),
    (
        "ins.vitale.matricule_forme",
        card(("<v:NumIdentifiant>1730155189948", "<v:NumIdentifiant>17301551899482")),
    ),
    (
        "ins.vitale.matricule_forme",
        card(("<v:NumIdentifiant>1730155189948", "<v:NumIdentifiant>1730155189948231")),
    ),
    ("ins.vitale.matricule_forme", card(("<v:NumIdentifiant>1730155189948", "<v:NumIdentifiant>ABC"))),
    ("ins.traits.date_forme", card(("<v:DateNaissance>1973-01-30", "<v:DateNaissance>30/01/1973"))),
    ("ins.traits.element_inconnu", card(("<v:RangNaissance>", "<v:Prenom>YVES</v:Prenom><v:RangNaissance>"))),
    ("ins.traits.double", card((OD, OD * 2))),
    ("ins.lexique.minuscules", card(("MORIN", "Morin"))),
]


@pytest.mark.parametrize(("rule", "message"), UNUSABLE)
def test_an_unusable_card_is_told_on_the_field_and_refused_as_a_vitale_fault_when_strict(
    rule: str, message: bytes
) -> None:
    told = Banc().post(message)
    assert told.status == 200
    assert {one.effect for one in told.findings if one.rule.id == rule} == {Effect.ACCEPT}
    strict = Banc(EspaceSettings(profile=Profile.STRICT)).post(message)
    assert (strict.status, strict.exchange.facts["ins.erreur"]) == (500, "insi_101")
    assert strict.text("Erreur") == (
        "L'appel au service de recherche avec la carte Vitale renvoie une erreur technique."
    )
    assert strict.exchange.facts["erreurs"] == ("trait_refuse_vitale",)
    assert Effect.REFUSE in {one.effect for one in strict.findings if one.rule.id == rule}


def test_a_missing_context_is_refused_when_strict_with_the_fault_of_the_card() -> None:
    strict = Banc(EspaceSettings(profile=Profile.STRICT))
    cover = CARTE.partition("<bam:COUVERTURE>")[2].partition("</bam:COUVERTURE>")[0]
    answer = strict.post(card((f"<bam:COUVERTURE>{cover}</bam:COUVERTURE>", "")))
    assert answer.exchange.facts["erreurs"] == ("contexte_absent_vitale",)
    assert answer.exchange.facts["code"] == "insi_101"


def test_a_name_of_the_card_that_is_not_the_insured_persons_is_no_divergence() -> None:
    assert Banc().post(on_card("LAMBERT", "2015-02-20")).rules == []


def test_who_is_not_allowed_gets_the_gateways_own_fault() -> None:
    unknown = Banc().post(card(("ABC17NF23DE0", "XXX00XX00XX0")))
    assert (unknown.status, unknown.exchange.facts["code"]) == (500, "desir_550")
    other = Banc().post(card(), certificate=peer("SERVEUR"))
    assert other.exchange.facts["code"] == "desir_560"


def test_nobody_is_a_technical_fault_of_the_card_under_the_quirk_of_the_qualification_platform() -> None:
    banc = Banc(EspaceSettings(options=frozenset({"ins.quirk_qualif"})))
    nobody = banc.post(own("1391255239949", "JOLY", "1939-12-08"))
    assert (nobody.status, nobody.exchange.facts["ins.erreur"]) == (500, "insi_101")
    assert (nobody.exchange.facts["ins.sous_code"], nobody.exchange.facts["erreurs"]) == (
        "siram_40",
        ("insi_101",),
    )
    assert banc.post(card()).text("CodeCR") == "00"


def test_the_facts_tell_the_card_and_the_journal_finds_the_person() -> None:
    facts = Banc().post(card()).exchange.facts
    told = {name: facts[name] for name in facts if name.startswith(("ins.individu", "ins.od", "ins.rang"))}
    assert told == {
        "ins.individu.matricule": "173015518994823",
        "ins.od.matricule": "275065503994494",
        "ins.rang": "1",
    }
    assert (facts["ins.nom_naissance"], facts["ins.date_naissance"]) == ("MORIN", "1973-01-30")
    assert (facts["patient.matricule"], facts["patient.traits"]) == ("173015518994823", "MORIN|||1973-01-30")
    assert (facts["code"], facts["ins.rep.matricule"]) == ("00", "173015518994823")


def test_the_journal_finds_who_was_asked_for_even_when_nobody_was_found() -> None:
    facts = Banc().post(own("1391255239949", "JOLY", "1939-12-08")).exchange.facts
    assert (facts["code"], facts["patient.matricule"]) == ("01", "139125523994973")
    child = Banc().post(on_card("LAMBERT", "2012-11-03", "")).exchange.facts
    assert (child["code"], child["patient.matricule"], child["patient.traits"]) == (
        "02",
        "",
        "LAMBERT|||2012-11-03",
    )


def test_a_programmed_fault_names_the_person_of_the_card() -> None:
    banc = Banc()
    banc.faults.names = ["insi_101"]
    assert banc.post(on_card("LAMBERT", "2015-02-20")).exchange.facts["code"] == "insi_101"
    assert banc.faults.asked == [
        {
            "service": "ins",
            "operation": "ins.recherche_vitale",
            "patient": "115025505094570 LAMBERT|||2015-02-20",
            "professional": "",
        }
    ]


@pytest.mark.parametrize(
    ("message", "path"),
    [
        (own("1850575111222", "MORIN", "1973-01-30"), "/soap:Envelope/soap:Body/v:RECVITALE"),
        (on_card("LAMBERT", "2015-02-20", od="1850575111222"), "/soap:Envelope/soap:Body/v:RECVITALE"),
        (
            card(("<bam:Num>2750655039944", "<bam:Num>1850575111222")),
            "/soap:Envelope/soap:Header/bam:ContexteBAM/bam:COUVERTURE",
        ),
    ],
)
def test_a_matricule_that_may_be_somebodys_is_told_masked_and_refused_on_demand(
    message: bytes, path: str
) -> None:
    told = next(one for one in Banc().post(message).findings if one.rule.id == "ins.donnees_reelles")
    assert told.found == "185**********"
    assert path in {one.place.path for one in Banc().post(message).findings}
    refused = Banc(EspaceSettings(refuse_real_data=True)).post(message)
    assert (refused.status, refused.exchange.facts["erreurs"]) == (500, ("donnees_reelles_vitale",))


def test_what_was_read_live_is_what_is_read_again() -> None:
    banc = Banc()
    for body in (card(), *(message for _, message in UNUSABLE), on_card("LAMBERT", "2012-11-03", "")):
        lived = banc.post(body).exchange
        again = banc.service.analyse(lived, banc.espace)
        assert (again.operation, again.findings) == (lived.operation, lived.findings)
        assert {**lived.facts, **again.facts} == lived.facts


def test_a_saved_file_is_judged_without_certificate_nor_espace() -> None:
    service = Banc().service
    exchange = service.read_file("carte.xml", card(("<bam:Rang>1", "<bam:Rang>2"), ("MORIN", "Morin")))
    assert exchange is not None
    found = service.analyse(exchange, None).findings
    assert [one.rule.id for one in found] == ["ins.lexique.minuscules", "ins.vitale.couverture_divergente"]


def test_the_request_of_the_reference_is_built_from_values() -> None:
    demande = Demande(
        operation=Operation.VITALE,
        carte=Carte(Matricule("1730155189948"), Matricule("2750655039944"), "MORIN", "1973-01-30", "1"),
        bam=ContexteBam(
            id="7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a01",
            temps="2026-01-01T08:00:00Z",
            emetteur="10B0152872",
            version="01_02",
            couverture=Couverture(
                assure=Matricule("2750655039944"),
                nir=Matricule("1730155189948"),
                date_naissance="1973-01-30",
                rang="1",
            ),
        ),
        lps=ContexteLps(
            id="7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a02",
            temps="2026-01-01T08:00:00Z",
            emetteur="10B0152872",
            nature="CTXLPS",
            version="01_00",
            idam="ABC17NF23DE0",
            idam_r="4",
            lps_version="1.0",
            instance="7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a03",
            nom="urn:lps:DUI:1.0",
        ),
        action="urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecCarteVitale",
        message_id="uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04",
    )
    assert build_request(demande).decode() == CARTE


def test_a_full_coverage_is_read_and_written_whole() -> None:
    cover = (
        "<bam:COUVERTURE><bam:GrandRegime>01</bam:GrandRegime><bam:Organisme>131</bam:Organisme>"
        "<bam:CodeCentre>0001</bam:CodeCentre><bam:ASSURE><bam:Id><bam:Num>2750655039944</bam:Num>"
        "<bam:Cle>94</bam:Cle></bam:Id></bam:ASSURE><bam:BENEFICIAIRE><bam:Nir>"
        "<bam:Num>1730155189948</bam:Num><bam:Cle>23</bam:Cle>"
        "<bam:DateCertification>2020-01-01</bam:DateCertification></bam:Nir>"
        "<bam:DateNai>1973-01-30</bam:DateNai><bam:Rang>1</bam:Rang><bam:Porteur>2</bam:Porteur>"
        "</bam:BENEFICIAIRE></bam:COUVERTURE>"
    )
    old = CARTE.partition("<bam:COUVERTURE>")[2].partition("</bam:COUVERTURE>")[0]
    answer = Banc().post(card((f"<bam:COUVERTURE>{old}</bam:COUVERTURE>", cover)))
    assert (answer.text("CodeCR"), answer.rules) == ("00", [])
    value = Couverture(
        "01",
        "131",
        "0001",
        Matricule("2750655039944", "94"),
        Matricule("1730155189948", "23"),
        "2020-01-01",
        "1973-01-30",
        "1",
        "2",
    )
    built = build_request(Demande(Operation.VITALE, bam=ContexteBam(couverture=value)))
    assert cover in built.decode()


def test_a_found_card_reads_as_one_sentence_in_both_languages() -> None:
    banc = Banc()
    exchange = banc.post(card()).exchange
    assert banc.service.explain(exchange, "fr").summary == (
        "Recherche par carte Vitale pour MORIN, date de naissance 30/01/1973, matricule 173015518994823 : "
        "une seule identité correspond, elle est rendue."
    )
    assert banc.service.explain(exchange, "en").asked == (
        "Search by carte Vitale for MORIN, birth date 30/01/1973, matricule 173015518994823."
    )


def test_a_child_is_told_by_the_card_it_is_on_and_what_to_try_next() -> None:
    banc = Banc()
    told = banc.service.explain(banc.post(on_card("LAMBERT", "2012-11-03", "")).exchange, "fr")
    assert told.asked == (
        "Recherche par carte Vitale pour LAMBERT, date de naissance 03/11/2012, "
        "sur la carte de l'assuré 275065503994494."
    )
    assert told.answered == "Plusieurs identités correspondent, aucune n'est rendue."
    assert told.todo == (
        "Ajoutez la date et le rang de naissance lus sur la carte.",
        "Envoyez le rang de naissance lu sur la carte, sinon cherchez par les traits d'identité.",
    )


def test_a_card_that_finds_nobody_sends_back_to_the_traits() -> None:
    banc = Banc()
    told = banc.service.explain(banc.post(own("1391255239949", "JOLY", "1939-12-08")).exchange, "en")
    assert told.answered == "No identity matches."
    assert told.todo == ("Read the card again, then search for the person by identity traits.",)
