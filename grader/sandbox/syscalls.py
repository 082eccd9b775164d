"""Which system calls the student's code may make: what numpy and Python need, and how they may be asked.

Whatever is not named is refused with EPERM, so that honest code meets a PermissionError it can read. What is never an
accident ends the process (SIGSYS). Sources: asm/unistd_64.h, asm-generic/unistd.h, linux/sched.h, fcntl.h, futex.h,
prctl.h, asm-generic/ioctls.h.
"""

import enum
from typing import NamedTuple

Numbers = tuple[int | None, int | None]  # on x86_64, on aarch64; None where the machine has no such call

ALLOWED: dict[str, Numbers] = {
    # reading and writing what is open already, and what Landlock lets be opened
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "pwrite64": (18, 68), "close": (3, 57), "close_range": (436, 436), "lseek": (8, 62), "fstat": (5, 80),
    "newfstatat": (262, 79), "stat": (4, None), "lstat": (6, None), "statx": (332, 291), "access": (21, None),
    "faccessat": (269, 48), "faccessat2": (439, 439), "readlink": (89, None), "readlinkat": (267, 78),
    "getdents64": (217, 61), "getcwd": (79, 17), "dup": (32, 23), "dup2": (33, None), "dup3": (292, 24),
    "pipe": (22, None), "pipe2": (293, 59), "poll": (7, None), "ppoll": (271, 73), "select": (23, None),
    "pselect6": (270, 72),
    # memory
    "mmap": (9, 222), "munmap": (11, 215), "mprotect": (10, 226), "mremap": (25, 216), "madvise": (28, 233),
    "brk": (12, 214), "membarrier": (324, 283),
    # signals to oneself, threads
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128), "set_robust_list": (273, 99), "rseq": (334, 293),
    "rt_sigpending": (127, 136), "alarm": (37, None), "setitimer": (38, 103), "getitimer": (36, 102),
    "sched_yield": (24, 124), "getcpu": (309, 168), "exit": (60, 93),
    "exit_group": (231, 94),
    # time
    "nanosleep": (35, 101),
    "gettimeofday": (96, 169), "time": (201, None), "times": (100, 153),
    # who and where one is
    "getrusage": (98, 165), "sysinfo": (99, 179), "uname": (63, 160), "getpid": (39, 172), "gettid": (186, 178),
    "getppid": (110, 173), "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177),
    "getrlimit": (97, 163), "getrandom": (318, 278), "getgroups": (115, 158), "getresuid": (118, 148),
    "getresgid": (120, 150), "getpgrp": (111, None), "umask": (95, 166), "chdir": (80, 49),
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


class Answer(enum.Enum):
    """What the filter does with a call."""

    ALLOW = enum.auto()
    REFUSE = enum.auto()  # EPERM
    NOT_IMPLEMENTED = enum.auto()  # ENOSYS
    END = enum.auto()  # the process


class Rule(NamedTuple):
    """`answer` where an argument's low word, in the bits of `mask`, is one of `values`.

    The low word is all that the kernel looks at in the arguments that are asked for here.
    """

    argument: int
    mask: int
    values: tuple[int, ...]
    answer: Answer = Answer.ALLOW


class Decision(NamedTuple):
    """A call that depends on what it asks: the first rule that fits, or the last word."""

    numbers: Numbers
    rules: tuple[Rule, ...]
    otherwise: Answer = Answer.REFUSE


WORD = 0xFFFFFFFF
THREAD = 0x00010F00  # CLONE_VM, FS, FILES, SIGHAND and THREAD: nothing of its own but the stack
NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW flag that clone(2) takes
NOT_FOR_ACCESS, UNNAMED = 3, 0x400000  # an open that asks for no right, which Landlock lets pass; O_TMPFILE
FUTEX_PRIVATE, FUTEX_COMMAND, FUTEX_WAITS = 128, WORD ^ 256, (0, 9)  # without FUTEX_CLOCK_REALTIME
CLOCKS = WORD ^ 15  # of the system and of oneself; the others are other processes'
_OPEN = ((NOT_FOR_ACCESS, NOT_FOR_ACCESS), (UNNAMED, UNNAMED))

BY_ARGUMENT: dict[str, Decision] = {
    "clone": Decision((56, 220), (Rule(0, THREAD | NEW_NAMESPACES, (THREAD,)),)),
    "open": Decision((2, None), tuple(Rule(1, m, (v,), Answer.REFUSE) for m, v in _OPEN), Answer.ALLOW),
    "openat": Decision((257, 56), tuple(Rule(2, m, (v,), Answer.REFUSE) for m, v in _OPEN), Answer.ALLOW),
    # Other processes can be woken through a page of a file. Waiting for a thread's end is not private in libc.
    "futex": Decision((202, 98), (Rule(1, FUTEX_PRIVATE, (FUTEX_PRIVATE,)), Rule(1, FUTEX_COMMAND, FUTEX_WAITS))),
    "clock_gettime": Decision((228, 113), (Rule(0, CLOCKS, (0,)),)),
    "clock_getres": Decision((229, 114), (Rule(0, CLOCKS, (0,)),)),
    "clock_nanosleep": Decision((230, 115), (Rule(0, CLOCKS, (0,)),)),
    # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC
    "fcntl": Decision((72, 25), (Rule(1, WORD, (0, 1, 2, 3, 4, 1030)),)),
    # TCGETS and TCGETS2 (isatty), TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
    "ioctl": Decision((16, 29), (Rule(1, WORD, (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),)),
    "prctl": Decision((157, 167), (Rule(0, WORD, (15, 16)),)),  # PR_SET_NAME, PR_GET_NAME: of the thread
    # Its flags lie in memory, where no filter sees them; libc then falls back to clone.
    "clone3": Decision((435, 435), (), Answer.NOT_IMPLEMENTED),
}


def by_process(pid: int) -> dict[str, Decision]:
    """What the process `pid` may do to itself, and to no other."""
    own = (Rule(0, WORD, (pid,)),)
    own_or_zero = (Rule(0, WORD, (0, pid)),)
    return {
        "kill": Decision((62, 129), own),
        "tgkill": Decision((234, 131), own),
        "prlimit64": Decision((302, 261), own_or_zero),
        "sched_getaffinity": Decision((204, 123), own_or_zero),
    }
