"""The Linux calls that the standard library does not have, by ctypes. Nothing here decides anything.

The packages that wrap them are too young for a trust boundary, and look libraries up by starting programs.
Names, numbers and structures are those of the kernel's headers, which each group names.
"""

import ctypes
import os
import re
from typing import NamedTuple


class Architecture(NamedTuple):
    """What differs between the machines: the audit number of seccomp(2), and where in a pair its numbers stand."""

    audit: int
    column: int


ARCHITECTURES = {"x86_64": Architecture(0xC000003E, 0), "aarch64": Architecture(0xC00000B7, 1)}  # linux/audit.h


class Call(NamedTuple):
    """A system call that libc does not have: its name, and its numbers on x86_64 and aarch64."""

    name: str
    numbers: tuple[int, int]


# asm/unistd_64.h of x86_64 and asm-generic/unistd.h, which aarch64 uses.
CAPSET, PIVOT_ROOT, SECCOMP = Call("capset", (126, 91)), Call("pivot_root", (155, 41)), Call("seccomp", (317, 277))
CLOSE_RANGE = Call("close_range", (436, 436))
MOUNT_SETATTR = Call("mount_setattr", (442, 442))
LANDLOCK_CREATE_RULESET = Call("landlock_create_ruleset", (444, 444))
LANDLOCK_ADD_RULE = Call("landlock_add_rule", (445, 445))
LANDLOCK_RESTRICT_SELF = Call("landlock_restrict_self", (446, 446))

# linux/sched.h
CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

# linux/mount.h
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 0x2, 0x4, 0x1000, 0x4000, 0x40000
MNT_DETACH = 0x2
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID = 0x1, 0x2
AT_RECURSIVE = 0x8000

# linux/prctl.h
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 36, 38

CAPABILITY_VERSION_3 = 0x20080522  # linux/capability.h
CAPABILITIES = 64  # as many as two words of that version hold

AT_FDCWD = -100  # linux/fcntl.h


def architecture() -> Architecture | None:
    """This machine's, or None for one whose numbers are not known here."""
    return ARCHITECTURES.get(os.uname().machine)  # platform would keep the host's name


def version() -> tuple[int, int]:
    """The running kernel's, major and minor."""
    major, minor = re.findall(r"\d+", os.uname().release)[:2]
    return int(major), int(minor)


class Kernel:
    """The calls of this machine; each raises OSError where the kernel refuses."""

    def __init__(self, arch: Architecture) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._libc.syscall.restype = ctypes.c_long
        self._column = arch.column

    def syscall(self, call: Call, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
        """Make a system call; integers are passed as longs."""
        values = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
        return _checked(self._libc.syscall(ctypes.c_long(call.numbers[self._column]), *values), call.name)

    def prctl(self, option: int, value: int) -> None:
        """prctl(2) with one argument."""
        _checked(self._libc.prctl(option, *map(ctypes.c_ulong, (value, 0, 0, 0))), f"prctl {option}")

    def unshare(self, flags: int) -> None:
        """unshare(2)."""
        _checked(self._libc.unshare(ctypes.c_int(flags)), "unshare")

    def mount(self, source: str, target: str, kind: str, flags: int, data: str = "") -> None:
        """mount(2); `kind` is the file system's type."""
        texts = [os.fsencode(text) for text in (source, target, kind)]
        _checked(self._libc.mount(*texts, ctypes.c_ulong(flags), os.fsencode(data)), f"mount {target}")

    def unmount(self, target: str, flags: int) -> None:
        """umount2(2)."""
        _checked(self._libc.umount2(os.fsencode(target), ctypes.c_int(flags)), f"unmount {target}")

    def set_hostname(self, name: bytes) -> None:
        """sethostname(2)."""
        _checked(self._libc.sethostname(name, ctypes.c_size_t(len(name))), "sethostname")

    def drop_capabilities(self) -> None:
        """Give up every capability, for good. What the kernel does not know ends the bounding set."""
        for capability in range(CAPABILITIES):
            try:
                self.prctl(PR_CAPBSET_DROP, capability)
            except OSError:
                break  # beyond the last one, or without CAP_SETPCAP, where there is nothing to give up
        head = CAPABILITY_VERSION_3.to_bytes(4, "little") + bytes(4)
        self.syscall(CAPSET, head, bytes(24))


def _checked(result: int, call: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), call)
    return result
