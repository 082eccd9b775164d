"""Which level a machine gives. What it refuses is refused by the kernel: by a filter put over a process of its own."""

import errno
import subprocess
import sys

import pytest

from grader.sandbox.levels import LEVELS, at_least
from grader.sandbox.server import IsolationError, ZygoteProcess
from tests.conftest import ROOT

REFUSING = """
import errno, sys
from grader.sandbox import linux, seccomp
from grader.sandbox.levels import at_least
from grader.sandbox.linux import Kernel
from grader.sandbox.seccomp import ALLOW, ERRNO, JUMP_EQUAL, LOAD, NUMBER, RETURN, instruction

arch = linux.architecture()
number, answer = int(sys.argv[1 + arch.column]), int(sys.argv[3])
kernel = Kernel(arch)
kernel.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
seccomp.enter(kernel, b"".join([
    instruction(LOAD, NUMBER), instruction(JUMP_EQUAL, number, 0, 1), instruction(RETURN, ERRNO | answer),
    instruction(RETURN, ALLOW),
]))
"""
TAKEN = """
from grader.sandbox.client import Sandbox
from grader.sandbox.server import ZygoteProcess
with Sandbox(ZygoteProcess(at_least("limits"))) as box:
    print(box.isolation)
"""
GRADE = """
from grader.cli import run
sys.exit(run(["grade", "reference", "--isolation", sys.argv[4]]))
"""
UNSHARE, MOUNT, LANDLOCK, SECCOMP = ("272", "97"), ("165", "40"), ("444", "444"), ("317", "277")


def refused(code: str, call: tuple[str, str], answer: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", REFUSING + code, *call, str(answer), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("call", "answer", "level"),
    [
        pytest.param(("1023", "1023"), errno.EPERM, "full", id="nothing"),
        pytest.param(UNSHARE, errno.EPERM, "landlock", id="namespaces, as in a container"),
        pytest.param(MOUNT, errno.EACCES, "landlock", id="the first mount in a new namespace, as on some systems"),
        pytest.param(LANDLOCK, errno.ENOSYS, "limits", id="Landlock, as an old kernel does"),
        pytest.param(LANDLOCK, errno.EOPNOTSUPP, "limits", id="Landlock, where it is switched off"),
        pytest.param(SECCOMP, errno.EINVAL, "limits", id="seccomp"),
    ],
)
def test_the_best_level_is_taken_that_is_not_refused(call, answer: int, level: str, need) -> None:
    need("full")
    done = refused(TAKEN, call, answer)
    assert (done.stdout, done.stderr) == (f"{level}\n", "")


@pytest.mark.parametrize(
    ("call", "asked"), [(UNSHARE, "full"), (LANDLOCK, "landlock")], ids=["less than full", "less than landlock"]
)
def test_less_than_was_asked_for_is_no_grade(call, asked: str, need) -> None:
    need("full")
    done = refused(GRADE, call, errno.EPERM, asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"grader: this machine lacks isolation `{asked}`: [Errno 1]")
    assert done.stderr.count("\n") == 1


def test_what_is_asked_for_alone_is_not_replaced_by_less() -> None:
    assert at_least("full") == (LEVELS["full"],)
    assert at_least("landlock") == (LEVELS["full"], LEVELS["landlock"])
    assert at_least("limits") == tuple(LEVELS.values())


def test_a_fork_server_that_is_refused_says_so_whenever_it_is_asked(monkeypatch) -> None:
    monkeypatch.setattr("grader.sandbox.server.BOOT", "import socket, sys; socket.socket(fileno=int(sys.argv[1]))"
                        ".send(bytes([255]) + b'refused')")  # fmt: skip
    with ZygoteProcess() as zygote:
        for _ in range(2):
            with pytest.raises(IsolationError, match="refused"):
                _ = zygote.layers
