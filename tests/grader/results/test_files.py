import stat
from pathlib import Path

import pytest

from grader.results import files


def test_a_file_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    files.write(path, "one\n")
    files.write(path, "zwei ü\n")
    assert path.read_bytes() == "zwei ü\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_until_it_is_whole_the_earlier_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    files.write(path, "one")
    with files.replacing(path) as file:
        file.write("two")
        file.flush()
        assert path.read_text() == "one"
    assert path.read_text() == "two"


def test_if_it_fails_the_earlier_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    files.write(path, "one")
    with pytest.raises(TypeError), files.replacing(path) as file:
        file.writelines(["two", 3])
    assert path.read_text() == "one"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_batch_left_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "a"
    (tmp_path / ".a.part").write_text("half of it, and much longer than what comes")
    files.write(path, "one")
    (tmp_path / ".a.part").write_text("half of it, and much longer than what comes")
    with files.replacing(path, private=True) as file:
        file.write("two")
    assert path.read_text() == "two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_private_file_is_for_its_owner(tmp_path: Path) -> None:
    with files.replacing(tmp_path / "a", private=True) as file:
        file.write("secret")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".a.part").symlink_to("/dev/full")
    with pytest.raises(files.ResultsError) as caught:
        files.write(tmp_path / "a", "one")
    told = "no space left on device: mend that, and give the same command again; what was graded is kept in the journal"
    assert str(caught.value) == f"{tmp_path / 'a'}: {told}"


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.parent.rmdir()], ids=["a folder", "no folder"])
def test_what_cannot_be_written_is_told(make, tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    make(folder / "a")
    with pytest.raises(files.ResultsError, match=r"/f/a: (is a directory|no such file or directory): mend that"):
        files.write(folder / "a", "one")
