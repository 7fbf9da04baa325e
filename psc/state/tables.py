"""The tables of PSC in an espace. Times are microseconds since 1970 UTC; documents are JSON."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from simulators.core.store.tables import metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


clients = Table(
    "psc_clients",
    metadata,
    Column("client_id", Text, primary_key=True),
    Column("doc", Text, nullable=False),
)

reglages = Table(
    "psc_reglages",
    metadata,
    Column("key", Text, primary_key=True),
    Column("doc", Text, nullable=False),
)

# Authorization requests whose login page is open in a browser.
attentes = Table(
    "psc_attentes",
    metadata,
    Column("id", Text, primary_key=True),
    _text("navigateur"),
    Column("doc", Text, nullable=False),
    Column("cree_us", Integer, nullable=False),
)

Index("psc_attentes_cree", attentes.c.cree_us)

# `temoin` is the SHA-256 of the browser's cookie.
sessions = Table(
    "psc_sessions",
    metadata,
    Column("id", Text, primary_key=True),
    _text("temoin"),
    _text("porteur"),
    _text("identifiant"),
    _text("moyen"),
    Column("auth_us", Integer, nullable=False),
    Column("vue_us", Integer, nullable=False),
    Column("fin_us", Integer, nullable=False),
    Column("close", Integer, nullable=False, server_default="0"),
)
Index("psc_sessions_temoin", sessions.c.temoin)
Index("psc_sessions_fin", sessions.c.fin_us)

# A client inside a session; detached, its tokens of that session are worthless.
attaches = Table(
    "psc_attaches",
    metadata,
    Column("session", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("depuis_us", Integer, nullable=False),
    Column("detache", Integer, nullable=False, server_default="0"),
    PrimaryKeyConstraint("session", "client_id"),
)

codes = Table(
    "psc_codes",
    metadata,
    Column("code", Text, primary_key=True),
    Column("session", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Column("cree_us", Integer, nullable=False),
    Column("servi", Integer, nullable=False, server_default="0"),
)
Index("psc_codes_cree", codes.c.cree_us)

# Authorization requests pushed by servers, until a browser names them.
poussees = Table(
    "psc_poussees",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Column("cree_us", Integer, nullable=False),
)

# Ends of sessions told to the clients that registered an address for it.
avis = Table(
    "psc_avis",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, nullable=False),
    Column("vers", Text, nullable=False),
    Column("claims", Text, nullable=False),
    Column("cree_us", Integer, nullable=False),
    Column("etat", Text, nullable=False),
    Column("statut", Integer, nullable=False, server_default="0"),
    Column("pris_us", Integer, nullable=False, server_default="0"),
)

# Assertions of clients already used, by the SHA-256 of the client and `jti`, until they are over.
assertions = Table(
    "psc_assertions_servies",
    metadata,
    Column("id", Text, primary_key=True),
    Column("fin_us", Integer, nullable=False),
)
Index("psc_assertions_servies_fin", assertions.c.fin_us)

# Ranks of the RPPS numbers given by registration.
numeros = Table("psc_numeros", metadata, Column("rang", Integer, primary_key=True))

# Tokens past their life before the end they announce.
perimes = Table(
    "psc_perimes",
    metadata,
    Column("jti", Text, primary_key=True),
    Column("cree_us", Integer, nullable=False),
)

# Sessions of the proxy e-Santé, each over a PSC session, and what it did.
sessions_proxy = Table(
    "psc_proxy_sessions",
    metadata,
    Column("id", Text, primary_key=True),
    _text("session"),
    _text("identifiant"),
    _text("client_id"),
    _text("dn"),
    Column("cree_us", Integer, nullable=False),
    Column("close", Integer, nullable=False, server_default="0"),
)
traces_proxy = Table(
    "psc_proxy_traces",
    metadata,
    Column("rang", Integer, primary_key=True),
    *(_text(name) for name in ("genre", "client_id", "identifiant", "adresse", "proxy", "session", "dn")),
    *(_text(name) for name in ("api", "methode", "chemin")),
    Column("quand_us", Integer, nullable=False),
)
Index("psc_proxy_traces_quand", traces_proxy.c.quand_us)

# Connections asked by servers (CIBA); `etat` is attente, approuvee, refusee or servie.
demandes_ciba = Table(
    "psc_ciba",
    metadata,
    Column("id", Text, primary_key=True),
    Column("porteur", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("moyen", Text, nullable=False),
    _text("message"),
    Column("octroi", Text, nullable=False),
    Column("cree_us", Integer, nullable=False),
    Column("etat", Text, nullable=False),
    Column("poll_us", Integer, nullable=False, server_default="0"),
)
Index("psc_ciba_cree", demandes_ciba.c.cree_us)

# When a person answered: apart, so that files made before keep their tables.
reponses_ciba = Table(
    "psc_ciba_reponses",
    metadata,
    Column("demande", Text, primary_key=True),
    Column("repondu_us", Integer, nullable=False),
)
Index("psc_ciba_reponses_quand", reponses_ciba.c.repondu_us)
