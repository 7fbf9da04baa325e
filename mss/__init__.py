"""MSSanté, the secure mail of the health trust space: SMTP submission, IMAP, citizens' boxes."""

from mss.service import create

__all__ = ["create"]
