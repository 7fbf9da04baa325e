"""Escaping for answers built from templates."""


def text(value: str) -> str:
    """A value as element content."""
    if value.isalnum():
        return value
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")


def attribute(value: str) -> str:
    """A value between double quotes; line breaks and tabs survive attribute normalisation."""
    escaped = text(value)
    if escaped.isprintable() and '"' not in escaped:
        return escaped
    escaped = escaped.replace('"', "&quot;").replace("\n", "&#10;")
    return escaped.replace("\t", "&#9;")


def element(name: str, value: str | None) -> str:
    """A whole element of that text, nothing for None."""
    return "" if value is None else f"<{name}>{text(value)}</{name}>"
