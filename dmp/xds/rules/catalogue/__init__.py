"""The rules of the SOAP face, written down."""
