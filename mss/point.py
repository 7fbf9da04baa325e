"""The final dot of an SMTP DATA (RFC 5321 §4.5.2): where it ends a mail, and the mail without it."""


def apres_le_point(tail: bytes, buffer: bytearray) -> int | None:
    """The offset in `buffer` just after CRLF.CRLF, looked for across what was taken before; None: not yet."""
    seam = tail[-4:] + bytes(buffer[:4])
    at = seam.find(b"\r\n.\r\n")
    if at >= 0:
        return at + 5 - len(tail[-4:])
    found = buffer.find(b"\r\n.\r\n")
    return found + 5 if found >= 0 else None


def sans_le_point(chunks: list[bytes]) -> bytes:
    """The mail without its final dot, joined; a large one is not copied once more to be shortened."""
    missing = 3
    while missing > 0:
        last = chunks.pop()
        if len(last) > missing:
            chunks.append(last[:-missing])
        missing -= len(last)
    return b"".join(chunks)
