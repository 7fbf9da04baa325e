"""Debian's Dovecot as a private process of a test: its own folder, its own port, any password opens a box."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.clients.courrier import free_port

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{cert}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = {uid}
passdb {{
  driver = static
  args = nopassword=y
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
mail_location = sdbox:~/boite
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \\Trash
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@contextmanager
def dovecot(cert: str, key: str) -> Iterator[int]:
    """Its port, once it answers; `cert` and `key` are files for its TLS. Its users may enter its folder."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with _served(Path(folder), cert, key) as port:
            yield port


@contextmanager
def _served(folder: Path, cert: str, key: str) -> Iterator[int]:
    port = free_port()
    (folder / "mail").mkdir()
    root = os.geteuid() == 0
    owner = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.geteuid())
    os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    settings = folder / "dovecot.conf"
    settings.write_text(
        CONFIGURATION.format(
            folder=folder, cert=cert, key=key, port=port, uid=owner.pw_uid, gid=owner.pw_gid,
            internal="dovecot" if root else owner.pw_name, login="dovenull" if root else owner.pw_name,
            internal_group="dovecot" if root else os.getgroups()[0],
        )
    )  # fmt: skip
    with subprocess.Popen(
        ["/usr/sbin/dovecot", "-F", "-c", str(settings)], stderr=subprocess.PIPE
    ) as process:
        try:
            # Its ports are open once it says that it starts.
            assert process.stderr is not None
            assert b"starting up" in process.stderr.readline()
            yield port
        finally:
            process.terminate()
