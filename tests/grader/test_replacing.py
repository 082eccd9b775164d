import stat
from pathlib import Path

import pytest

from grader.replacing import replacing


def put(path: Path, data: bytes) -> Path:
    with replacing(path) as file:
        file.write(data)
    return path


def test_a_file_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    put(tmp_path / "a", b"one")
    assert put(tmp_path / "a", b"two").read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_until_it_is_whole_the_earlier_one_stays(tmp_path: Path) -> None:
    path = put(tmp_path / "a", b"one")
    with replacing(path) as file:
        file.write(b"two")
        file.flush()
        assert path.read_bytes() == b"one"
    assert path.read_bytes() == b"two"


def test_what_was_killed_while_it_wrote_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".a.part").write_text("half of it, and much longer than what comes")
    path = put(tmp_path / "a", b"one")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_two_may_write_one_that_they_share(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with replacing(path, shared=True) as mine:
        (tmp_path / ".a.part").write_text("another's, under way")
        mine.write(b"mine")
    assert path.read_bytes() == b"mine"
    assert sorted(each.name for each in tmp_path.iterdir()) == [".a.part", "a"]


def test_a_private_file_is_for_its_owner(tmp_path: Path) -> None:
    (tmp_path / ".a.part").touch(0o666)
    with replacing(tmp_path / "a", private=True) as file:
        file.write(b"secret")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


@pytest.mark.parametrize("shared", [False, True], ids=["its own", "shared"])
def test_if_it_fails_the_earlier_one_stays(shared: bool, tmp_path: Path) -> None:
    path = put(tmp_path / "a", b"one")
    with pytest.raises(TypeError), replacing(path, shared=shared) as file:
        file.writelines([b"two", 3])  # type: ignore[list-item]
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]
