"""The operators of the mail trust space, the mailboxes they hold, and what they do of the mails that come."""

from typing import Annotated, Literal

from pydantic import Field

from simulators.core.monde.valeur import Valeur

# A domain as the white list names it: it may hold letters that are not ASCII (mss.md §1.6).
Domaine = Annotated[str, Field(pattern=r"^[^\s@/\\<>\"'.-][^\s@/\\<>\"']{0,200}\.[^\s@/\\<>\"'.]{2,60}$")]
# A year at most: beyond, nobody waits.
Secondes = Annotated[int, Field(ge=0, le=31_536_000)]


class Operateur(Valeur):
    """An operator of the trust space: the domains it answers for, in the white list while `inscrit`.

    `delai` is what a mail takes from another operator to this one, in seconds of the espace's clock; the one
    said `defaut` also has the domains that no operator names.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    nom: str
    domaines: tuple[Domaine, ...] = ()
    siret: Annotated[str, Field(pattern=r"^([0-9]{14})?$")] = ""
    departement: str = ""
    responsable: str = ""
    support: str = ""
    inscrit: bool = True
    delai: Secondes = 0
    defaut: bool = False


class Consigne(Valeur):
    """What the operator does, on demand, of the mails to one box.

    `reponse` names a reply of MSSanté's table, given at RCPT, after the data, or later by a report; `delai`
    holds the mail back, or the report; `liste_grise` puts a first sender off for so many seconds.
    """

    reponse: Annotated[str, Field(pattern=r"^[a-z0-9_]{0,60}$")] = ""
    moment: Literal["rcpt", "data", "plus_tard"] = "rcpt"
    delai: Secondes = 0
    liste_grise: Secondes = 0


class Boite(Valeur):
    """A mailbox of the default world; MSSanté's own state holds its mail.

    `membres` are the professionals (ids) who may open an ORG or CAB box; without any, those who practise in
    the structure of an ORG box. `structure` is that of the exercise which a PER box is for, empty when it is
    for all. `rang` 0 tells none; `responsable` is never published.
    """

    id: str
    adresse: str
    genre: Literal["PER", "ORG", "APP", "CAB", "USAGER"]
    titulaire: str = ""
    etat: str = "active"
    structure: str = ""
    membres: tuple[str, ...] = ()
    description: str = ""
    service: str = ""
    responsable: str = ""
    rang: Annotated[int, Field(ge=0, le=999)] = 0
    dematerialisation: bool = True
    consigne: Consigne = Consigne()
