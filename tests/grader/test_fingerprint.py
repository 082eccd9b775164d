import shutil
from pathlib import Path

import pytest

from grader import fingerprint
from grader.fingerprint import GRADING, READING, RUNNING
from tests.conftest import ROOT

PARTS = {"read": READING, "run": RUNNING, "all": GRADING}


def versions() -> dict[str, str]:
    fingerprint.fingerprint.cache_clear()
    return {name: fingerprint.fingerprint(part) for name, part in PARTS.items()}


@pytest.fixture(scope="module")
def before() -> dict[str, str]:
    """The versions of the project as it is, wherever it lies."""
    return versions()


@pytest.fixture
def changed(before: dict[str, str], tmp_path: Path, monkeypatch):
    """Which parts have another version after a change to a file of a copy of the project."""
    for floor in fingerprint.FLOORS:
        shutil.copytree(ROOT / floor, tmp_path / floor, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "ROOT", tmp_path)

    def change(file: str) -> set[str]:
        with open(tmp_path / file, "a") as stream:
            stream.write("\n# changed\n")
        after = versions()
        return {name for name in PARTS if before[name] != after[name]}

    yield change
    fingerprint.fingerprint.cache_clear()


@pytest.mark.parametrize("file", ["grader/report/text.py", "grader/cli.py", "grader/batch.py", "grader/doctor.py"])
def test_what_only_shows_grades_is_no_part_of_a_version(file: str, changed) -> None:
    assert changed(file) == set()


@pytest.mark.parametrize(
    ("file", "parts"),
    [
        ("checks/style.py", {"read", "all"}),
        ("checks/rules/while.yml", {"read", "all"}),
        ("grader/static.py", {"read", "all"}),
        ("checks/values.py", {"run", "all"}),
        ("checks/diagnosis/misconceptions.toml", {"run", "all"}),
        ("grader/sandbox/seccomp.py", {"run", "all"}),
        ("reference/0-convolve_grayscale_valid.py", {"run", "all"}),
        ("checks/model/findings.py", {"read", "run", "all"}),
        ("checks/landmarks.py", {"read", "run", "all"}),
        ("grader/grading.py", {"all"}),
    ],
)
def test_a_change_makes_a_new_version_of_what_depends_on_it(file: str, parts: set[str], changed) -> None:
    assert changed(file) == parts


def test_every_module_of_the_checks_is_a_part_of_the_whole() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in fingerprint._files(GRADING)}
    every = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checks").rglob("*.py")}
    judging_nothing = {"checks/__init__.py", "checks/structure.py"}
    assert every - found == judging_nothing
