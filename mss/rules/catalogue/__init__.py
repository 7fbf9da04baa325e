"""The rules of MSSanté, as an auditor reads them."""
