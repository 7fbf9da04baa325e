"""Which versions of the product understand each other."""


def agree(one: str, other: str) -> bool:
    """True when only the last number differs: `0.1.0` and `0.1.4` agree, `0.1.0` and `0.2.0` do not."""
    return one.split(".")[:2] == other.split(".")[:2]
