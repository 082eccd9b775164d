import errno
import os
from pathlib import Path

import pytest

from grader.results import files


def test_a_text_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    files.write(path, "one\n")
    files.write(path, "zwei ü\n")
    assert path.read_bytes() == "zwei ü\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_if_it_fails_the_earlier_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    files.write(path, "one")
    with pytest.raises(TypeError), files.replacing(path) as file:
        file.writelines(["two", 3])
    assert path.read_text() == "one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(files.ResultsError) as caught, files.replacing(tmp_path / "a"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    told = "no space left on device: mend that, and give the same command again; what was graded is kept in the journal"
    assert str(caught.value) == f"{tmp_path / 'a'}: {told}"


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.parent.rmdir()], ids=["a folder", "no folder"])
def test_what_cannot_be_written_is_told(make, tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    make(folder / "a")
    with pytest.raises(files.ResultsError, match=r"/f/a: (is a directory|no such file or directory): mend that"):
        files.write(folder / "a", "one")
