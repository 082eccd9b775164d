"""What the filter answers, worked out as the kernel would: so that both machines are tested on either."""

import struct

import pytest

from grader.sandbox import seccomp
from grader.sandbox.linux import ARCHITECTURES, Architecture
from grader.sandbox.seccomp import RET_ALLOW, RET_ENOSYS, RET_EPERM, RET_KILL_PROCESS

PID = 4711
MACHINES = pytest.mark.parametrize("arch", ARCHITECTURES.values(), ids=ARCHITECTURES)


def answer(arch: Architecture, number: int, *arguments: int, audit: int | None = None) -> int:
    """What the filter says of a call: the classic BPF that seccomp(2) runs on struct seccomp_data."""
    words = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("=II Q 6Q", number & 0xFFFFFFFF, arch.audit if audit is None else audit, 0, *words)
    program = list(struct.iter_unpack("=HBBI", seccomp.filter_for(PID, arch)))
    loaded, at = 0, 0
    while True:
        code, if_true, if_false, value = program[at]
        at += 1
        if code == seccomp.RETURN:
            return value
        if code == seccomp.LOAD:
            (loaded,) = struct.unpack_from("=I", data, value)
            continue
        tests = {
            seccomp.JUMP_EQUAL: loaded == value,
            seccomp.JUMP_AT_LEAST: loaded >= value,
            seccomp.JUMP_ANY_BIT: bool(loaded & value),
        }
        at += if_true if tests[code] else if_false


def named(calls: dict[str, seccomp.Numbers], arch: Architecture) -> list[int]:
    return [numbers[arch.column] for numbers in calls.values() if numbers[arch.column] is not None]


@MACHINES
def test_what_numpy_and_python_need_is_allowed(arch: Architecture) -> None:
    assert {answer(arch, number) for number in named(seccomp.ALLOWED, arch)} == {RET_ALLOW}


@MACHINES
def test_what_is_never_an_accident_ends_the_process(arch: Architecture) -> None:
    assert {answer(arch, number) for number in named(seccomp.NEVER_AN_ACCIDENT, arch)} == {RET_KILL_PROCESS}


@MACHINES
def test_all_else_is_refused(arch: Architecture) -> None:
    conditional = {
        numbers[arch.column]
        for numbers in (
            *(seccomp.KILL, seccomp.TGKILL, seccomp.PRLIMIT, seccomp.CLONE, seccomp.CLONE3),
            *(seccomp.FCNTL, seccomp.IOCTL, seccomp.PRCTL),
        )
    }
    decided = {*named(seccomp.ALLOWED, arch), *named(seccomp.NEVER_AN_ACCIDENT, arch), *conditional}
    assert {answer(arch, number) for number in range(1024) if number not in decided} == {RET_EPERM}


@MACHINES
@pytest.mark.parametrize(
    ("call", "arguments", "expected"),
    [
        pytest.param("KILL", (PID, 9), RET_ALLOW, id="a signal to oneself"),
        pytest.param("TGKILL", (PID, PID + 1, 6), RET_ALLOW, id="a signal to one's own thread"),
        pytest.param("PRLIMIT", (0, 7), RET_ALLOW, id="one's own limits"),
        pytest.param("PRLIMIT", (PID, 7), RET_ALLOW, id="one's own limits by name"),
        pytest.param("CLONE", (0x3D0F00,), RET_ALLOW, id="a thread as libc starts it"),
        pytest.param("FCNTL", (1, 3), RET_ALLOW, id="the flags of a descriptor"),
        pytest.param("IOCTL", (1, 0x5401), RET_ALLOW, id="whether it is a terminal"),
        pytest.param("PRCTL", (15, 0), RET_ALLOW, id="the name of a thread"),
        pytest.param("CLONE3", (0, 88), RET_ENOSYS, id="clone3, so that libc takes clone"),
        pytest.param("KILL", (1, 9), RET_EPERM, id="a signal to the fork server"),
        pytest.param("KILL", (0, 9), RET_EPERM, id="a signal to the group"),
        pytest.param("KILL", (0xFFFFFFFF, 9), RET_EPERM, id="a signal to all"),
        pytest.param("KILL", (-PID & 0xFFFFFFFF, 9), RET_EPERM, id="a signal to a group by name"),
        pytest.param("TGKILL", (PID + 1, PID + 1, 9), RET_EPERM, id="a signal to another's thread"),
        pytest.param("PRLIMIT", (1, 7), RET_EPERM, id="another's limits"),
        pytest.param("CLONE", (17,), RET_EPERM, id="a fork"),
        pytest.param("CLONE", (0x4111,), RET_EPERM, id="a vfork"),
        pytest.param("CLONE", (0x10000000 | 0x10000,), RET_EPERM, id="a thread in a new user namespace"),
        pytest.param("FCNTL", (1, 8), RET_EPERM, id="who gets the signals of a descriptor"),
        pytest.param("FCNTL", (1, 1024), RET_EPERM, id="a lease"),
        pytest.param("FCNTL", (1, 6), RET_EPERM, id="a lock"),
        pytest.param("IOCTL", (0, 0x5412), RET_EPERM, id="typing into a terminal"),
        pytest.param("PRCTL", (4, 1), RET_EPERM, id="being looked at"),
        pytest.param("PRCTL", (1, 0), RET_EPERM, id="outliving the parent"),
    ],
)
def test_some_calls_are_decided_by_what_they_ask(arch: Architecture, call: str, arguments, expected: int) -> None:
    assert answer(arch, getattr(seccomp, call)[arch.column], *arguments) == expected


@MACHINES
def test_other_machine_modes_end_the_process(arch: Architecture) -> None:
    """32-bit calls have another audit number, x32's have a bit set: getpid, in each."""
    assert answer(arch, 20, audit=0x40000003) == RET_KILL_PROCESS
    assert answer(arch, 39 | seccomp.X32) == RET_KILL_PROCESS
    assert answer(arch, -1) == RET_KILL_PROCESS


def test_the_same_call_has_one_answer() -> None:
    for column in range(2):
        numbers = [pair[column] for table in (seccomp.ALLOWED, seccomp.NEVER_AN_ACCIDENT) for pair in table.values()]
        known = [number for number in numbers if number is not None]
        assert len(known) == len(set(known))
