"""Makes `fixtures/INDEX.md`: "I want to see … → this person, this professional, what each service answers".

python -m simulators.core.fixtures_index        writes the page
"""

from collections.abc import Iterable, Iterator

from simulators.core.fixtures import fixtures_root, load_monde
from simulators.core.monde.model import (
    Boite,
    DossierLocal,
    IdentiteReference,
    Monde,
    Operateur,
    Personne,
    Professionnel,
    Structure,
)
from simulators.core.sante.noms import convertir
from simulators.core.sante.oids import INS_NIA

TRAITS = {
    "nom_naissance": "le nom de naissance",
    "prenoms": "les prénoms",
    "sexe": "le sexe",
    "date_naissance": "la date de naissance",
    "lieu_naissance": "le lieu de naissance",
}
BLOQUEES = {"douteux": "identité douteuse", "fictif": "identité fictive"}
ETIQUETTES = {
    "dmp-absent": "pas de DMP",
    "dmp-ouvert": "DMP ouvert",
    "dmp-ferme": "DMP fermé",
    "dmp-professionnel-bloque": "médecin coordonnateur bloqué",
    "dmp-autorisation-expiree": "autorisation expirée",
    "dmp-traits-differents": "traits différents",
    "dmp-riche": "quarante documents",
    "mes-actif": "Mon espace santé actif",
    "mes-ferme": "Mon espace santé fermé",
    "mes-oppose": "opposition à Mon espace santé",
    "mes-non-rattache": "non rattaché à Mon espace santé",
    "mes-non-active": "Mon espace santé non activé",
    "opposition-alimentation": "opposition à l'alimentation, notée au DUI",
    "refus-messagerie": "refus de la messagerie citoyenne",
    "connexion-secrete": "connexion secrète",
    "masquage": "documents masqués",
}
PSC = {
    "actif": "se connecte",
    "e-cps-non-activee": "refusée : e-CPS non activée",
    "enrole-du-jour": "pas encore connu, 48 heures d'attente",
    "activite-terminee": "refusée : activité terminée",
    "sans-exercice": "se connecte, sans activité à choisir",
}
BOITES = {
    "active": "le message est remis",
    "liste-rouge": "absente de l'annuaire public, le message est remis",
    "pleine": "refusé : boîte pleine",
    "inconnue": "adresse inconnue",
    "suspendue": "refusé : boîte suspendue",
    "hors-liste-blanche": "refusé : domaine hors liste blanche",
    "fermee": "boîte de l'usager fermée",
    "invalide": "adresse mal formée",
    "limite-25-mo": "refusé au-delà de 25 Mo",
}
HEAD = """# Je veux voir…

Page produite par `python -m simulators.core.fixtures_index` : ne pas la modifier à la main.
Toutes les personnes, tous les professionnels et toutes les adresses sont fictifs.
"""


def answer_of_insi(personne: Personne) -> str:
    """What INSi answers for this person, in words, read from the reference record (ins.md §6.2)."""
    manque = [TRAITS[trait] for trait in personne.local.traits_absents if trait != "lieu_naissance"]
    if len(manque) == len(TRAITS) - 1:
        return "aucun appel : personne anonyme"
    if manque:
        return f"aucun appel tant que manque {' et '.join(manque)}"
    blocked = [BLOQUEES[attribut] for attribut in personne.local.attributs if attribut in BLOQUEES]
    if blocked:
        return f"aucun appel ne doit partir : {blocked[0]}"
    if personne.reference is None:
        return "01, aucune identité trouvée"
    if personne.homonymes:
        return f"02, puis {_found(personne.reference)} avec le lieu {personne.reference.lieu_naissance}"
    first = "" if _agrees(personne.local, personne.reference) else "01 avec le dossier tel quel, puis "
    return first + _found(personne.reference)


def _agrees(local: DossierLocal, reference: IdentiteReference) -> bool:
    """Whether the record, converted to capitals without accents, finds the reference at the first call."""
    nom, prenoms = convertir(local.nom_naissance), [convertir(prenom) for prenom in local.prenoms]
    return (
        nom in ("", convertir(reference.nom_naissance))
        and (not prenoms or not reference.prenoms or prenoms[0] == convertir(reference.prenoms[0]))
        and local.date_naissance in ("", reference.date_naissance)
        and local.lieu_naissance in ("", reference.lieu_naissance)
    )


def _found(reference: IdentiteReference) -> str:
    kind = "matricule d'attente" if reference.ins.oid == INS_NIA else "matricule"
    numero = f"{reference.ins.matricule} {reference.ins.cle}"
    history = f", {len(reference.historique)} à l'historique" if reference.historique else ""
    return f"00, {kind} {numero}{history}"


def answer_to_card(personne: Personne) -> str:
    """What INSi answers to a search by the carte Vitale of this person (ins.md §3.3)."""
    carte, reference = personne.carte, personne.reference
    if carte is None or reference is None:
        return "01, aucune identité trouvée"
    known = {reference.ins.matricule, *(former.matricule for former in reference.historique)}
    return _found(reference) if carte.matricule in {"", *known} else "01, aucune identité trouvée"


def name_of(personne: Personne) -> str:
    """The name a person reads: of the local record first, else of the reference base."""
    reference, local = personne.reference, personne.local
    nom = (reference.nom_naissance if reference else "") or local.nom_naissance
    prenoms = (reference.prenoms if reference else ()) or local.prenoms
    return f"{nom.upper()} {' '.join(prenoms)}".strip() or local.prenom_utilise


def _table(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(columns)
    lines = [f"## {title}", "", _row(names), _row(["---"] * len(names)), *map(_row, rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _personne(personne: Personne) -> list[str]:
    states = [ETIQUETTES[tag] for tag in personne.etiquettes if tag in ETIQUETTES]
    who = f"{name_of(personne)} (`{personne.id}`)"
    return [personne.numero, personne.voir, who, answer_of_insi(personne), ", ".join(states)]


def _carte(personne: Personne) -> list[str]:
    carte = personne.carte
    if carte is None:
        return []
    who = f"{name_of(personne)} (`{personne.id}`)"
    return [who, carte.matricule, carte.od, carte.rang, answer_to_card(personne)]


def _professionnel(professionnel: Professionnel) -> list[str]:
    opposed = professionnel.carte == "opposee"
    psc = "carte refusée : opposition" if opposed else PSC[professionnel.etat]
    if not professionnel.rpps and professionnel.carte == "CPE":
        psc = "se connecte par sa carte, sans RPPS"
    if not professionnel.rpps and professionnel.carte == "aucune":
        psc = "ne se connecte pas : sans RPPS"
    who = f"{professionnel.nom} {professionnel.prenom} (`{professionnel.id}`)"
    number = professionnel.rpps or professionnel.identifiant_national
    return [professionnel.voir, who, number, psc]


def _professionnels(monde: Monde) -> Iterator[str]:
    """Ours, then those of published test identities."""
    for title, genre in (("Professionnels", "socle"), ("Professionnels publiés", "publiee")):
        people = [one for one in monde.professionnels if one.origine.genre == genre]
        columns = ("Je veux voir…", "Professionnel", "RPPS ou identifiant", "Pro Santé Connect")
        yield _table(title, columns, map(_professionnel, people))


def _structure(structure: Structure) -> list[str]:
    mark = "certificats par défaut" if structure.defaut else ""
    return [structure.nom, structure.type_esms or structure.genre, structure.finess, mark]


def _boite(boite: Boite) -> list[str]:
    return [f"`{boite.adresse}`", boite.titulaire, BOITES[boite.etat]]


def _operateur(one: Operateur) -> list[str]:
    domains = ", ".join(f"`{domaine}`" for domaine in one.domaines) or "ceux qu'aucun autre ne nomme"
    return [one.nom, domains, "inscrit" if one.inscrit else "retiré"]


def render_index(monde: Monde) -> str:
    """The whole page, from the fixtures alone."""
    ours = [p for p in monde.personnes if p.origine.genre == "socle"]
    published = [p for p in monde.personnes if p.origine.genre == "publiee"]
    columns = ("N°", "Je veux voir…", "Personne", "INSi répond", "DMP et Mon espace santé")
    logiciels = [[x.nom, x.version, f"`{x.idam}`", f"`{x.homologation_dmp}`"] for x in monde.logiciels]
    parts = [
        HEAD,
        _table("Personnes", columns, map(_personne, sorted(ours, key=_order))),
        _table("Identités publiées", columns, map(_personne, published)),
        _table(
            "Cartes Vitale",
            ("Personne", "Matricule lu", "Matricule de l'assuré", "Rang", "INSi répond à la carte"),
            (_carte(personne) for personne in sorted(ours, key=_order) if personne.carte),
        ),
        *_professionnels(monde),
        _table("Organismes", ("Nom", "Type", "FINESS", ""), map(_structure, monde.structures)),
        _table("Logiciels", ("Nom", "Version", "IDAM", "Homologation DMP"), logiciels),
        _table("Boîtes", ("Adresse", "Titulaire", "Un message envoyé"), map(_boite, monde.boites)),
        _table("Opérateurs MSSanté", ("Nom", "Domaines", "Liste blanche"), map(_operateur, monde.operateurs)),
    ]
    return "\n".join(parts)


def _order(personne: Personne) -> tuple[int, int]:
    number, _, repeat = personne.numero.partition(" ")
    return int(number), ("", "bis", "ter", "quater").index(repeat)


def main() -> None:
    """Writes the page beside the fixtures it tells."""
    root = fixtures_root()
    (root / "INDEX.md").write_text(render_index(load_monde(root)), "utf-8")


if __name__ == "__main__":
    main()
