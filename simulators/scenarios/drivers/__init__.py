"""How a run makes a DUI act: a program, an address, or a person. The contract is in `fixtures/scenarios`."""
