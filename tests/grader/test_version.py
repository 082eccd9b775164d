import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import version
from grader.version import code_version, kept_version
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def before() -> str:
    """The version of the project as it is, wherever it lies."""
    code_version.cache_clear()
    return code_version()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch):
    """A copy of the project, whose version is asked for."""
    for package in version.PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    monkeypatch.setattr(version, "ROOT", tmp_path)
    for each in (code_version, kept_version):
        each.cache_clear()
    yield tmp_path
    for each in (code_version, kept_version):
        each.cache_clear()


def test_the_same_files_in_another_place_are_the_same_version(before: str, copied: Path) -> None:
    assert code_version() == before


@pytest.mark.parametrize(
    "name", ["new.cpython-311.pyc", "new.cpython-311.pyc.140123"], ids=["bytecode", "bytecode that is being written"]
)
def test_what_python_makes_of_the_files_is_no_part_of_them(name: str, before: str, copied: Path) -> None:
    (copied / "checks" / "__pycache__" / name).write_bytes(b"made")
    assert code_version() == before


CHANGED = pytest.mark.parametrize(
    "file",
    [
        "checks/static/style.py",
        "checks/static/rules/while.yml",
        "checks/exercises/convolution/diagnosis/misconceptions.toml",
        "grader/sandbox/seccomp.py",
        "grader/judging/grading.py",
        "grader/report/html/templates/student.html",
    ],
)


@CHANGED
def test_a_change_of_any_file_makes_another_version(file: str, before: str, copied: Path) -> None:
    with open(copied / file, "a") as stream:
        stream.write("\n# changed\n")
    assert code_version() != before


def test_a_file_more_makes_another_version(before: str, copied: Path) -> None:
    (copied / "checks" / "static" / "rules" / "new.yml").write_text("")
    assert code_version() != before


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a version is kept; it is made when it is needed."""
    return tmp_path_factory.mktemp("kept") / "cache"


@pytest.fixture
def kept(copied: Path, folder: Path) -> Callable[[], str]:
    """Asks for the version that is kept, each time as another process would."""

    def asked() -> str:
        code_version.cache_clear()
        kept_version.cache_clear()
        return kept_version(folder)

    return asked


def test_the_version_that_is_kept_is_the_version(before: str, kept: Callable[[], str]) -> None:
    assert [kept(), kept()] == [before, before]


def test_a_version_that_is_kept_is_read_and_no_file_is(kept: Callable[[], str], monkeypatch) -> None:
    before = kept()
    monkeypatch.setattr(version, "_files", None)
    assert kept() == before


@CHANGED
def test_a_change_that_leaves_a_file_its_size_is_another_version_than_the_kept(
    file: str, copied: Path, kept: Callable[[], str]
) -> None:
    before, path = kept(), copied / file
    path.write_bytes(path.read_bytes().swapcase())
    assert kept() != before
    assert kept() == code_version()


def test_a_file_more_makes_another_version_than_the_kept(copied: Path, kept: Callable[[], str]) -> None:
    before = kept()
    (copied / "checks" / "static" / "rules" / "new.yml").write_text("")
    assert kept() != before


@pytest.mark.parametrize("damaged", ["", "0123", "no version at all"])
def test_a_kept_version_that_is_damaged_is_made_again(
    damaged: str, before: str, kept: Callable[[], str], folder: Path
) -> None:
    kept()
    (entry,) = folder.glob("version-*")
    entry.write_text(damaged)
    assert kept() == before
    assert entry.read_text() == before


def test_a_version_that_cannot_be_kept_is_the_same(before: str, copied: Path) -> None:
    (copied / "file").write_text("in the way")
    assert kept_version(copied / "file" / "cache") == before
