"""The limits of each listener: what it accepts at most, and who must show a certificate."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulators.control.access import BODY_LIMIT
from simulators.control.espaces import IMPORT_LIMIT
from simulators.core.rule import Text
from simulators.core.service import Face, MailFace, Mailing, Service
from simulators.docs.english import said
from simulators.docs.tables import code, section
from simulators.serve import offline_services

_INTRO: Final = Text(
    """# Limites par écoute

Au-delà de sa limite, un corps est refusé avant d'être lu en entier, par l'erreur du protocole. Aucune \
adresse trouvée dans un message n'est suivie ; aucune DTD n'est lue. Les ports sont ceux par défaut : \
`--port-base` les décale tous, `0` les choisit libres.
""",
    """# Limits of each listener

Beyond its limit, a body is refused before it is read whole, by the error of the protocol. No address \
found in a message is followed; no DTD is read. Ports are those by default: `--port-base` shifts them \
all, `0` takes free ones.
""",
)
_CERTIFICATES: Final = {"required": "exigé", "optional": "admis", "none": "jamais demandé"}
_HEADS: Final = ("Écoute", "Port", "Certificat du client", "Taille au plus (octets)", "Noms du certificat")


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    services = offline_services().values()
    parts = (section(one.title, _HEADS, _faces(one, lang), lang) for one in services)
    control = (
        ("API de contrôle", "8400", "jamais demandé", BODY_LIMIT),
        ("Import d'un espace", "8400", "jamais demandé", IMPORT_LIMIT),
    )
    rows = (
        (said(name, lang), port, said(certificate, lang), _size(limit), "")
        for name, port, certificate, limit in control
    )
    last = section("Console et contrôle", _HEADS, rows, lang)
    return "\n".join((_INTRO.in_language(lang), *parts, last))


def _faces(service: Service, lang: str) -> Iterator[Sequence[str]]:
    faces: list[Face | MailFace] = [*service.faces]
    if isinstance(service, Mailing):
        faces += service.mail_faces
    for face in faces:
        certificate = said(_CERTIFICATES[face.client_certificate], lang)
        names = "<br>".join(code(host) for host in face.hosts)
        yield code(face.name), str(face.port), certificate, _size(face.limit), names


def _size(limit: int) -> str:
    return f"{limit:,}".replace(",", "\u202f")
