"""What the register says of what stands around Pro Santé Connect: the servers of APIs, the portail RPPS+.

What a source shows is apart from the addresses, names and wording that are ours.
"""

from collections.abc import Iterator
from typing import Final

from psc.register_clients import default
from simulators.core.basis import assumed, seen, standard
from simulators.core.rule import Default

_ECHANGE: Final = seen("ansforge/IG-securisation-transport-api-rest et psc-edc-proxy-esante")
_RPPS: Final = seen("guides et FAQ RPPS+")


def echange() -> Iterator[Default]:
    """The exchange of a token at the server of an API (RFC 8693)."""
    yield default(
        "echange",
        "Le serveur d'une API échange un jeton d'accès contre un jeton lié au certificat, de quatre heures, "
        "et de quoi le rafraîchir.",
        "The server of an API exchanges an access token for a token bound to the certificate, of four "
        "hours, and the means to refresh it.",
        _ECHANGE,
    )
    yield default(
        "echange_place",
        "Chaque API a son royaume (api-dmp, api-mss) sur l'hôte du serveur, et les mêmes clés.",
        "Each API has a realm (api-dmp, api-mss) on the server's host, and the same keys.",
        assumed("l'exemple de l'ANS montre un royaume par API ; adresses, noms et clés sont les nôtres"),
    )
    yield default(
        "echange_duree",
        "Le jeton d'une API finit avec la session ; il se rafraîchit jusque-là, même après une révocation ou "
        "une inactivité chez Pro Santé Connect.",
        "The token of an API ends with the session; it is refreshed until then, even after a revocation or "
        "inactivity at Pro Santé Connect.",
        assumed("durée du rafraîchissement et lien avec la session vus nulle part"),
    )
    yield default(
        "echange_contenu",
        "Le jeton d'une API porte son nom dans aud, le CN du certificat dans azp, SubjectNameID, et la "
        "portée demandée telle quelle.",
        "The token of an API has its name in aud, the certificate's CN in azp, SubjectNameID, and the scope "
        "asked as it is.",
        assumed("seuls cnf, exp et SubjectNameID sont vus ; portées métier et autres valeurs inconnues"),
    )
    yield default(
        "empreinte_du_certificat",
        "L'empreinte d'un jeton lié (cnf, x5t#S256) est celle de la RFC, en 43 signes.",
        "The thumbprint of a bound token (cnf, x5t#S256) is that of the RFC, in 43 characters.",
        standard("RFC 8705 ; les exemples de l'ANS codent la forme hexadécimale"),
    )


def enrolement() -> Iterator[Default]:
    """Staff registered by their ESMS."""
    yield default(
        "enrolement",
        "Qui est enrôlé au portail RPPS+ a un numéro RPPS, et une e-CPS utilisable 48 heures après.",
        "Who is registered on the portail RPPS+ has an RPPS number, and an e-CPS usable 48 hours later.",
        _RPPS,
    )
    yield default(
        "enrolement_attente",
        "Le numéro est donné aussitôt ; les 48 heures se comptent à la seconde, et la page les nomme ; si "
        "personne n'a dit depuis quand, l'attente dure jusqu'à l'activation.",
        "The number is given at once; the 48 hours are counted to the second, and the page names them; if "
        "nobody said since when, the wait lasts until the activation.",
        assumed("délai exact et texte du vrai portail entre-temps inconnus"),
    )
    yield default(
        "enrolement_place",
        "L'enrôlement et l'activation se font par l'API de pilotage ; les champs sont les nôtres, les "
        "numéros commencent par 9971.",
        "Registration and activation are done by the control API; the fields are ours, the numbers begin "
        "with 9971.",
        assumed("le vrai portail est une page ; aucune interface n'en est publiée"),
    )
