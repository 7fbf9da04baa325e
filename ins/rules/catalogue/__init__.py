"""The rules of INSi, as data: what each says to a person, where it comes from, whether it refuses."""
