"""What the tests of the makers share."""

import zipfile
from pathlib import Path

import pytest

from reference.making import MakingError


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def one_line(error: pytest.ExceptionInfo[MakingError]) -> str:
    """The message, once it has proved to be one line that also says what to do."""
    text = str(error.value)
    assert "\n" not in text
    assert "; " in text
    return text
