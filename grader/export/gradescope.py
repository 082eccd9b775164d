"""An autograder for Gradescope: a zip archive with the grader, that is set up once and grades each submission."""

import shlex
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgspec import Struct

from checks.model.assignment import Assignment, files_of
from grader.assignment import loading
from grader.export.archive import packed
from grader.export.wheel import ExportError, wheel
from grader.failure import STOPPED
from grader.report import gradescope

HERE = Path(__file__).parent
LOCK = HERE / "requirements.lock"
PROGRAMS = ("setup.sh", "run_autograder")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# What Ubuntu 22.04 can run, the oldest image that has a Python that is new enough (glibc 2.35).
PLATFORMS = tuple(
    f"{tag}_x86_64" for tag in ("manylinux_2_35", "manylinux_2_34", "manylinux_2_28", "manylinux_2_27", "manylinux2014")
)


class Autograder(Struct, frozen=True):
    """What an instructor chooses: an assignment, with the bytes of its `assignment.toml`; the least isolation; and for
    which Pythons wheels are bundled, if any."""

    assignment: Assignment
    toml: bytes
    isolation: str = "landlock"
    bundle: tuple[str, ...] = ()


def autograder(chosen: Autograder) -> bytes:
    """The zip archive.

    Raises:
        ExportError: the grader is not installed, or the wheels are not to be had.
    """
    name, data = wheel()
    files = {program: (HERE / "scripts" / program).read_bytes() for program in PROGRAMS}
    files["settings"] = _settings(chosen).encode()
    files["unfinished.json"] = gradescope.unfinished(STOPPED).encode()
    files["requirements.lock"] = LOCK.read_bytes()
    files[name] = data
    files |= {f"assignment/{path}": content for path, content in _assignment(chosen).items()}
    files |= _wheels(chosen.bundle)
    solutions = (f"assignment/{file}" for file in files_of(chosen.assignment.tasks))
    return packed(files, frozenset((*PROGRAMS, *solutions)))


def _assignment(chosen: Autograder) -> dict[str, bytes]:
    """All that the grader reads of the assignment's folder, and nothing else that lies there."""
    return {loading.TOML: chosen.toml, **chosen.assignment.files}


def _settings(chosen: Autograder) -> str:
    pythons = chosen.bundle or tuple(reversed(PYTHONS))
    solved = "yes" if any(task.file in chosen.assignment.files for task in chosen.assignment.tasks) else "no"
    words = {"isolation": chosen.isolation, "pythons": " ".join(pythons), "solved": solved}
    named = [f"--task {shlex.quote(task)}" for task in chosen.assignment.named]
    lines = "".join(f'{name}="{value}"\n' for name, value in words.items()) + f"tasks=({' '.join(named)})\n"
    return f"# What setup.sh and run_autograder read.\n{lines}"


def _wheels(pythons: tuple[str, ...]) -> dict[str, bytes]:
    """Everything that the lock names, and pip itself, as wheels for these versions of Python."""
    if not pythons:
        return {}
    with tempfile.TemporaryDirectory(prefix="grader-") as folder:
        for python in pythons:
            _download(folder, ["--require-hashes", "-r", str(LOCK)], python)
        _download(folder, [f"pip=={_pip()}"], pythons[0])
        return {f"wheels/{file.name}": file.read_bytes() for file in sorted(Path(folder).iterdir())}


def _pip() -> str:
    try:
        return version("pip")
    except PackageNotFoundError as error:
        raise ExportError("wheels are downloaded by pip, which is not installed beside the grader") from error


def _download(folder: str, wanted: list[str], python: str) -> None:
    platforms = [word for platform in PLATFORMS for word in ("--platform", platform)]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", folder),
            *("--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version", python),
            *platforms,
            *wanted,
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR: ")] or ["ERROR: it ended"]
        raise ExportError(f"pip cannot download the wheels for Python {python}: {said[-1].removeprefix('ERROR: ')}")
