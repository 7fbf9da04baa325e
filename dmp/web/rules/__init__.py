"""Who may open which page: pure decisions."""
