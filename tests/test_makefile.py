"""`make` sets the grader up in .venv, wherever pip is told to put packages. The real Makefile, make, venv and pip; the
project is a small one that needs no package."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """
import zipfile

INFO = {
    "METADATA": "Metadata-Version: 2.1\\nName: small\\nVersion: 1\\n",
    "WHEEL": "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "entry_points.txt": "[console_scripts]\\ngrader = small:main\\n",
    "RECORD": "",
}

def build_editable(folder, settings=None, metadata=None):
    with zipfile.ZipFile(f"{folder}/small-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("small.py", "import sys\\ndef main(): print('graded', *sys.argv[2:])\\n")
        for name, text in INFO.items():
            wheel.writestr(f"small-1.dist-info/{name}", text)
    return "small-1-py3-none-any.whl"
"""
SETTINGS = """
[global]
require-virtualenv = true
[install]
user = true
target = {0}/target
prefix = {0}/prefix
root = {0}/root
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "a project"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    for name, text in (("pyproject.toml", PROJECT), ("backend.py", BACKEND), ("requirements.lock", "")):
        (folder / name).write_text(text)
    (tmp_path / "elsewhere" / "pip").mkdir(parents=True)
    (tmp_path / "elsewhere" / "pip" / "__init__.py").write_text("raise ImportError('another pip')\n")
    return folder


def test_what_pip_is_told_elsewhere_does_not_matter(project: Path, tmp_path: Path) -> None:
    (tmp_path / "pip.conf").write_text(SETTINGS.format(tmp_path))
    told = {f"PIP_{name.upper()}": str(tmp_path / name) for name in ("target", "prefix", "root")}
    told |= {"PIP_USER": "1", "PIP_REQUIRE_VIRTUALENV": "1", "PIP_CONFIG_FILE": str(tmp_path / "pip.conf")}
    told["PYTHONPATH"] = str(tmp_path / "elsewhere")
    done = make(project, {**os.environ, **told}, "STUDENT=folder")
    assert done.stdout.splitlines()[-1] == "graded folder", done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a project", "elsewhere", "pip.conf"]


def make(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "grade", *arguments]
    others = ("ARGS", "MAKE")  # another make's, by which the tests were begun
    own = {name: value for name, value in environment.items() if not name.startswith(others)}
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=False)
