"""Documents: the registry, searches, updates, models."""

from collections.abc import Iterator, Mapping
from typing import Final

from dmp.defauts.base import default
from simulators.core.basis import assumed, seen
from simulators.core.rule import Default, Text
from simulators.core.sante.cda.modeles import lacunes

_PARTIES: Final[Mapping[str, Text]] = {
    "code": Text("codes et gabarits", "codes and templates"),
    "sections": Text("choix des sections", "choice of sections"),
    "corps": Text("contenu des sections", "content of the sections"),
}


def documents() -> Iterator[Default]:
    """Documents in the registry, and those that are written."""
    yield default(
        "dmp.entry_uuid",
        "Le registre donne ses propres entryUUID, quels que soient ceux du message.",
        "The registry gives its own entryUUIDs, whatever those of the message.",
        seen("exemples de messages DMP v02.05.00"),
    )
    yield default(
        "dmp.recherche_montree",
        "Une recherche ne rend que ce que l'appelant peut lire, ses liens et ses lots compris ; avec le seul "
        "droit aux références, que ses propres objets.",
        "A search gives only what the caller may read, links and sets included; with a right to references "
        "only, nothing but the caller's own objects.",
        assumed("PDT-INF-526 dit le droit, pas ce que rend la requête"),
    )
    yield default(
        "dmp.recherche_limite",
        "Au-delà de 2 000 objets, une recherche répond XDSTooManyResults.",
        "Beyond 2,000 objects a search answers XDSTooManyResults.",
        assumed("limite du DMP non trouvée"),
    )
    yield default(
        "dmp.consultation_limite",
        "Une lecture rend au plus 50 000 000 octets ; un document demandé deux fois est rendu une fois.",
        "A retrieval gives 50,000,000 bytes at most; a document asked for twice is given once.",
        assumed("limite du DMP non trouvée"),
    )
    yield default(
        "dmp.documents_du_monde",
        "Les documents du monde de départ sont des textes de niveau 1 sans signature de lot, déposés à la "
        "première demande faite au DMP dans l'espace.",
        "The documents of the starting world are level 1 texts without a set signature, filed when the DMP "
        "is first asked in the espace.",
        assumed("commodité du simulateur"),
    )
    yield default(
        "dmp.version_obsolete",
        "Une nouvelle version d'une fiche rend l'ancienne obsolète ; la confidentialité de la dernière "
        "protège toutes les versions.",
        "A new version of an entry makes the former obsolete; the confidentiality of the last protects all.",
        assumed("dmp_xds.md §4.10 : effet sur l'ancienne version non vu"),
    )
    yield default(
        "dmp.mise_a_jour_confidentialite",
        "Une mise à jour ne change que la confidentialité ; les autres métadonnées du registre sont gardées.",
        "An update changes confidentiality only; the other metadata of the registry are kept.",
        assumed("modifier le contenu n'est pas une fonction du DMP ; sa réaction n'a pas été vue"),
    )
    yield default(
        "dmp.signature_lot",
        "La signature d'un lot est vérifiée et ses écarts sont notés ; le profil strict seul la refuse.",
        "The signature of a set is verified and its faults are noted; the strict profile alone refuses it.",
        assumed("profondeur du contrôle du DMP inconnue (dmp_xds.md §5.4)"),
    )
    yield default(
        "dmp.signature_lot_algorithmes",
        "La signature d'un lot est acceptée en SHA-1, comme dans les exemples, ou en SHA-256, comme le VIHF.",
        "The signature of a set is accepted with SHA-1, as in the examples, or SHA-256, as the assertion.",
        assumed("SHA-1 seul vu, en 2019-2021"),
    )
    yield default(
        "dmp.schematron",
        "Les schémas officiels d'une copie désignée par --schematron jugent les documents après la réponse ; "
        "ils n'en changent rien.",
        "The official schemas of a copy named by --schematron judge documents after the answer; they change "
        "nothing of it.",
        assumed("le DMP réel n'a pas montré s'il les applique (cda.md §7)"),
    )
    yield default(
        "dmp.mise_a_jour_visible",
        "Une mise à jour ne connaît que les documents que l'appelant a déposés ou peut lire : un autre est "
        "inconnu, qu'il existe ou non.",
        "An update knows only the documents that the caller fed or may read: another is unknown, whether it "
        "exists or not.",
        assumed("PDT-INF-526 dit le droit ; la réponse à un document qu'on ne voit pas n'a pas été vue"),
    )
    yield default(
        "dmp.signature_lot_intouchable",
        "La signature d'un lot n'est ni masquée, ni archivée, ni supprimée, même par son auteur : ce n'est "
        "pas un document du dossier.",
        "The signature of a set is neither masked, archived nor deleted, even by its author: it is no "
        "document of the record.",
        assumed("dmp_xds.md §5.4 fixe sa fiche ; aucun client ne la change"),
    )
    for model, part, basis in lacunes():
        yield default(
            f"dmp.modele.{model}.{part}",
            f"Modèle de document {model}, {_PARTIES[part].fr}, tels que le logiciel de référence les écrit.",
            f"Document model {model}, {_PARTIES[part].en}, as the reference software writes them.",
            basis,
        )
