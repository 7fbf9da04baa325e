"""IMAP4rev1 (RFC 3501 and the extensions a mail program of today expects), as an operator offers it."""
