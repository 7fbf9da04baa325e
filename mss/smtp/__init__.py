"""SMTP submission (RFC 5321, 3207, 4954, 1870), as an MSSanté operator offers it."""
