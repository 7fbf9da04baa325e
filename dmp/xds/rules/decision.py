"""What is answered: the first refusal in its own shape, else the fault asked for, else the answer."""

from collections.abc import Iterable, Sequence

from dmp.errors import ERRORS, FAUTE, HL7, SERVICE, XDS, forme
from dmp.model import Acteur, Categorie, Dossier, Statut
from dmp.xds.model import (
    Demande,
    DemandeAutorisation,
    DemandeExistence,
    DemandeGestion,
    DemandeHabilitations,
    DemandeListe,
    DemandeTraits,
    Faute,
    Operation,
    Remarque,
    ReponseAutorisation,
    ReponseConsultation,
    ReponseExistence,
    ReponseGestion,
    ReponseHabilitations,
    ReponseListe,
    ReponseTraits,
    Resultat,
)
from dmp.xds.rules.catalogue.enveloppe import DONNEES_REELLES
from simulators.core.rule import Effect, Profile, Rule
from simulators.core.sante.ebrim.noms import StatutReponse
from simulators.core.sante.ebrim.reponses import ErreurRegistre, ReponseRecherche, ReponseRegistre

OK = "DMPOk"
MEDECIN_TRAITANT = "MEDECIN_TRAITANT"
DEJA = "Autorisation déjà présente aucune action effectuée"
# A validity window is assumed: an espace may ask that it refuse all the same.
OPTION_FENETRE = "dmp.vihf_fenetre_stricte"
# For a refused XDS call: RegistryResponse Failure instead of a SOAP fault (dmp_xds.md §7).
OPTION_DROITS_XDS = "dmp.droits_en_registre"
_IN_REGISTRY = frozenset(
    {Operation.ALIMENTATION, Operation.RECHERCHE, Operation.CONSULTATION, Operation.MISE_A_JOUR}
)


def effet(rule: Rule, profile: Profile, refuse_real_data: bool, options: frozenset[str]) -> Effect:
    """What this espace does of a broken rule; real data is refused where the espace says so."""
    if rule is DONNEES_REELLES:
        return Effect.REFUSE if refuse_real_data else Effect.ACCEPT
    if rule.id == "dmp.vihf.trop_ancien" and OPTION_FENETRE in options:
        return Effect.REFUSE
    return rule.effect(profile)


def refus(remarques: Sequence[Remarque], effects: Iterable[Effect]) -> tuple[Remarque, ...]:
    """The remarks that refuse, real data before all, then in the order of judgement."""
    refusing = [one for one, effect in zip(remarques, effects, strict=True) if effect is Effect.REFUSE]
    first = [one for one in refusing if one.rule is DONNEES_REELLES]
    return (*first, *(one for one in refusing if one.rule is not DONNEES_REELLES))


def cle(remarque: Remarque) -> str:
    """The entry of the error table that answers a refusing remark."""
    refusal = remarque.rule.refusal
    return refusal.error if refusal else "donnees_reelles"


def detail(remarque: Remarque) -> str:
    """What completes the text of the error: what the remark gives, else the rule's own words."""
    if remarque.detail:
        return remarque.detail
    title = remarque.rule.title.fr.rstrip(".")
    return f"{title} : {remarque.found}" if remarque.found else title


def refuser(demande: Demande | None, refusing: Sequence[Remarque], options: frozenset[str]) -> Resultat:
    """The answer to a refused message. A registry tells all its errors at once."""
    first = refusing[0]
    operation = demande.operation if demande else Operation.INCONNUE
    if forme(cle(first)) == XDS and operation in _IN_REGISTRY:
        errors = [one for one in refusing if forme(cle(one)) == XDS]
        return _registre(operation, [ErreurRegistre(ERRORS[cle(one)].code, detail(one)) for one in errors])
    told = Faute(cle(first), detail(first))
    denied = ERRORS[told.cle].code == "DMPAccessDeniedByRightsService"
    if denied and operation in _IN_REGISTRY and OPTION_DROITS_XDS in options:
        return _registre(operation, [ErreurRegistre(ERRORS[told.cle].code, told.detail)])
    return habiller(demande, told)


def habiller(demande: Demande | None, told: Faute) -> Resultat:
    """An error in the shape its operation has for it; a SOAP fault when it has none."""
    if demande is None:
        return told
    kind, entry = forme(told.cle), ERRORS[told.cle]
    match demande.contenu:
        case DemandeExistence() if kind == HL7:
            return ReponseExistence(demande.contenu, erreur=told)
        case DemandeGestion() as asked if kind == HL7:
            return ReponseGestion(asked, erreur=told)
        case DemandeTraits() as asked if kind == HL7:
            return ReponseTraits(asked, erreur=told)
        case DemandeListe() if kind == SERVICE:
            return ReponseListe(entry.code, entry.label.format(detail=told.detail))
        case DemandeHabilitations() if kind == SERVICE:
            return ReponseHabilitations(entry.code, entry.label.format(detail=told.detail))
        case DemandeAutorisation() if kind == SERVICE:
            return ReponseAutorisation(entry.code, entry.label.format(detail=told.detail))
        case _ if kind == XDS and demande.operation in _IN_REGISTRY:
            return _registre(demande.operation, [ErreurRegistre(entry.code, told.detail)])
        case _:
            return told


def _registre(operation: Operation, errors: Sequence[ErreurRegistre]) -> Resultat:
    found = tuple(errors)
    match operation:
        case Operation.RECHERCHE:
            return ReponseRecherche(StatutReponse.ECHEC, erreurs=found)
        case Operation.CONSULTATION:
            return ReponseConsultation(ReponseRegistre(StatutReponse.ECHEC, found))
        case _:
            return ReponseRegistre(StatutReponse.ECHEC, found)


def programmable(key: str) -> bool:
    """Whether a business fault may ask for this error: any that a service of the DMP answers."""
    return key in ERRORS and forme(key) in {FAUTE, HL7, SERVICE, XDS}


def existence(asked: DemandeExistence, dossier: Dossier | None, sujet: str) -> ReponseExistence:
    """TD0.2: the record with the caller's authorisation; an opposed or missing one is not found."""
    if dossier is None or dossier.etat == "absent":
        return ReponseExistence(asked)
    est_mt = bool(sujet) and sujet in dossier.medecins_traitants
    return ReponseExistence(asked, dossier, dossier.autorisation, est_mt)


def autorisation(asked: DemandeAutorisation, before: Statut) -> ReponseAutorisation:
    """TD0.3: a second addition changes nothing and says so."""
    already = asked.action == "AJOUT" and before is Statut.VALIDE and not asked.role
    return ReponseAutorisation(OK, DEJA if already else "")


def habilitation(asked: DemandeAutorisation, before: Statut, *, mt: bool) -> tuple[Statut, bool]:
    """TD0.3: the authorisation that results, and whether the caller is then médecin traitant.

    Giving up the role keeps the authorisation (assumed); giving up the authorisation gives up the role.
    """
    role = asked.role == MEDECIN_TRAITANT
    if asked.action == "AJOUT":
        return Statut.VALIDE, mt or role
    return (before, False) if role else (Statut.NON_EXISTE, False)


def cible(who: Acteur) -> str:
    """Whom an authorisation names: the professional, or the structure of one who is not (note 1)."""
    return who.structure if who.categorie in {Categorie.CPE, Categorie.PE_NON_PS} else who.sujet


def exemple(key: str) -> str:
    """What completes the text of an error that nothing but a programmed fault explains."""
    entry = ERRORS[key]
    return _EXEMPLES.get(key, entry.code or "panne programmée")


_EXEMPLES = {"DMPInvalidCertificate": "Not a valid signature certificate"}
