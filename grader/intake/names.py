"""Names of students, folders and files for people, whatever bytes they were written in."""


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
