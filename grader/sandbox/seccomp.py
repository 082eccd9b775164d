"""Puts `syscalls` into a filter of seccomp(2), in classic BPF. Sources: linux/seccomp.h, linux/filter.h."""

import ctypes
import errno
import struct
from collections.abc import Iterable, Iterator

from grader.sandbox.linux import SECCOMP, Architecture, Kernel
from grader.sandbox.syscalls import ALLOWED, BY_ARGUMENT, NEVER_AN_ACCIDENT, Answer, Decision, Numbers, by_process

SET_MODE_FILTER = 1
LOAD, AND, JUMP_EQUAL, JUMP_AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
NUMBER, ARCH, ARGUMENTS, ARGUMENT_BYTES = 0, 4, 16, 8  # in struct seccomp_data; an argument's low word comes first
X32 = 0x40000000  # marks the calls of another mode of x86_64
INSTRUCTION_BYTES = 8
KILL_PROCESS, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
ENOSYS = 38  # Linux's, on whatever this is imported
ANSWERS = {
    Answer.ALLOW: ALLOW,
    Answer.REFUSE: ERRNO | errno.EPERM,
    Answer.NOT_IMPLEMENTED: ERRNO | ENOSYS,
    Answer.END: KILL_PROCESS,
}


def enter(kernel: Kernel, program: bytes) -> None:
    """Put this thread, and what it starts, under a filter, for good; it has no_new_privs."""
    instructions = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HP", len(program) // INSTRUCTION_BYTES, ctypes.addressof(instructions))  # struct sock_fprog
    kernel.syscall(SECCOMP, SET_MODE_FILTER, 0, head)


def instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """One struct sock_filter; a jump counts the instructions it skips."""
    return struct.pack("=HBBI", code, if_true, if_false, value)


def filter_for(pid: int, arch: Architecture) -> bytes:
    """The filter for the process `pid`, an array of struct sock_filter."""
    if arch not in _rest:
        _rest[arch] = b"".join(_whatever_the_process(arch))
    own = [_decide(decision, arch) for decision in by_process(pid).values()]
    return b"".join([*_other_modes_end(arch), *own, _rest[arch]])


_rest: dict[Architecture, bytes] = {}


def _other_modes_end(arch: Architecture) -> list[bytes]:
    """Calls of another machine mode end the process; then the call's number is loaded."""
    return [
        instruction(LOAD, ARCH),
        instruction(JUMP_EQUAL, arch.audit, 1, 0),
        _answer(Answer.END),
        instruction(LOAD, NUMBER),
        instruction(JUMP_AT_LEAST, X32, 0, 1),
        _answer(Answer.END),
    ]


def _whatever_the_process(arch: Architecture) -> Iterator[bytes]:
    for decision in BY_ARGUMENT.values():
        yield _decide(decision, arch)
    for answer, calls in ((Answer.ALLOW, ALLOWED), (Answer.END, NEVER_AN_ACCIDENT)):
        for numbers in calls.values():
            yield _when(numbers, arch, [_answer(answer)])
    yield _answer(Answer.REFUSE)


def _decide(decision: Decision, arch: Architecture) -> bytes:
    steps: list[bytes] = []
    for argument, mask, values, answer in decision.rules:
        steps += [instruction(LOAD, ARGUMENTS + ARGUMENT_BYTES * argument), instruction(AND, mask)]
        last = len(values) - 1
        steps += [instruction(JUMP_EQUAL, value, last - n, 1 if n == last else 0) for n, value in enumerate(values)]
        steps.append(_answer(answer))
    return _when(decision.numbers, arch, [*steps, _answer(decision.otherwise)])


def _when(numbers: Numbers, arch: Architecture, then: Iterable[bytes]) -> bytes:
    """`then`, which answers, for this call; the number stays loaded for whoever comes after."""
    number, steps = numbers[arch.column], list(then)
    return b"" if number is None else b"".join([instruction(JUMP_EQUAL, number, 0, len(steps)), *steps])


def _answer(answer: Answer) -> bytes:
    return instruction(RETURN, ANSWERS[answer])
