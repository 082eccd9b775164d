"""Which system calls the student's code may make: a list of what numpy and Python need, and an end for the rest.

Whatever is not named gets EPERM, so that honest code meets a PermissionError it can read. What is never an accident
ends the process (SIGSYS). Numbers are pairs: x86_64, aarch64; None where the machine has no such call.
Sources: linux/seccomp.h, linux/filter.h, asm/unistd_64.h, asm-generic/unistd.h, sched.h, fcntl.h.
"""

import ctypes
import errno
import struct
from collections.abc import Iterable

from grader.sandbox.linux import SECCOMP, Architecture, Kernel

Numbers = tuple[int | None, int | None]

ALLOWED: dict[str, Numbers] = {
    # reading and writing what is open already, and what Landlock lets be opened
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "pwrite64": (18, 68), "close": (3, 57), "close_range": (436, 436), "lseek": (8, 62), "fstat": (5, 80), "newfstatat": (262, 79),
    "stat": (4, None), "lstat": (6, None), "statx": (332, 291), "access": (21, None), "faccessat": (269, 48),
    "faccessat2": (439, 439), "readlink": (89, None), "readlinkat": (267, 78), "open": (2, None), "openat": (257, 56),
    "getdents64": (217, 61), "getcwd": (79, 17), "dup": (32, 23), "dup2": (33, None), "dup3": (292, 24),
    "pipe": (22, None), "pipe2": (293, 59), "poll": (7, None), "ppoll": (271, 73), "select": (23, None),
    "pselect6": (270, 72),
    # memory
    "mmap": (9, 222), "munmap": (11, 215), "mprotect": (10, 226), "mremap": (25, 216), "madvise": (28, 233),
    "brk": (12, 214), "membarrier": (324, 283),
    # signals to oneself, threads
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128), "futex": (202, 98), "set_robust_list": (273, 99), "rseq": (334, 293),
    "sched_yield": (24, 124), "sched_getaffinity": (204, 123), "getcpu": (309, 168), "exit": (60, 93),
    "exit_group": (231, 94),
    # time
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "gettimeofday": (96, 169), "time": (201, None), "times": (100, 153),
    # who and where one is
    "getrusage": (98, 165), "sysinfo": (99, 179), "uname": (63, 160), "getpid": (39, 172), "gettid": (186, 178),
    "getppid": (110, 173), "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177),
    "getrlimit": (97, 163), "getrandom": (318, 278),
}  # fmt: skip

NEVER_AN_ACCIDENT: dict[str, Numbers] = {
    # other processes' memory
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "kcmp": (312, 272), "pidfd_getfd": (438, 438),
    # the kernel's own machinery
    "bpf": (321, 280), "perf_event_open": (298, 241), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "userfaultfd": (323, 282), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224),
    "swapoff": (168, 225),
    # the tree of files, namespaces
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fspick": (433, 433), "mount_setattr": (442, 442), "open_tree_attr": (467, 467), "unshare": (272, 97),
    "setns": (308, 268), "chroot": (161, 51), "open_by_handle_at": (304, 265),
}  # fmt: skip

CLONE3 = (435, 435)  # its flags lie in memory, where no filter sees them; libc then falls back to clone
KILL, TGKILL, PRLIMIT, CLONE = (62, 129), (234, 131), (302, 261), (56, 220)
FCNTL, IOCTL, PRCTL = (72, 25), (16, 29), (157, 167)

CLONE_THREAD = 0x00010000
CLONE_NAMESPACES = 0x7E020000  # every CLONE_NEW flag that clone(2) takes
FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC
# TCGETS and TCGETS2 (isatty), TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
IOCTL_COMMANDS = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
PRCTL_COMMANDS = (15, 16)  # PR_SET_NAME, PR_GET_NAME: of the thread

RET_KILL_PROCESS, RET_ERRNO, RET_ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
RET_EPERM, RET_ENOSYS = RET_ERRNO | errno.EPERM, RET_ERRNO | 38  # ENOSYS has another number elsewhere
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCH, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data; an argument's low word comes first
X32 = 0x40000000
INSTRUCTION_BYTES = 8

SET_MODE_FILTER = 1
Instruction = bytes


def enter(kernel: Kernel, program: bytes) -> None:
    """Put this thread, and what it starts, under a filter, for good; it has no_new_privs."""
    instructions = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HP", len(program) // INSTRUCTION_BYTES, ctypes.addressof(instructions))  # struct sock_fprog
    kernel.syscall(SECCOMP, SET_MODE_FILTER, 0, head)


def instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> Instruction:
    """One struct sock_filter; a jump counts the instructions it skips."""
    return struct.pack("=HBBI", code, if_true, if_false, value)


def filter_for(pid: int, arch: Architecture) -> bytes:
    """The filter for the process `pid`, an array of struct sock_filter."""
    tail = _TAILS.get(arch) or _TAILS.setdefault(arch, b"".join(_tail(arch)))
    own = [_when(numbers[arch.column], _argument_in(0, (pid,))) for numbers in (KILL, TGKILL)]
    own.append(_when(PRLIMIT[arch.column], _argument_in(0, (0, pid))))
    return b"".join([*_head(arch), *own, tail])


def _head(arch: Architecture) -> list[Instruction]:
    """Foreign machine modes end the process; the number is loaded."""
    return [
        instruction(LOAD, ARCH),
        instruction(JUMP_EQUAL, arch.audit, 1, 0),
        instruction(RETURN, RET_KILL_PROCESS),
        instruction(LOAD, NUMBER),
        instruction(JUMP_AT_LEAST, X32, 0, 1),
        instruction(RETURN, RET_KILL_PROCESS),
    ]


def _tail(arch: Architecture) -> Iterable[Instruction]:
    """All that does not depend on the process."""
    thread = [
        instruction(LOAD, ARGUMENTS),
        instruction(JUMP_ANY_BIT, CLONE_NAMESPACES, 2, 0),
        instruction(JUMP_ANY_BIT, CLONE_THREAD, 0, 1),
        instruction(RETURN, RET_ALLOW),
        instruction(RETURN, RET_EPERM),
    ]
    yield _when(CLONE[arch.column], thread)
    for numbers, commands in ((FCNTL, FCNTL_COMMANDS), (IOCTL, IOCTL_COMMANDS)):
        yield _when(numbers[arch.column], _argument_in(1, commands))
    yield _when(PRCTL[arch.column], _argument_in(0, PRCTL_COMMANDS))
    answers = ((RET_ALLOW, ALLOWED.values()), (RET_KILL_PROCESS, NEVER_AN_ACCIDENT.values()), (RET_ENOSYS, [CLONE3]))
    for answer, calls in answers:
        for call in calls:
            number = call[arch.column]
            if number is not None:
                yield _when(number, [instruction(RETURN, answer)])
    yield instruction(RETURN, RET_EPERM)


def _when(number: int, then: list[Instruction]) -> bytes:
    """`then`, which returns, for the call with this number; the number stays loaded for whoever comes after."""
    return b"".join([instruction(JUMP_EQUAL, number, 0, len(then)), *then])


def _argument_in(index: int, values: tuple[int, ...]) -> list[Instruction]:
    """Allow when the low word of an argument, all the kernel looks at here, is one of the values."""
    load = instruction(LOAD, ARGUMENTS + 8 * index)
    tests = [instruction(JUMP_EQUAL, value, len(values) - n, 0) for n, value in enumerate(values)]
    return [load, *tests, instruction(RETURN, RET_EPERM), instruction(RETURN, RET_ALLOW)]


_TAILS: dict[Architecture, bytes] = {}
