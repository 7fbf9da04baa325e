"""What the DUI says of its journey, step by step: sentences without code, in the two languages."""

from collections.abc import Sequence

from simulators.core.rule import Text
from simulators.core.sante.ebrim.noms import StatutDocument
from simulators.core.sante.rniv.codes import PIECES, Document
from simulators.dui.dmp_lecture import Existence
from simulators.dui.messagerie import Recu
from simulators.dui.psc import Connexion
from simulators.dui.reseau import Refus


def connecte(connexion: Connexion) -> Text:
    """A professional is connected."""
    who = f"{connexion.prenom.title()} {connexion.nom}"
    return Text(f"Connexion Pro Santé Connect : {who}", f"Pro Santé Connect login: {who}")


def deconnecte() -> Text:
    """The session ended."""
    return Text("Déconnexion de Pro Santé Connect", "Logged out of Pro Santé Connect")


def qualifiee(piece: Document = Document.CARTE_IDENTITE) -> Text:
    """The identity document was checked, and its kind recorded."""
    name = PIECES[piece].nom
    return Text(
        f"Justificatif contrôlé ({name.fr}) : identité qualifiée",
        f"Document checked ({name.en}): the identity is qualified",
    )


def existence(found: Existence) -> Text:
    """The answer of TD0.2."""
    if not found.trouve:
        return Text("DMP : aucun dossier pour cette personne", "DMP: no record for this person")
    if not found.ouvert:
        return Text("DMP : le dossier est fermé", "DMP: the record is closed")
    return Text("DMP : le dossier existe, il est ouvert", "DMP: the record exists and is open")


def produit(titre: str, taille: int) -> Text:
    """The document was produced."""
    size = max(taille // 1000, 1)
    return Text(
        f"Document produit : {titre}, {size} ko en CDA", f"Document produced: {titre}, {size} kB in CDA"
    )


def alimente(*, carte: bool = False) -> Text:
    """The document was fed, by the structure or under the card of the professional."""
    if carte:
        return Text("DMP : document versé par carte", "DMP: document fed by card")
    return Text("DMP : document versé par l'établissement", "DMP: document fed by the establishment")


def depose_fhir(*, accepte: bool, chemins: Sequence[str]) -> Text:
    """A set was sent over FHIR; `chemins` are where the DMP finds fault."""
    if accepte:
        return Text("DMP : lot déposé en FHIR", "DMP: set fed over FHIR")
    where = ", ".join(chemins[:3])
    told = f" ({where})" if where else ""
    return Text(f"DMP : lot refusé en FHIR{told}", f"DMP: set refused over FHIR{told}")


def autorise() -> Text:
    """The professional declared the person's agreement."""
    return Text(
        "DMP : accord de la personne déclaré pour l'infirmière", "DMP: the person's agreement declared"
    )


def trouves(number: int) -> Text:
    """The answer of TD3.1."""
    return Text(f"DMP : {number} document(s) dans la liste", f"DMP: {number} document(s) listed")


def ouvert() -> Text:
    """A document was opened."""
    return Text("DMP : document ouvert", "DMP: document opened")


def change(vers: StatutDocument) -> Text:
    """The state of a document changed."""
    if vers is StatutDocument.ARCHIVE:
        return Text("DMP : document archivé", "DMP: document archived")
    return Text("DMP : document supprimé", "DMP: document deleted")


def protege(*, cache: bool) -> Text:
    """The marks of a document changed."""
    if cache:
        return Text("DMP : document masqué", "DMP: document hidden")
    return Text("DMP : document rendu visible", "DMP: document made visible")


def page_ouverte(statut: int) -> Text:
    """The web site of professionals answered."""
    return Text(f"Site du DMP : page ouverte, réponse {statut}", f"DMP web site: page, answer {statut}")


def relu(*, identique: bool) -> Text:
    """The document was read back."""
    if identique:
        return Text("DMP : document relu, identique à l'octet près", "DMP: read back, same byte for byte")
    return Text("DMP : le document relu n'est pas celui versé", "DMP: the document read is not the one fed")


def envoye(a: str, *, document: bool) -> Text:
    """A mail left."""
    joint = " avec le document" if document else ""
    attached = " with the document" if document else ""
    return Text(f"Courriel envoyé à {a}{joint}", f"Mail sent to {a}{attached}")


def releve(recus: tuple[Recu, ...], boite: str) -> Text:
    """A box was read."""
    return Text(f"Boîte {boite} relevée : {len(recus)} courriel(s)", f"Box {boite}: {len(recus)} mail(s)")


def annuaire(number: int) -> Text:
    """The directory answered."""
    return Text(f"Annuaire : {number} professionnel(s) trouvé(s)", f"Directory: {number} professional(s)")


def extraction(number: int) -> Text:
    """The public file of the boxes was loaded."""
    return Text(f"Annuaire : {number} boîtes chargées", f"Directory: {number} boxes loaded")


def extrait(*, identique: bool) -> Text:
    """The document was taken out of the archive received."""
    if identique:
        return Text("Document extrait de l'archive, identique à l'octet près", "Extracted, byte for byte")
    return Text("Le document extrait n'est pas celui envoyé", "The document extracted is not the one sent")


def a_repondu() -> Text:
    """The citizen wrote back."""
    return Text("L'usager répond depuis Mon espace santé", "The citizen answers from Mon espace santé")


def reponse(recu: Recu) -> Text:
    """The answer was read."""
    said = " ".join(recu.texte.split())
    return Text(f"Réponse lue : « {said} »", f'Answer read: "{said}"')


def refuse(error: Refus) -> Text:
    """A service refused."""
    motif = error.motif
    return Text(motif.fr[0].upper() + motif.fr[1:], motif.en[0].upper() + motif.en[1:])
