"""The choices of the trust space that an editor may meet, with what each rests on."""

from collections.abc import Iterator

from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Default, Text


def _default(key: str, fr: str, en: str, basis: Basis) -> Default:
    return Default(f"mss.{key}", Text(fr, en), basis)


def defaults() -> Iterator[Default]:
    """All of them."""
    yield from _liste()
    yield from _acheminement()


def _liste() -> Iterator[Default]:
    yield _default(
        "liste_blanche.adresse",
        "Liste blanche à /listeblanchemssante.xml, sans clé ; un domaine par élément Domaine/Nom.",
        "White list at /listeblanchemssante.xml, without key; one domain per Domaine/Nom element.",
        seen("mssantelisteblanche, main.py"),
    )
    yield _default(
        "liste_blanche.forme",
        "Racine, date de génération et contacts comme la liste voisine de DRIM-M, avec les domaines.",
        "Root, date of generation and contacts as in the sibling list of DRIM-M, with the domains.",
        assumed("vue pour DRIM-M (DRIM-M_DATA) ; la liste MSSanté entière n'a pas été ouverte"),
    )
    yield _default(
        "liste_blanche.signature",
        "Signature XAdES enveloppée, canonicalisation exclusive, rsa-sha256, certificat « Liste Blanche … ».",
        "Enveloped XAdES signature, exclusive canonicalisation, rsa-sha256, certificate “Liste Blanche …”.",
        assumed("vue pour la liste voisine de DRIM-M ; clé et autorité du simulateur"),
    )
    yield _default(
        "liste_blanche.domaines",
        "Y sont les domaines des opérateurs inscrits, et ceux des boîtes que l'opérateur par défaut tient.",
        "It holds the domains of the registered operators, and those of the boxes of the default operator.",
        assumed("monde imaginé"),
    )
    yield _default(
        "autoconfiguration",
        "Enregistrements SRV _imap._tcp et _submission._tcp par domaine, donnés en JSON et dans le fichier "
        "d'annonce ; aucun serveur de noms n'est simulé.",
        "SRV records _imap._tcp and _submission._tcp by domain, told in JSON and in the ready file; no name "
        "server is simulated.",
        standard("RFC 6186 ; ECO.1.1.9 rapporté par E009"),
    )
    yield _default(
        "autoconfiguration_thunderbird",
        "Fichier de Thunderbird à /.well-known/autoconfig/mail/config-v1.1.xml : STARTTLS, jeton OAuth2, ou "
        "certificat pour une boîte applicative.",
        "Thunderbird's file at /.well-known/autoconfig/mail/config-v1.1.xml: STARTTLS, OAuth2 token, or "
        "certificate for an applicative box.",
        assumed("format public de Thunderbird ; l'interface de 2014 le citait (DST-2014)"),
    )


def _acheminement() -> Iterator[Default]:
    yield _default(
        "operateurs",
        "L'opérateur de l'expéditeur refuse aussitôt pour ses propres boîtes ; un autre opérateur accepte, "
        "puis renvoie un avis d'échec (DSN) avec sa réponse.",
        "The sender's operator refuses at once for its own boxes; another operator takes the mail, then "
        "sends a failure report (DSN) back with its reply.",
        assumed("mss.md §1.8 ; textes du simulateur"),
    )
    yield _default(
        "delai",
        "Sans délai demandé, un courriel ou un avis arrive aussitôt ; un délai se compte sur l'horloge de "
        "l'espace.",
        "Without a delay asked for, a mail or a report comes at once; a delay is counted on the espace's "
        "clock.",
        assumed("délais réels non vus"),
    )
    yield _default(
        "consigne",
        "Par boîte, toute réponse du menu SMTPERRORCODE : au destinataire, après le courriel ou par avis ; "
        "101 et 111, que nul serveur ne dit, par un avis seulement.",
        "By box, any reply of the SMTPERRORCODE menu: to the recipient, after the mail or by a report; 101 "
        "and 111, which no server says, by a report only.",
        seen("IG-TRANS, error-codes"),
    )
    yield _default(
        "liste_grise",
        "Liste grise sur demande, par boîte : premier essai remis à plus tard, accepté une fois l'attente "
        "passée.",
        "Grey list on demand, by box: a first try is put off, then accepted once the wait is over.",
        standard("RFC 6647 §2"),
    )
    yield _default(
        "retard",
        "NOTIFY=DELAY : un avis « delayed » quand la remise attend plus de quatre heures.",
        "NOTIFY=DELAY: a “delayed” report when the delivery waits more than four hours.",
        assumed("RFC 3461 pour la demande ; quatre heures est l'usage, délai réel non vu"),
    )
    yield _default(
        "membres_dits",
        "Une boîte ORG ou CAB s'ouvre aussi par ses membres, quand ils sont dits.",
        "An ORG or CAB box is also opened by its members, when they are told.",
        assumed("« membre autorisé » vu dans DEVBOX pour ORG ; liste du simulateur, CAB supposée de même"),
    )
