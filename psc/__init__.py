"""Pro Santé Connect, the OpenID Connect provider of health professionals."""

from psc.service import create

__all__ = ["create"]
