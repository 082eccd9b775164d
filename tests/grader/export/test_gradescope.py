"""The autograder for Gradescope: its scripts are run where they will be, under /autograder, and without a network."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import reference
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.cli import run
from grader.export import gradescope
from grader.export.gradescope import Autograder, autograder
from grader.export.wheel import ExportError
from grader.failure import STOPPED
from tests.assignments import edited, folder_with
from tests.grader.report.test_gradescope import read
from tests.grading import SUBMISSIONS

REFERENCE = load(reference.FOLDER, CHECK_IDS)
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
# A shell's search path on which there is the Python that runs this, and the system's programs.
PATH = f"{Path(sys.executable).resolve().parent}:/usr/bin:/bin:/usr/sbin:/sbin"
SETUP = ("bash", "/autograder/source/setup.sh")
GRADE = ("/autograder/run_autograder",)
QUICK = {"PIP_NO_COMPILE": "1"}  # what is imported is compiled then
LARGE = ("numpy", "scipy")


def chosen(bundle: tuple[str, ...] = ()) -> Autograder:
    return Autograder(REFERENCE, reference.ASSIGNMENT.read_bytes(), bundle=bundle)


class Image:
    """A folder laid out like /autograder, in which commands run in namespaces of their own."""

    def __init__(self, folder: Path, data: bytes) -> None:
        self.folder, self._root, self._environment = folder, folder.with_name("root"), dict[str, str]()
        for name in ("source", "submission", "results"):
            (folder / name).mkdir(parents=True)
        self._root.mkdir()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                os.chmod(archive.extract(entry, self.source), entry.external_attr >> 16 & 0o777)
        shutil.copy(self.source / "run_autograder", folder / "run_autograder")

    @property
    def source(self) -> Path:
        return self.folder / "source"

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        words = ["unshare", "--map-root-user", "--mount", "--net", "bash", Path(__file__).with_name("autograder.sh")]
        words += [self.folder, self._root, "env", "-i", f"PATH={PATH}", "LANG=C.UTF-8"]
        words += [f"{name}={value}" for name, value in (self._environment | environment).items()]
        return subprocess.run([*words, *command], capture_output=True, text=True, check=False)

    def has(self, *libraries: str) -> None:
        """Let it have libraries of this environment, so that pip does not install them once more."""
        (self.folder / "there").mkdir()
        for path in Path(sysconfig.get_path("purelib")).iterdir():
            if path.name.partition("-")[0].partition(".")[0] in libraries:
                (self.folder / "there" / path.name).symlink_to(path)
        self._environment["PYTHONPATH"] = "/autograder/there"

    def grade(self, name: str) -> dict:
        shutil.rmtree(self.folder / "submission")
        shutil.copytree(SUBMISSIONS / name, self.folder / "submission")
        shutil.rmtree(self.folder / "results")
        done = self.run(*GRADE)
        assert done.returncode == 0, done.stderr
        return read((self.folder / "results" / "results.json").read_text())


@pytest.fixture(scope="module")
def bundled() -> bytes | str:
    """An autograder with all wheels for this Python, or why there is none."""
    try:
        return autograder(chosen(bundle=(PYTHON,)))
    except ExportError as error:
        return str(error)


@pytest.fixture
def put_up(tmp_path: Path, miss: Callable[[str], None]) -> Callable[[bytes], Image]:
    """Makes an image of an autograder."""
    if shutil.which("unshare") is None:
        miss("this machine has no unshare, by which a folder becomes /autograder")

    def put_up(data: bytes) -> Image:
        made = Image(tmp_path / "autograder", data)
        if done := made.run("true").returncode:
            miss(f"this machine gives no namespaces: exit code {done}")
        return made

    return put_up


@pytest.fixture
def image(bundled: bytes | str, put_up: Callable[[bytes], Image], miss: Callable[[str], None]) -> Image:
    if isinstance(bundled, str):
        miss(f"the wheels are not to be had: {bundled}")
    assert isinstance(bundled, bytes)
    return put_up(bundled)


def test_bundled_it_is_set_up_and_grades_without_a_network(image: Image, need) -> None:
    need("landlock")
    interfaces = image.run("cat", "/proc/net/dev").stdout.splitlines()[2:]
    assert [line.split(":")[0].strip() for line in interfaces] == ["lo"]
    done = image.run(*SETUP, **QUICK)
    assert done.returncode == 0, done.stderr
    assert re.search(r"assignment: (\S+) / \1 points", done.stdout)

    right = image.grade("correct_kernel_loops")
    assert f"{right['score']:g} / {right['score']:g} points" in right["output"]
    assert {test["status"] for test in right["tests"]} == {"passed"}
    assert right["execution_time"] > 0

    wrong = image.grade("wrong_flipped_kernel")
    assert 0 < wrong["score"] < right["score"]
    assert "the kernel is flipped (convolution)" in json.dumps(wrong)

    partly = image.grade("broken_partly_missing")
    assert [test["name"] for test in partly["tests"] if test["name"].endswith(": missing")]

    (image.source / "venv" / "bin" / "grader").write_text("#!/bin/sh\nkill -9 $$\n")
    killed = image.grade("correct_kernel_loops")
    assert killed["output"] == STOPPED
    assert [test["status"] for test in killed["tests"]] == ["failed"]


def test_by_pip_it_is_set_up_from_an_index(image: Image, need) -> None:
    """A folder of wheels is the index: pip reads it as it reads any, here for what is not large."""
    need("landlock")
    image.has(*LARGE)
    wheels = (image.source / "wheels").rename(image.folder / "index")
    pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/autograder/index"}
    (image.source / "assignment" / "assignment.toml").write_text(edited(("values = 3", "values = 5")))
    done = image.run(*SETUP, **QUICK, **pip)
    assert done.returncode == 0, done.stderr
    assert wheels.is_dir()
    (site,) = (image.source / "venv" / "lib").glob("python*/site-packages")
    assert {path.name for path in site.iterdir()} >= {"grader", "click", "msgspec"}
    assert not {path.name for path in site.iterdir()} & set(LARGE)
    assert 5 in {test.get("max_score") for test in image.grade("correct_kernel_loops")["tests"]}


def test_an_image_without_a_python_is_refused_with_a_line_that_says_so(put_up: Callable[[bytes], Image]) -> None:
    image = put_up(autograder(chosen()))
    (image.source / "settings").write_text('isolation="landlock"\npythons="3.99"\n')
    done = image.run(*SETUP)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("this image has none of Python 3.99: choose an image that has one")


# --- the archive -------------------------------------------------------------------------------------


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_the_same_choice_makes_the_same_bytes() -> None:
    assert autograder(chosen()) == autograder(chosen())


def test_scripts_lie_at_the_top_and_can_be_run() -> None:
    with opened(autograder(chosen())) as archive:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
        solutions = {name for name in modes if re.fullmatch(r"assignment/\d.*\.py", name)}
        assert {name for name, mode in modes.items() if mode == 0o755} == {"setup.sh", "run_autograder", *solutions}
        assert solutions
        assert archive.read("requirements.lock") == (Path(reference.FOLDER).parent / "requirements.lock").read_bytes()
        assert read(archive.read("unfinished.json").decode())["output"] == STOPPED
        for name in ("setup.sh", "run_autograder", "settings"):
            subprocess.run(["bash", "-n"], input=archive.read(name), check=True)


def test_an_assignment_goes_with_it_and_nothing_else_that_lies_in_its_folder(tmp_path: Path, capsys) -> None:
    own, file = folder_with(tmp_path / "mine", edited(("0x04", "0x05"))), tmp_path / "autograder.zip"
    (own / "grades.csv").write_text("ada,10")
    assert run(["export", "gradescope", "--assignment", str(own), "-o", str(file), "--isolation", "full"]) == 0
    assert re.match(rf"{file}: [0-2]\.\d MiB, ", capsys.readouterr().out)
    with opened(file.read_bytes()) as archive:
        there = {name.removeprefix("assignment/") for name in archive.namelist() if name.startswith("assignment/")}
        assert all(archive.read(f"assignment/{name}") == (own / name).read_bytes() for name in there)
        data = {"mnist/digits.npz", "photographs/tiles.npz"}
        assert there == {"assignment.toml", *data, *(task.file for task in load(own, CHECK_IDS).tasks)}
        assert 'isolation="full"' in archive.read("settings").decode()


def test_every_python_that_the_project_supports_can_be_chosen() -> None:
    from grader.commands.export import PYTHONS

    assert PYTHONS == gradescope.PYTHONS


BAD_CALLS = [
    (["--python", "3.12"], "--python is for --bundle"),
    (["--python", "3.9", "--bundle"], "'3.9' is not one of"),
    (["--assignment", "nowhere.toml"], "nowhere.toml"),
    (["--output", "/proc/no/autograder.zip"], "/proc/no/autograder.zip"),
]


@pytest.mark.parametrize(("arguments", "part"), BAD_CALLS, ids=lambda value: " ".join(value)[-60:])
def test_what_cannot_be_exported_gets_one_line(arguments, part, capsys) -> None:
    assert run(["export", "gradescope", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert part in line


def test_without_an_index_one_line_says_what_pip_says(monkeypatch, capsys, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert run(["export", "gradescope", "--bundle", "-o", str(tmp_path / "a.zip")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("grader: pip cannot download the wheels for Python 3.11: No matching distribution found for")
    assert not list(tmp_path.iterdir())
