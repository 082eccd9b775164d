"""What `make wheels` says and does, but for the trial itself, which takes minutes and is run for a release."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import wheels
from tests.conftest import ROOT
from tests.wheels import Installed, WrongError

MAKEFILE = (ROOT / "Makefile").read_text()
PASSED = f"passed with Python {sys.version.split()[0]}"


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """What is said of these Pythons, and the exit code, where nothing is built and installed."""
    monkeypatch.setattr(wheels, "build", lambda folder: folder / "a.whl")
    monkeypatch.setattr(wheels, "install", lambda python, version, wheel, folder: Installed(folder, version))

    def run(*pythons: str, found_only: bool = False) -> tuple[int, list[str]]:
        code = wheels.main(pythons, found_only=found_only)
        return code, capsys.readouterr().out.splitlines()[1:]

    return run


def test_a_python_that_is_found_passes_where_every_step_does(ended, monkeypatch) -> None:
    monkeypatch.setattr(wheels, "STEPS", ())
    assert ended(sys.executable) == (0, [f"{sys.executable}: {PASSED}"])


@pytest.mark.parametrize(("found_only", "code"), [(False, 1), (True, 0)])
def test_one_that_is_missing_is_told_and_fails_unless_those_found_are_enough(
    found_only: bool, code: int, ended, monkeypatch
) -> None:
    monkeypatch.setattr(wheels, "STEPS", ())
    told = [f"{sys.executable}: {PASSED}", "python3.999: not found on this machine"]
    assert ended(sys.executable, "python3.999", found_only=found_only) == (code, told)


def test_where_none_is_found_nothing_has_passed(ended) -> None:
    assert ended("python3.999", found_only=True) == (1, ["python3.999: not found on this machine"])


def test_a_command_of_that_name_that_starts_no_python_is_none(tmp_path: Path) -> None:
    (tmp_path / "python3.12").write_text("#!/bin/sh\necho 'the version is not set up' >&2\nexit 127\n")
    (tmp_path / "python3.12").chmod(0o755)
    assert wheels.version_of(str(tmp_path / "python3.12")) == ""


@pytest.mark.parametrize("found_only", [False, True])
def test_a_step_that_fails_is_named_and_the_next_python_is_tried(found_only: bool, ended, monkeypatch) -> None:
    def a_class_is_graded(installed: Installed) -> None:
        raise WrongError("ada: 29")

    monkeypatch.setattr(wheels, "STEPS", (a_class_is_graded,))
    failed = f"failed with Python {sys.version.split()[0]}: a class is graded"
    told = [f"{sys.executable}: {failed}"] * 2
    assert ended(sys.executable, sys.executable, found_only=found_only) == (1, told)


def test_another_verdict_than_the_stated_one_is_no_pass(tmp_path: Path) -> None:
    (tmp_path / "expected.json").write_text('{"tasks": {"0": {"verdict": "accepted", "points": 10}}}')
    told = '{{"tasks": [{{"id": "0", "verdict": "accepted", "score": {{"earned": {0}}}}}]}}'
    wheels.must_be_as_stated(tmp_path, told.format(10))
    for wrong in (told.format(9.9), '{"tasks": []}'):
        with pytest.raises(WrongError, match="0"):
            wheels.must_be_as_stated(tmp_path, wrong)


def test_only_the_named_packages_are_taken_of_the_lock() -> None:
    wanted = "aa==2 \\\n    --hash=sha256:2 \\\n    --hash=sha256:3\n"
    lock = f"a==1 \\\n    --hash=sha256:1\n{wanted}b==1 \\\n    --hash=sha256:4\n"
    assert wheels.pins(lock, ["aa"]) == wanted
    taken = wheels.pins((ROOT / "requirements-dev.lock").read_text(), wheels.TOOLS)
    assert re.findall(r"(?m)^([\w-]+)==", taken) == sorted(wheels.TOOLS)


def test_the_target_names_the_pythons_that_set_up_takes() -> None:
    (named,) = re.findall(r"^PYTHONS \?= (.*)$", MAKEFILE, re.MULTILINE)
    least, beyond = map(int, re.findall(r"\(3, (\d+)\)", MAKEFILE))
    assert named.split() == [f"python3.{minor}" for minor in range(least, beyond)]


def test_without_a_python_it_is_a_matter_of_usage() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.wheels"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
