"""Bytes ↔ values: requests, answers, tokens, pages."""
