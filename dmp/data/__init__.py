"""Tables of the DMP: facts copied from public sources, each with its source."""
