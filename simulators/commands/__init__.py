"""One module per command of `socle`, each exposing `run(options) -> int`; imported only when called."""
