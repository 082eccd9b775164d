"""What the filter answers, worked out as the kernel would: so that both machines are tested on either."""

import struct

import pytest

from grader.sandbox import seccomp
from grader.sandbox.linux import ARCHITECTURES, Architecture
from grader.sandbox.syscalls import ALLOWED, BY_ARGUMENT, NEVER_AN_ACCIDENT, Answer, Numbers, by_process

PID = 4711
MACHINES = pytest.mark.parametrize("arch", ARCHITECTURES.values(), ids=ARCHITECTURES)


def answer(arch: Architecture, number: int, *arguments: int, audit: int | None = None) -> Answer:
    """What the filter says of a call: the classic BPF that seccomp(2) runs on struct seccomp_data."""
    words = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("=II Q 6Q", number & 0xFFFFFFFF, arch.audit if audit is None else audit, 0, *words)
    program = list(struct.iter_unpack("=HBBI", seccomp.filter_for(PID, arch)))
    loaded, at = 0, 0
    while True:
        code, if_true, if_false, value = program[at]
        at += 1
        if code == seccomp.RETURN:
            return next(answer for answer, returned in seccomp.ANSWERS.items() if returned == value)
        if code == seccomp.LOAD:
            (loaded,) = struct.unpack_from("=I", data, value)
            continue
        if code == seccomp.AND:
            loaded &= value
            continue
        tests = {seccomp.JUMP_EQUAL: loaded == value, seccomp.JUMP_AT_LEAST: loaded >= value}
        at += if_true if tests[code] else if_false


def named(calls: dict[str, Numbers], arch: Architecture) -> list[int]:
    return [numbers[arch.column] for numbers in calls.values() if numbers[arch.column] is not None]


@MACHINES
def test_what_numpy_and_python_need_is_allowed(arch: Architecture) -> None:
    assert {answer(arch, number) for number in named(ALLOWED, arch)} == {Answer.ALLOW}


@MACHINES
def test_what_is_never_an_accident_ends_the_process(arch: Architecture) -> None:
    assert {answer(arch, number) for number in named(NEVER_AN_ACCIDENT, arch)} == {Answer.END}


@MACHINES
def test_all_else_is_refused(arch: Architecture) -> None:
    conditional = {decision.numbers[arch.column] for decision in (*BY_ARGUMENT.values(), *by_process(PID).values())}
    decided = {*named(ALLOWED, arch), *named(NEVER_AN_ACCIDENT, arch), *conditional}
    assert {answer(arch, number) for number in range(1024) if number not in decided} == {Answer.REFUSE}


@MACHINES
@pytest.mark.parametrize(
    ("call", "arguments", "expected"),
    [
        pytest.param("kill", (PID, 9), Answer.ALLOW, id="a signal to oneself"),
        pytest.param("tgkill", (PID, PID + 1, 6), Answer.ALLOW, id="a signal to one's own thread"),
        pytest.param("prlimit64", (0, 7), Answer.ALLOW, id="one's own limits"),
        pytest.param("prlimit64", (PID, 7), Answer.ALLOW, id="one's own limits by name"),
        pytest.param("clone", (0x3D0F00,), Answer.ALLOW, id="a thread as libc starts it"),
        pytest.param("fcntl", (1, 3), Answer.ALLOW, id="the flags of a descriptor"),
        pytest.param("ioctl", (1, 0x5401), Answer.ALLOW, id="whether it is a terminal"),
        pytest.param("prctl", (15, 0), Answer.ALLOW, id="the name of a thread"),
        pytest.param("openat", (-100 & 0xFFFFFFFF, 0, 0o2000000), Answer.ALLOW, id="reading a file"),
        pytest.param("openat", (-100 & 0xFFFFFFFF, 0, 0o1101), Answer.ALLOW, id="writing, which Landlock decides"),
        pytest.param("futex", (0, 128 | 1), Answer.ALLOW, id="waking one's own threads"),
        pytest.param("futex", (0, 256 | 9), Answer.ALLOW, id="waiting for a thread to end"),
        pytest.param("clock_gettime", (3,), Answer.ALLOW, id="a thread's own time"),
        pytest.param("sched_getaffinity", (0, 128), Answer.ALLOW, id="one's own processors"),
        pytest.param("openat", (-100 & 0xFFFFFFFF, 0, 3), Answer.REFUSE, id="opening for no access"),
        pytest.param("openat", (-100 & 0xFFFFFFFF, 0, 0o20200002), Answer.REFUSE, id="a file without a name"),
        pytest.param("futex", (0, 1), Answer.REFUSE, id="waking other processes"),
        pytest.param("clock_gettime", ((~1 << 3 | 2) & 0xFFFFFFFF,), Answer.REFUSE, id="another's time"),
        pytest.param("sched_getaffinity", (1, 128), Answer.REFUSE, id="another's processors"),
        pytest.param("clone", (0x3D0F00 ^ 0x400,), Answer.REFUSE, id="a thread with descriptors of its own"),
        pytest.param("clone3", (0, 88), Answer.NOT_IMPLEMENTED, id="clone3, so that libc takes clone"),
        pytest.param("kill", (1, 9), Answer.REFUSE, id="a signal to the fork server"),
        pytest.param("kill", (0, 9), Answer.REFUSE, id="a signal to the group"),
        pytest.param("kill", (0xFFFFFFFF, 9), Answer.REFUSE, id="a signal to all"),
        pytest.param("kill", (-PID & 0xFFFFFFFF, 9), Answer.REFUSE, id="a signal to a group by name"),
        pytest.param("tgkill", (PID + 1, PID + 1, 9), Answer.REFUSE, id="a signal to another's thread"),
        pytest.param("prlimit64", (1, 7), Answer.REFUSE, id="another's limits"),
        pytest.param("clone", (17,), Answer.REFUSE, id="a fork"),
        pytest.param("clone", (0x4111,), Answer.REFUSE, id="a vfork"),
        pytest.param("clone", (0x10000000 | 0x10000,), Answer.REFUSE, id="a thread in a new user namespace"),
        pytest.param("fcntl", (1, 8), Answer.REFUSE, id="who gets the signals of a descriptor"),
        pytest.param("fcntl", (1, 1024), Answer.REFUSE, id="a lease"),
        pytest.param("fcntl", (1, 6), Answer.REFUSE, id="a lock"),
        pytest.param("ioctl", (0, 0x5412), Answer.REFUSE, id="typing into a terminal"),
        pytest.param("prctl", (4, 1), Answer.REFUSE, id="being looked at"),
        pytest.param("prctl", (1, 0), Answer.REFUSE, id="outliving the parent"),
    ],
)
def test_some_calls_are_decided_by_what_they_ask(arch: Architecture, call: str, arguments, expected: int) -> None:
    number = {**BY_ARGUMENT, **by_process(PID)}[call].numbers[arch.column]
    assert answer(arch, number, *arguments) is expected


@MACHINES
def test_other_machine_modes_end_the_process(arch: Architecture) -> None:
    """32-bit calls have another audit number, x32's have a bit set: getpid, in each."""
    assert answer(arch, 20, audit=0x40000003) == Answer.END
    assert answer(arch, 39 | seccomp.X32) == Answer.END
    assert answer(arch, -1) == Answer.END


def test_the_same_call_has_one_answer() -> None:
    for column in range(2):
        numbers = [pair[column] for table in (ALLOWED, NEVER_AN_ACCIDENT) for pair in table.values()]
        known = [number for number in numbers if number is not None]
        assert len(known) == len(set(known))
