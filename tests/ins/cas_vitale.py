"""The rules of the search by carte Vitale: each broken, then mended."""

from tests.ins.carte import INDIVIDU, NIR, OD, card, on_card
from tests.ins.cas import Case

COUVERTURE = "/soap:Envelope/soap:Header/bam:ContexteBAM/bam:COUVERTURE"
CARTE = "/soap:Envelope/soap:Body/v:RECVITALE"
GOOD = card()
COVERED = GOOD.decode().partition("<bam:COUVERTURE>")[2].partition("</bam:COUVERTURE>")[0]
CLE = "1730155189948</v:NumIdentifiant>"
NOM = "<v:NomNaissance>MORIN</v:NomNaissance>"
DATE = "<v:DateNaissance>1973-01-30</v:DateNaissance>"
RANG = "<v:RangNaissance>1</v:RangNaissance>"
CHILD = on_card("LAMBERT", "2015-02-20")

VITALE = [
    Case(
        "vitale.matricules_absents",
        card((INDIVIDU, ""), (OD, "")),
        CARTE,
        "",
        "MatriculeIndividu MatriculeOD",
        GOOD,
    ),
    Case("vitale.od_absent", card((OD, "")), CARTE, "", "MatriculeOD", GOOD),
    Case(
        "vitale.matricule_forme",
        card((CLE, "173015518994823</v:NumIdentifiant>")),
        f"{CARTE}/v:MatriculeIndividu/v:NumIdentifiant",
        "173015518994823",
        "1730155189948",
        GOOD,
    ),
    Case(
        "vitale.matricule_forme",
        card((CLE, "17301551899482</v:NumIdentifiant>")),
        f"{CARTE}/v:MatriculeIndividu/v:NumIdentifiant",
        "17301551899482",
        "",
        GOOD,
    ),
    Case(
        "vitale.matricule_forme",
        card((CLE, "1730155189948231</v:NumIdentifiant>")),
        f"{CARTE}/v:MatriculeIndividu/v:NumIdentifiant",
        "1730155189948231",
        "",
        GOOD,
    ),
    Case(
        "vitale.cle",
        card((CLE, f"{CLE}<v:Cle>32</v:Cle>")),
        f"{CARTE}/v:MatriculeIndividu/v:Cle",
        "32",
        "23",
        card((CLE, f"{CLE}<v:Cle>23</v:Cle>")),
    ),
    Case(
        "vitale.beneficiaire_incomplet",
        on_card("LAMBERT", "2015-02-20").replace(RANG.encode(), b""),
        CARTE,
        "",
        "RangNaissance",
        CHILD,
    ),
    Case(
        "vitale.date_lunaire",
        on_card("LAMBERT", "2015-02-00"),
        f"{CARTE}/v:DateNaissance",
        "2015-02-00",
        "",
        CHILD,
    ),
    Case(
        "vitale.rang_forme",
        on_card("LAMBERT", "2015-02-20", "A"),
        f"{CARTE}/v:RangNaissance",
        "A",
        "1",
        CHILD,
    ),
    Case("vitale.couverture_vide", card((COVERED, "")), COUVERTURE, "", "ASSURE BENEFICIAIRE", GOOD),
    Case(
        "vitale.couverture_divergente",
        card((f"{NIR}", "<bam:Nir><bam:Num>1150255050945</bam:Num></bam:Nir>")),
        f"{COUVERTURE}/bam:BENEFICIAIRE/bam:Nir/bam:Num",
        "1150255050945",
        "1730155189948",
        GOOD,
    ),
    Case(
        "vitale.ordre",
        card((f"{NOM}{DATE}", f"{DATE}{NOM}")),
        CARTE,
        "MatriculeIndividu MatriculeOD DateNaissance NomNaissance RangNaissance",
        "MatriculeIndividu MatriculeOD NomNaissance DateNaissance RangNaissance",
        GOOD,
    ),
    Case(
        "vitale.traits_discordants",
        card(("MORIN", "MARTIN")),
        f"{CARTE}/v:NomNaissance",
        "MARTIN",
        "MORIN",
        GOOD,
    ),
]
