"""The machine around it: whatever a command is started with, it works, or says in one line what to do."""

import ast
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from checks.pipeline import task_checks
from grader import __version__
from grader.cli import run
from grader.folders import cache_folder
from grader.startup import undisturbed
from tests.conftest import ROOT
from tests.grading import SUBMISSIONS

RIGHT = str(SUBMISSIONS / "correct_kernel_loops")
GRADER = Path(sys.executable).with_name("grader")
PASSED = "correct_kernel_loops: 10 / 10 points, 1 of 1 task accepted\n"
ONE_TASK = ("grade", RIGHT, "--task", "0", "--quiet")
WITHOUT_PASSWD = ("unshare", "--user", "--map-user=54321")  # a real user of whom the system's list knows nothing


def started(
    *arguments: str, before: Sequence[str] = (), cwd: Path = ROOT, **variables: str | None
) -> subprocess.CompletedProcess[str]:
    """The command, in an environment that has these variables; None is for what it does not have."""
    environment = {name: value for name, value in {**os.environ, **variables}.items() if value is not None}
    command = [*before, str(GRADER), *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def assert_one_line(done: subprocess.CompletedProcess[str], code: int, *parts: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith("grader: ")
    assert done.stderr.count("\n") == 1
    for part in parts:
        assert part in done.stderr


@pytest.fixture
def nobody(miss) -> Mapping[str, None]:
    """The variables of who has no home folder, where the machine can make such a user."""
    tried = subprocess.run([*WITHOUT_PASSWD, "true"], capture_output=True, text=True)
    if tried.returncode:
        miss(f"this machine gives no user namespace: {tried.stderr.strip()}")
    return {"HOME": None, "XDG_CACHE_HOME": None}


def test_nobody_without_a_home_grades_like_everybody(nobody) -> None:
    done = started(*ONE_TASK, before=WITHOUT_PASSWD, **nobody)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(PASSED)


def test_doctor_tells_nobody_that_nothing_is_kept(nobody) -> None:
    done = started("doctor", before=WITHOUT_PASSWD, COLUMNS="200", **nobody)
    assert (done.returncode, done.stderr) == (0, "")
    assert "none, since there is no home folder" in done.stdout


@pytest.mark.parametrize("folder", ["", "here"], ids=["empty", "not absolute"])
def test_a_cache_folder_that_is_none_is_passed_over(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder().is_relative_to(tmp_path)


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """A folder with numpy as another Python has it: it cannot be loaded."""
    (tmp_path / "numpy").mkdir()
    (tmp_path / "numpy" / "__init__.py").write_text("import numpy._core._multiarray_umath\n")
    return tmp_path


def test_another_python_s_numpy_is_passed_over(another: Path) -> None:
    done = started(*ONE_TASK, PYTHONPATH=str(another))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(PASSED)


def test_what_is_found_nowhere_else_is_taken_from_pythonpath(tmp_path: Path) -> None:
    """As where the packages were put into a folder of their own (pip's --target)."""
    (tmp_path / "only_here.py").touch()
    program = (
        "from grader import startup; startup.prefer_installed_packages(); "
        "import only_here, numpy; print(numpy.__file__)"
    )
    command = [sys.executable, "-c", program]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert not done.stdout.startswith(str(tmp_path))


def test_who_started_it_may_want_to_hear_of_no_end() -> None:
    """That outlives the start of a program, and how a process of ours ended was lost with it."""
    ignoring = "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); "
    unheard = f"{ignoring}os.execv(sys.argv[1], sys.argv[1:])"
    done = started(*ONE_TASK, before=(sys.executable, "-c", unheard))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(PASSED)


WORDS = {
    "grader/__init__.py": (f'"{__version__}"', f'"{__version__}.copied"'),
    "grader/sandbox/child.py": ('f"{name}: {text}"', 'f"{name} SAYS {text}"'),
    "checks/static/documentation.py": ("the module has no docstring", "the module has NO DOCSTRING"),
    "checks/dynamic/quiet.py": ("the code prints", "the code PRINTS"),
    "reference/assignment.toml": ("0x04. Convolutions and Pooling", "0x04. COPIED"),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, beside the one that is installed, with other words in all of its packages."""
    project = tmp_path_factory.mktemp("copied")
    for name in ("grader", "checks", "reference"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, (before, after) in WORDS.items():
        text = (project / name).read_text()
        assert before in text, name
        (project / name).write_text(text.replace(before, after))
    (project / "class" / "ada").mkdir(parents=True)
    (project / "class" / "ada" / "0-convolve_grayscale_valid.py").write_text(
        "print('x')\ndef convolve_grayscale_valid(images, kernel):\n    raise ValueError('no')\n"
    )
    return project


@pytest.mark.parametrize("path", [None, ".", str(ROOT)], ids=["no PYTHONPATH", "its own folder", "the other's"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("grade", "class/ada", "--format", "json", "--output", "ada.json"),
        ("batch", "class", "--out", ".", "--quiet", "--fresh"),
    ],
    ids=["alone", "in a pool"],
)
def test_a_second_copy_takes_everything_from_itself(arguments: tuple[str, ...], path: str | None, copied: Path) -> None:
    """This process, the static checks', the fork server and a pool's, wherever the installed one is found."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"PYTHONPATH": path} if path else {}
    command = [sys.executable, "-m", "grader"]

    def done(*more: str) -> str:
        ended = subprocess.run([*command, *more], cwd=copied, env=environment, capture_output=True, text=True)
        assert ended.stderr == ""
        return ended.stdout

    (copied / "ada.json").unlink(missing_ok=True)
    assert f"{__version__}.copied" in done("--version")
    done(*arguments)
    text = (copied / "ada.json").read_text()
    wanted = ("ValueError SAYS no", "the module has NO DOCSTRING", "the code PRINTS", "0x04. COPIED")
    assert [word for word in wanted if word not in text] == []


def test_a_numpy_that_cannot_be_loaded_is_told(another: Path) -> None:
    """A second one is nowhere: this Python sees the broken one's folder first, whatever PYTHONPATH says."""
    program = f"import sys; sys.path.insert(0, {str(another)!r}); from grader.__main__ import main; sys.exit(main())"
    command = [sys.executable, "-c", program, *ONE_TASK]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert_one_line(done, 2, "numpy cannot be loaded by", "set the grader up anew")


def test_doctor_blames_no_isolation_for_it(another: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(another)!r}); from grader.cli import run; run(['doctor'])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "COLUMNS": "200"}, capture_output=True, text=True
    )
    assert "this machine refuses it" not in done.stdout
    assert "it cannot be tried, and nothing can be graded: No module named 'numpy._core'" in done.stdout


SIZES = ["0", "-5", "1", "abc", "²", "", "99999999999", "9" * 5000]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size[:12] or "empty")
def test_a_terminal_of_an_impossible_size_is_none(size: str, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    def printed(*arguments: str) -> str:
        assert run(arguments) == 0
        return capsys.readouterr().out

    monkeypatch.delenv("COLUMNS", raising=False)
    usual = printed("explain"), printed("grade", "--help")
    monkeypatch.setenv("COLUMNS", size)
    monkeypatch.setenv("LINES", size)
    assert (printed("explain"), printed("grade", "--help")) == usual


def test_a_terminal_s_own_size_is_kept(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in (60, 150):
        monkeypatch.setenv("COLUMNS", str(size))
        run(["explain"])
        assert max(map(len, capsys.readouterr().out.splitlines())) in range(size - 40, size + 1)


@pytest.mark.parametrize("arguments", [ONE_TASK, ("doctor",), ("grade", ".")], ids=["grade", "doctor", "grade ."])
def test_a_folder_that_was_removed_is_told(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    done = started(*arguments, before=("sh", "-c", 'rmdir ../gone && exec "$@"', "-"), cwd=tmp_path / "gone")
    assert_one_line(done, 2, "the folder that you are in was removed", "cd")


@pytest.mark.parametrize("arguments", [("explain", "loops"), ("batch", "--help")], ids=["a page", "help"])
def test_no_text_is_missing_where_python_throws_docstrings_away(arguments: tuple[str, ...]) -> None:
    done, as_ever = started(*arguments, PYTHONOPTIMIZE="2"), started(*arguments, PYTHONOPTIMIZE=None)
    assert (done.returncode, done.stdout) == (0, as_ever.stdout)


def test_no_assertion_does_anything() -> None:
    """Python can be told to throw them away (PYTHONOPTIMIZE=1)."""
    sources = [file for name in ("grader", "checks", "reference") for file in (ROOT / name).rglob("*.py")]
    assertions = [
        node for file in sources for node in ast.walk(ast.parse(file.read_bytes())) if isinstance(node, ast.Assert)
    ]
    assert len(assertions) > 10
    for assertion in assertions:
        for part in ast.walk(assertion.test):
            assert not isinstance(part, ast.NamedExpr | ast.Await | ast.Yield | ast.YieldFrom)
            assert not isinstance(part, ast.Call) or ast.unparse(part.func) == "isinstance"


def test_no_text_is_missing_where_an_option_says_so() -> None:
    command = [sys.executable, "-X", "utf8", "-OO", "-m", "grader", "explain", "-OO"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.startswith("grader: ")
    command[-1:] = ["loops"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "What: " in done.stdout


@pytest.mark.parametrize("check", task_checks(), ids=lambda check: check.id)
def test_every_check_has_a_page(check) -> None:
    from grader.commands.explain import page

    assert "What: " in (page(check.id) or "")


@pytest.mark.parametrize(
    "arguments", [("explain",), ("explain", "loops"), ("--help",), ("doctor",)], ids=lambda words: " ".join(words)
)
def test_a_full_disk_under_what_is_printed_is_told(arguments: tuple[str, ...]) -> None:
    done = started(*arguments, before=("sh", "-c", 'exec "$@" > /dev/full', "-"))
    assert_one_line(done, 2, "standard output: No space left on device; make room, and give the same command again")


def test_nor_is_a_failure_that_cannot_be_told_a_traceback() -> None:
    """A file on a full disk takes both what is printed and what is said of it."""
    done = started("grade", "no-such-folder", before=("sh", "-c", 'exec "$@" 2> /dev/full', "-"))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


@pytest.mark.parametrize("room", ["16k", "160k"])
def test_a_full_disk_is_one_line_wherever_it_is_met(room: str, tmp_path: Path, miss) -> None:
    """In the journal, or in students' files; on a disk of its own (a tmpfs in a mount namespace)."""
    for name in ("ada", "ben", "cem"):
        shutil.copytree(SUBMISSIONS / "broken_partly_missing", tmp_path / "class" / name)
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f'mount -t tmpfs -o size={room} none {disk} && fallocate -l 8k {disk}/something && exec "$@"'
    before = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "-")
    done = started("batch", str(tmp_path / "class"), "--out", str(disk / "results"), "--quiet", before=before)
    if "unshare" in done.stderr or "mount:" in done.stderr:
        miss(f"this machine gives no mount namespace: {done.stderr.strip()}")
    assert_one_line(done, 2, f"grader: {disk}/results", "give the same command again", "is kept")
    assert "make room" in done.stderr or "no space left on device" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_numpy_starts_no_threads_of_its_own() -> None:
    """Those of its linear algebra wait busily, and take the time of the processes that are at work."""
    script = (
        "import os, sys; sys.argv[1:] = ['grade', 'reference', '--task', '0', '--quiet']; "
        "from grader.__main__ import main; code = main(); "
        "print('threads', len(os.listdir('/proc/self/task'))); sys.exit(code)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("threads 1\n")


def test_ctrl_c_is_held_back_while_modules_are_loaded_and_not_lost() -> None:
    reached = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(reached)
    assert reached == ["what is loaded"]


def interrupted(reached: list[str]) -> None:
    with undisturbed():
        os.kill(os.getpid(), signal.SIGINT)
        reached.append("what is loaded")
    reached.append("what follows")
