"""Where the files of the trust space are read (mss.md §1.5, §1.6)."""

from typing import Final

HOTE_LISTE: Final = "espacedeconfiance.mssante.fr"
LISTE_BLANCHE: Final = "/listeblanchemssante.xml"
# Where Thunderbird looks at the domain of the box, then at its `autoconfig.` host.
AUTOCONFIG: Final = ("/.well-known/autoconfig/mail/config-v1.1.xml", "/mail/config-v1.1.xml")
# The DNS records of a domain, for who cannot ask a name server.
SRV: Final = "/.well-known/mssante/srv.json"
