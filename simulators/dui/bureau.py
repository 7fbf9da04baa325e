"""A professional's mail at work: letters sent, boxes read, receipts given back, the directory asked.

What a wrong run changes is an argument. `Refus` tells what a service refused.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any, Final, TypeVar

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_crl

from mss.messages.accuse import Accuse, ecrire_accuse
from simulators.core.rule import Text
from simulators.dui import recit
from simulators.dui.annuaire import Annuaire, Trouve
from simulators.dui.boite import Boite, Recu
from simulators.dui.chiffrement import PRUDENT, Prudence
from simulators.dui.courriel import Correspondant, Courriel, ecrire
from simulators.dui.documents.projet import LOGICIEL
from simulators.dui.messagerie import Messagerie, Ouverture
from simulators.dui.parcours import INFIRMIERE, Parcours
from simulators.dui.poste import install_annuaire
from simulators.dui.pupitre import Pupitre, Titulaire
from simulators.dui.reseau import Refus
from simulators.dui.session import Dui

_SEUL = Text("les autres services ne sont pas joués ici", "the other services are not played here")
_PERSONNE = Text("cette personne n'a pas d'adresse MSSanté", "this person has no MSSanté address")
CONTACT: Final = "contact@ehpad-les-tilleuls.demo.mssante.fr"
APPLICATIVE: Final = "dui@ehpad-les-tilleuls.demo.mssante.fr"
# Seconds between two looks at what the simulator does by itself.
_GUET: Final = 0.05
T = TypeVar("T")
Travail = Callable[["Bureau"], None]


class Bureau(Pupitre):
    """One professional and their mail. Use `bureau` to open it."""

    def __init__(self, parcours: Parcours, personne: str, dossier: Path) -> None:
        super().__init__(parcours, personne)
        self.prudence = PRUDENT
        # Where the revocation list last downloaded is kept.
        self.listes = dossier / "crl.pem"

    def ouverture(self, **changes: Any) -> Ouverture:
        """How the holder opens the box."""
        one = self.titulaire
        own = Ouverture(one.boite, one.connexion.acces if one.connexion else "", one.connexion is None)
        return replace(own, **changes)

    def messagerie(self, **changes: Any) -> Messagerie:
        """The mail client, as careful as the desk is unless told otherwise."""
        return Messagerie(self.poste, replace(self.prudence, **changes) if changes else self.prudence)

    def envoyer(self, mail: Courriel, *, sans: str = "", **options: Any) -> str:
        """One mail to its recipient, a header left out when told; its Message-ID. Raises Refus."""
        octets = ecrire(mail)
        if sans:
            head, _, body = octets.partition(b"\r\n\r\n")
            kept = [line for line in head.split(b"\r\n") if not line.startswith(f"{sans}:".encode())]
            octets = b"\r\n".join((*kept, b"", body))
        return self.expedier(octets, mail.a.adresse, mail.message_id, **options)

    def attendre_retour(self, message_id: str, secondes: int = 10) -> None:
        """Waits until the simulator has put a mail that answers this one in the box, or gives up."""
        end = monotonic() + secondes
        path = "/echanges?operation=mss.remise&order=desc&limit=20"
        while message_id not in {
            one["facts"].get("mss.en_reponse_a") for one in self.dui.commander("GET", path)
        }:
            if monotonic() > end:
                return
            sleep(_GUET)

    def expedier(self, octets: bytes, a: str, message_id: str = "", **options: Any) -> str:
        """A mail already written."""
        own = self.ouverture()
        self.messagerie().envoyer(own, own.boite, a, octets, **options)
        self.dui.tell(recit.envoye(a, document=b"IHE_XDM" in octets))
        return message_id

    def relever(self) -> tuple[Recu, ...]:
        """The unread mails of the holder's box; they are then read. Raises Refus."""
        recus = self.messagerie().relever(self.ouverture())
        self.dui.tell(recit.releve(recus, self.titulaire.boite))
        return recus

    @contextmanager
    def boite(self) -> Iterator[Boite]:
        """The holder's box, open. Raises Refus."""
        with self.messagerie().ouvrir(self.ouverture()) as boite:
            yield boite

    def accuser(self, recu: Recu) -> None:
        """The reading receipt that a mail asks for goes back (MDN, RFC 8098)."""
        own, now = self.titulaire, self.dui.now()
        octets = ecrire_accuse(
            Accuse(
                lecteur=(own.signe, own.boite),
                destinataires=(recu.accuse_a,),
                sujet=recu.sujet,
                message_id=f"<{self.dui.ids.uuid('accuse')}@{own.boite.rpartition('@')[2]}>",
                reference=recu.message_id,
                date=now,
                agent=f"{LOGICIEL}; Socle",
                disposition="displayed",
                automatique=False,
                original=recu.octets,
            )
        )
        self.expedier(f"X-MSS-NIL: {self.poste.nil}\r\n".encode() + octets, recu.accuse_a)

    def chercher(self, nom: str, prenom: str = "", cle: str | None = None) -> tuple[Trouve, ...]:
        """The directory asked for a professional; `cle` is the espace's own unless told. Raises Refus."""
        found = self._annuaire(lambda annuaire: annuaire.chercher(nom, prenom), cle)
        self.dui.tell(recit.annuaire(len(found)))
        return found

    def adresse(self, nom: str, prenom: str = "") -> Correspondant:
        """The first box of the professional found. Raises Refus when there is none."""
        found = [one for one in self.chercher(nom, prenom) if one.boites]
        if not found:
            raise Refus(_PERSONNE)
        return Correspondant(found[0].boites[0], f"{found[0].prenoms.title()} {found[0].nom}")

    def telecharger(self) -> None:
        """The public file of the boxes. Raises Refus."""
        found = self._annuaire(lambda annuaire: annuaire.extraction(), None)
        self.dui.tell(recit.extraction(len(found)))

    def actualiser(self) -> None:
        """The revocation list is downloaded; when it cannot be, the last one is kept (CONF.22)."""
        try:
            found = self._annuaire(lambda annuaire: annuaire.revocation(), "")
        except Refus as error:
            self.dui.tell(recit.refuse(error), error.code)
            return
        self.listes.write_bytes(load_der_x509_crl(found).public_bytes(Encoding.PEM))
        self.poste = replace(self.poste, crl=self.listes)

    def _annuaire(self, ask: Callable[[Annuaire], T], cle: str | None) -> T:
        own = self.dui.commander("GET", "/mss/annuaire/cles")[0]["cle"] if cle is None else cle
        with closing(Annuaire(install_annuaire(self.dui.ready, self.dui.espace, own))) as annuaire:
            return ask(annuaire)

    def tenter(self, geste: Callable[[], object]) -> bool:
        """A gesture that a service may refuse: work goes on. True when it went through."""
        try:
            geste()
        except Refus as error:
            self.dui.tell(recit.refuse(error), error.code)
            return False
        return True

    def automatiser(self, boite: str = APPLICATIVE, signe: str = "EHPAD Les Tilleuls - logiciel") -> None:
        """From now on the software writes by itself, from its applicative box."""
        self.titulaire = Titulaire(boite, signe, None)

    def insouciance(self, **changes: Any) -> Prudence:
        """From now on some of the checks of TLS are left out."""
        self.prudence = replace(self.prudence, **changes)
        return self.prudence


@contextmanager
def bureau(dui: Dui, personne: str = "", qui: str = INFIRMIERE) -> Iterator[Bureau]:
    """A professional connects and opens a record. Raises Refus where the services are not played."""
    if not dui.joue("psc", "dmp", "mss"):
        raise Refus(_SEUL)
    with closing(Parcours(dui)) as p, TemporaryDirectory() as folder:
        p.infirmiere = p.connecter(qui)
        yield Bureau(p, personne, Path(folder))


def au_bureau(travail: Travail, personne: str = "") -> Callable[[Dui], None]:
    """A script: the nurse connects, opens the record and works; what a service refuses ends it."""

    def script(dui: Dui) -> None:
        with bureau(dui, personne) as desk:
            travail(desk)

    return script
