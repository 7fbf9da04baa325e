"""Bytes to values and back: mails, archives, SASL, bounces."""
