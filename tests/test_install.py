"""`pip install .` gives a command that works from any folder, with all its files."""

import json
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.grading import SUBMISSIONS


def command(*arguments: str | Path, cwd: Path) -> str:
    result = subprocess.run([str(part) for part in arguments], cwd=cwd, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment that has the project's wheel, and its dependencies from this one."""
    folder = tmp_path_factory.mktemp("an empty environment")
    venv.create(folder / "env", symlinks=True, with_pip=False)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    command(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    python = folder / "env" / "bin" / "python"
    command(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_the_command_grades_from_another_folder(installed: Path) -> None:
    grader = installed / "env" / "bin" / "grader"
    document = json.loads(
        command(grader, "grade", SUBMISSIONS / "correct_helper_functions", "--format", "json", cwd=installed)
    )
    assert document["passed"]
    assert document["score"]["earned"] == document["score"]["possible"] > 0


def test_the_model_submission_and_the_rules_are_installed_with_it(installed: Path) -> None:
    python = installed / "env" / "bin" / "python"
    where = Path(command(python, "-c", "import reference; print(reference.FOLDER)", cwd=installed).strip())
    assert where.is_relative_to(installed)
    output = command(python, "-m", "grader", "grade", where, "--task", "all", "--quiet", cwd=installed)
    assert re.search(r"reference: (\S+) / \1 points", output)
    rules = sorted(path.name for path in (where.parent / "checks" / "static" / "rules").iterdir())
    assert rules == sorted(path.name for path in (ROOT / "checks" / "static" / "rules").glob("*.yml"))
