"""The wheel, as users get it, on every Python that is named and found: `make wheels`.

It is built once. Each Python gets a new environment with the lock's pins and the wheel; there the commands grade
samples, a class and an assignment of one's own, and those tests run that depend on Python. All of it is away from the
source tree: samples and tests are copied, the grader comes from the wheel alone.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from grader import __version__

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("submissions", "tests", "docs/examples", "pyproject.toml")
RIGHT, WRONG = "correct_kernel_loops", "wrong_flipped_kernel"
CLASS = (
    *(RIGHT, "correct_tensordot", "correct_float32_einsum", "correct_strided_im2col", "correct_pooling_a_local_pool"),
    *(WRONG, "wrong_same_mixed_axes", "wrong_same_unpadded", "untidy_runtime_error", "untidy_style"),
    *("forbidden_four_loops", "forbidden_exec", "broken_syntax_error", "broken_os_exit", "broken_memory_hog"),
)
# What reads Python's own syntax and warnings, and what each of the kernel's layers keeps from this Python's process.
SUITE = ("tests/checks/language", "tests/checks/static", "tests/attacks/test_layers.py")
TOOLS = ("execnet", "hypothesis", "iniconfig", "pytest", "pytest-timeout", "pytest-xdist", "sortedcontainers")
PIP = ("-I", "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
PASSED, NOT_PASSED = 0, 1
NOT_FOUND = "not found on this machine"


class WrongError(Exception):
    """What was done, and what came of it instead of what it must."""


class Installed(NamedTuple):
    """An environment with the wheel in it, and a folder with copies of what the steps read."""

    folder: Path
    version: str

    def run(self, program: str, *arguments: str | Path, ends: int = 0) -> str:
        """What a program of the environment prints; it has a cache of its own, and must end with this exit code."""
        command = [str(self.folder / "env" / "bin" / program), *map(str, arguments)]
        return started(command, self.folder, ends, XDG_CACHE_HOME=str(self.folder / "cache"))


def started(command: list[str], folder: Path, ends: int = 0, **variables: str) -> str:
    """What a command prints, without the settings of another Python; it must end with this exit code."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = others | variables
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != ends:
        end = (done.stdout + done.stderr)[-4000:]
        raise WrongError(f"{' '.join(command)}\nexit code {done.returncode} instead of {ends}\n{end}")
    return done.stdout


def must(right: bool, what: str) -> None:
    """Tell what is not as it must be."""
    if not right:
        raise WrongError(what)


def version_of(python: str) -> str:
    """The version of a Python; "" where there is none, or one that does not start."""
    found = shutil.which(python)
    if not found:
        return ""
    ask = [found, "-I", "-c", "import platform; print(platform.python_version())"]
    done = subprocess.run(ask, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def build(folder: Path) -> Path:
    """The wheel of this source tree; its build backend is in the lock, so nothing is looked for."""
    command = [
        sys.executable,
        *PIP,
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    started(command, folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def pins(lock: str, names: Iterable[str]) -> str:
    """Of a lock what stands for these packages alone, with their hashes."""
    blocks = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)
    return "".join(block for block in blocks if block.partition("==")[0] in names)


def install(python: str, version: str, wheel: Path, folder: Path) -> Installed:
    """A new environment of this Python, with the lock's pins, the wheel, and what its tests need, pinned as well."""
    started([python, "-I", "-m", "venv", str(folder / "env")], folder)
    installed = Installed(folder, version)
    tools = folder / "tools.lock"
    tools.write_text(pins((ROOT / "requirements-dev.lock").read_text(), TOOLS))
    for arguments in (
        ("--require-hashes", "--requirement", ROOT / "requirements.lock", "--requirement", tools),
        ("--no-deps", "--no-index", wheel),
    ):
        started([str(folder / "env" / "bin" / "python"), *PIP, "install", *map(str, arguments)], folder)
    installed.run("python", *PIP, "check")
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, folder / name)
    return installed


def it_is_the_wheel(installed: Installed) -> None:
    """What is imported lies in the environment, and knows its version."""
    where = installed.run("python", "-c", "import grader, checks, reference; print(grader.__file__)").strip()
    must(Path(where).is_relative_to(installed.folder / "env"), f"imported from {where}")
    told = installed.run("grader", "--version")
    must(__version__ in told, f"--version says {told}")
    doctor = installed.run("grader", "doctor")
    must(installed.version in doctor, f"doctor says of Python {installed.version}\n{doctor}")


def samples_are_graded(installed: Installed) -> None:
    """A right and a wrong submission get the verdicts and points that they state, with no warning of Python's."""
    for sample, ends in ((RIGHT, 0), (WRONG, 1)):
        folder = installed.folder / "submissions" / sample
        told = installed.run("python", "-W", "error", "-m", "grader", "grade", folder, "--format", "json", ends=ends)
        must_be_as_stated(folder, told)


def a_class_is_graded(installed: Installed) -> None:
    """Everybody of a small class gets what the sample states, whichever tasks it is of."""
    for sample in CLASS:
        shutil.copytree(installed.folder / "submissions" / sample, installed.folder / "class" / sample)
    installed.run("grader", "batch", "class", "--out", "results", "--task", "all", "--quiet")
    for sample in CLASS:
        told = (installed.folder / "results" / f"{sample}.json").read_text(encoding="utf-8")
        must_be_as_stated(installed.folder / "submissions" / sample, told)


def must_be_as_stated(sample: Path, told: str) -> None:
    """Verdict and points of every task that a sample states."""
    stated = json.loads((sample / "expected.json").read_text(encoding="utf-8"))["tasks"]
    tasks = {task["id"]: (task["verdict"], task["score"]["earned"]) for task in json.loads(told)["tasks"]}
    got = {task: tasks.get(task) for task in stated}
    must(got == {task: (of["verdict"], of["points"]) for task, of in stated.items()}, f"{sample.name}: {got}")


def an_assignment_is_verified(installed: Installed) -> None:
    """A small assignment of one's own: its samples, mutants and rewrites."""
    installed.run("grader", "verify", "docs/examples/sequences", "--seconds", "600")


def the_suite_passes(installed: Installed) -> None:
    """Those tests that depend on Python; what is imported there is the wheel, too."""
    installed.run("python", "-m", "pytest", *SUITE)


STEPS = (it_is_the_wheel, samples_are_graded, a_class_is_graded, an_assignment_is_verified, the_suite_passes)


def tried(python: str, wheel: Path) -> str:
    """How it went with one Python: passed, failed at what, or not found."""
    version = version_of(python)
    if not version:
        return NOT_FOUND
    with tempfile.TemporaryDirectory() as folder:
        doing = "install"
        try:
            installed = install(python, version, wheel, Path(folder))
            for step in STEPS:
                doing = step.__name__.replace("_", " ")
                step(installed)
        except WrongError as wrong:
            print(f"{python}: {wrong}", file=sys.stderr)
            return f"failed with Python {version}: {doing}"
    return f"passed with Python {version}"


def main(pythons: Iterable[str], *, found_only: bool) -> int:
    """A line for each Python; whether all of them passed, or all that were found where these are enough."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = build(Path(folder))
        print(wheel.name, flush=True)
        told = []
        for python in pythons:
            told.append(tried(python, wheel))
            print(f"{python}: {told[-1]}", flush=True)
    counted = [line for line in told if line != NOT_FOUND or not found_only]
    return PASSED if counted and all(line.startswith("passed") for line in counted) else NOT_PASSED


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.wheels", description=__doc__.splitlines()[0])
    parser.add_argument("pythons", nargs="+", metavar="PYTHON", help="python3.12, or a path")
    parser.add_argument("--found", action="store_true", help="those that are found are enough")
    given = parser.parse_args()
    raise SystemExit(main(given.pythons, found_only=given.found))
