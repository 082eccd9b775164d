import shutil
from pathlib import Path

import pytest

from grader import version
from grader.version import code_version
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
    code_version.cache_clear()
    yield tmp_path
    code_version.cache_clear()


def test_the_same_files_in_another_place_are_the_same_version(before: str, copied: Path) -> None:
    assert code_version() == before


@pytest.mark.parametrize(
    "name", ["new.cpython-311.pyc", "new.cpython-311.pyc.140123"], ids=["bytecode", "bytecode that is being written"]
)
def test_what_python_makes_of_the_files_is_no_part_of_them(name: str, before: str, copied: Path) -> None:
    (copied / "checks" / "__pycache__" / name).write_bytes(b"made")
    assert code_version() == before


@pytest.mark.parametrize(
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
def test_a_change_of_any_file_makes_another_version(file: str, before: str, copied: Path) -> None:
    with open(copied / file, "a") as stream:
        stream.write("\n# changed\n")
    assert code_version() != before


def test_a_file_more_makes_another_version(before: str, copied: Path) -> None:
    (copied / "checks" / "static" / "rules" / "new.yml").write_text("")
    assert code_version() != before
