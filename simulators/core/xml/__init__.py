"""XML as it comes from the network: hardened parsing, SOAP 1.2 envelopes, and the place of each node."""
