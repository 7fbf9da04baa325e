"""The words of MSSanté: names of headers, domains, operations, and the texts written to people."""
