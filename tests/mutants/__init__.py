"""Each defence of Pro Santé Connect taken away in turn: some test must notice."""
