"""The DMP (Dossier Médical Partagé): its SOAP face, its documents, its rights."""

from dmp.service import create

__all__ = ["create"]
