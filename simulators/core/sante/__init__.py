"""What the services share about health itself: identities, national identifiers, their keys and shapes."""
