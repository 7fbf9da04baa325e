"""The mails of correspondents, as bytes."""
