"""What ends a command: a sentence for the person who typed it, and an exit code."""

VERDICT_FAILED = 1
INCOMPLETE = 2
USAGE = 3


class CommandError(Exception):
    """The command cannot go on. The message is one French line; `code` is 3 unless said."""

    def __init__(self, message: str, code: int = USAGE) -> None:
        super().__init__(message)
        self.code = code


class RefusedError(CommandError):
    """The simulator answered, and refused what was asked."""
