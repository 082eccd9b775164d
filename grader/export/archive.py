"""Zip archives that are the same, byte for byte, whenever they are made of the same files."""

import io
import zipfile
from collections.abc import Mapping

DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip archive can hold
FILE, PROGRAM = 0o100644, 0o100755
KEPT = (".whl", ".zip", ".npz")  # are compressed already


def packed(files: Mapping[str, bytes], programs: frozenset[str] = frozenset()) -> bytes:
    """An archive of these files by name; those among `programs` can be executed when they are taken out."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system = 3  # Unix, whose modes these are
            entry.external_attr = (PROGRAM if name in programs else FILE) << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(KEPT) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()
