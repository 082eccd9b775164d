"""Attacks on the kernel: calls that no numpy code makes. Those that are never an accident end the process.

The first kind is shown to be stopped by the filter, and not by something else, by the kernel's answering without it,
whatever it answers: what a call may do differs from machine to machine.
"""

from checks.model import Verdict
from grader.sandbox.levels import Layer
from tests.attacks.attack import Attack

OWN = Layer.SECCOMP | Layer.LANDLOCK | Layer.RLIMITS  # what is made then goes with its namespaces
BEYOND = 0xFFFF  # no such command, process or descriptor: the answer is an error, and nothing happens

X32 = 0x40000000  # the bit that marks a call of x86_64's other ABI

# name, number on x86_64, on aarch64, arguments
ENDED = (
    ("ptrace", 101, 117, "BEYOND, 0, 0, 0"),
    ("process_vm_readv", 310, 270, "os.getppid(), 0, 0, 0, 0, BEYOND"),
    ("process_vm_writev", 311, 271, "os.getppid(), 0, 0, 0, 0, BEYOND"),
    ("process_madvise", 440, 440, "-1, 0, 0, 0, BEYOND"),
    ("kcmp", 312, 272, "1, 1, BEYOND, 0, 0"),
    ("pidfd_getfd", 438, 438, "-1, 0, 0"),
    ("bpf", 321, 280, "BEYOND, 0, 0"),
    ("perf_event_open", 298, 241, "0, 0, -1, -1, 0"),
    ("io_uring_setup", 425, 425, "0, 0"),
    ("io_uring_enter", 426, 426, "-1, 0, 0, 0, 0, 0"),
    ("userfaultfd", 323, 282, "BEYOND"),
    ("unshare", 272, 97, "0"),
    ("setns", 308, 268, "-1, 0"),
    ("mount", 165, 40, "0, 0, 0, 0, 0"),
    ("umount2", 166, 39, "0, BEYOND"),
    ("pivot_root", 155, 41, "0, 0"),
    ("chroot", 161, 51, "0"),
    ("open_tree", 428, 428, "-1, 0, BEYOND"),
    ("move_mount", 429, 429, "-1, 0, -1, 0, BEYOND"),
    ("fsopen", 430, 430, "0, BEYOND"),
    ("mount_setattr", 442, 442, "-1, 0, BEYOND, 0, 0"),
    ("keyctl", 250, 219, "BEYOND, 0, 0, 0, 0"),
    ("add_key", 248, 217, "0, 0, 0, 0, 0"),
    ("request_key", 249, 218, "0, 0, 0, 0"),
    ("init_module", 175, 105, "0, 0, 0"),
    ("finit_module", 313, 273, "-1, 0, BEYOND"),
    ("kexec_load", 246, 104, "0, BEYOND, 0, BEYOND"),
    ("reboot", 169, 142, "0, 0, 0, 0"),
    ("swapon", 167, 224, "0, 0"),
    ("open_by_handle_at", 304, 265, "-1, 0, 0"),
    ("getpid as x32 has it", X32 | 39, X32 | 172, ""),
)

# what an ordinary program may do, and a student's cannot
REFUSED = (
    ("memory that no limit counts", "os.memfd_create('attack')"),
    ("watching files", "syscall(294, 26, 0)"),
    ("watching the whole tree of files", "syscall(300, 262, 0x200, 0)"),
    ("waking who waits at a page of a file", "syscall(202, 98, ctypes.create_string_buffer(4), 1, 1)"),
    ("another personality", "syscall(135, 92, 0xFFFFFFFF)"),
    ("shared memory", "syscall(29, 194, 0, 4096, 0o1600)"),
    ("a queue of messages", "syscall(68, 186, 0, 0o1600)"),
    ("a queue of messages with a name", "syscall(240, 180, b'attack', 0o102, 0o600, 0)\nsyscall(241, 181, b'attack')"),
    ("semaphores", "syscall(64, 190, 0, 1, 0o1600)"),
    ("memory that stays in place", "syscall(149, 228, ctypes.create_string_buffer(4096), 4096)"),
    ("an event descriptor", "syscall(290, 19, 0, 0)"),
    ("a timer descriptor", "syscall(283, 85, 1, 0)"),
    ("a filter of its own", "syscall(317, 277, 2, 0, b'\\0\\0\\0\\x80')"),
    ("Landlock rules of its own", "syscall(444, 444, bytes([1, 0, 0, 0, 0, 0, 0, 0]), 8, 0)"),
    ("a descriptor for a process", "syscall(434, 434, os.getpid(), 0)"),
    ("being looked at by others", "prctl(4, 1)"),
    ("surviving the fork server", "prctl(1, 0)"),
    ("writing from memory to a pipe without copying", "r, w = os.pipe()\nsyscall(278, 75, w, 0, 0, 0)"),
    ("a pipe of another size", "import fcntl\nfcntl.fcntl(os.pipe()[1], 1031, 4096)"),
)


def _ended(name: str, x86_64: int, aarch64: int, arguments: str) -> Attack:
    code = f"answered({x86_64}, {aarch64}, {arguments.replace('BEYOND', str(BEYOND))})"
    return Attack(f"the call {name}", code, (Verdict.FORBIDDEN,), Layer.SECCOMP, ordinary=name in ("ptrace", "unshare"))


CALLS = (
    *(_ended(*call) for call in ENDED),
    *(Attack(name, f"{code}\nreached()", removed=OWN) for name, code in REFUSED),
)
