"""The names of the contract, and the description of the service that clients load."""
