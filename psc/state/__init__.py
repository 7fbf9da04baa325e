"""What persists of Pro Santé Connect in an espace: clients, settings, sessions, codes, waiting logins."""
