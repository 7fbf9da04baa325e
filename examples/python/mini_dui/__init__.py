"""Un DUI réduit à ce que ses tests montrent : retrouver l'INS d'un usager."""
