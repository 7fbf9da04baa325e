"""Socle: simulators of the Ségur socle services (INSi, DMP, MSSanté, Pro Santé Connect)."""

__version__ = "0.1.0"
