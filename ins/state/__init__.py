"""What INSi keeps and looks at: the people of an espace, and a reference base too large for memory."""
