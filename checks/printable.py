"""A student's text made safe to show anywhere: in a terminal, a web page, a log."""

import unicodedata

# Control, format (zero-width, bidirectional), surrogate, private and unassigned characters, and the
# two separators that many programs take for an end of line.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def printable(text: str, limit: int = 2000) -> str:
    r"""Return the text with every character that cannot be seen as an escape such as `\x1b` or `\u202e`.

    Newlines and tabs stay. Of a text longer than `limit` characters only the start is shown.
    """
    start = text[:limit]
    if not start.isprintable():
        start = "".join(char if char in "\n\t" else _visible(char) for char in start)
    return f"{start}{_rest(text, limit)}"


def one_line(text: str, limit: int = 200) -> str:
    r"""Return the same for a name or a message, newlines and tabs escaped too."""
    start = text[:limit]
    if not start.isprintable():  # which nearly all are
        start = "".join(map(_visible, start))
    return f"{start}{_rest(text, limit)}"


def shortened(text: str, limit: int) -> str:
    """The same of at most so many characters, which ends with a word."""
    whole = one_line(text, 4 * limit)
    return whole if len(whole) <= limit else f"{whole[: limit - 4].rpartition(' ')[0] or whole[: limit - 4]} ..."


def readable(raw: str) -> str:
    r"""A name whose bytes are no UTF-8 (`J\udce9r\udcf4me` as Python reads it) as Windows wrote it (`Jérôme`).

    Where Windows' code has no letter for a byte, all of them are taken for ISO 8859-1, which has one for each.
    """
    try:
        data = raw.encode("utf-8", "surrogateescape")
        data.decode("utf-8")
    except UnicodeEncodeError:  # surrogates that no byte stands for: a name that was made up
        return raw
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")
    return raw


def _visible(char: str) -> str:
    if unicodedata.category(char) not in _INVISIBLE:
        return char
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def _rest(text: str, limit: int) -> str:
    return f"... ({len(text) - limit} more characters)" if len(text) > limit else ""
