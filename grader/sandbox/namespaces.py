"""Namespaces: no other process, no network, and a tree of files that holds what is needed to run, read-only.

Works for root and for an ordinary user alike: the new user namespace maps the user to itself, and gives the rights
that the rest needs inside it alone. Sources: namespaces(7), user_namespaces(7), pivot_root(2), mount_setattr(2).
"""

import errno
import os
import struct
from pathlib import Path

from grader.sandbox import linux
from grader.sandbox.linux import Kernel
from grader.sandbox.readable import NULL, Readable

ALL = (
    linux.CLONE_NEWUSER
    | linux.CLONE_NEWNS
    | linux.CLONE_NEWPID
    | linux.CLONE_NEWNET
    | linux.CLONE_NEWIPC
    | linux.CLONE_NEWUTS
    | linux.CLONE_NEWCGROUP
)
HOME = "/home"  # empty: where the student's code finds itself
LINKS = ("/lib", "/lib64")  # where /usr is merged, names by which the loader's cache calls the libraries
SMALL = "size=1m,mode=755"
PID_MAX, MOST_PROCESSES = "/proc/sys/kernel/pid_max", 1024  # threads count too
PID_MAX_OF_ITS_OWN = (6, 14)  # the first Linux where each namespace has its own; before, it is the whole machine's


def enter(kernel: Kernel) -> None:
    """Into new namespaces of every kind; the next child is process 1 of its own. This process has one thread.

    Raises:
        OSError: the kernel, or its keeper, does not allow it.
    """
    user, group = os.geteuid(), os.getegid()
    try:
        kernel.unshare(ALL)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise OSError(error.errno, "no more namespaces are allowed (sysctl user.max_*_namespaces)") from error
    for file, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", file).write_text(text, encoding="ascii")
    kernel.set_hostname(b"sandbox")


def change_root(kernel: Kernel, shown: Readable, folder: str) -> None:
    """Make a tree of `shown` in the empty `folder`, read-only, and have it as root; nothing else can be reached.

    In process 1 of the new namespaces, which also bounds how many processes there can be.

    Raises:
        OSError: a mount is not allowed, which some systems find out only now.
    """
    if linux.version() >= PID_MAX_OF_ITS_OWN and os.access(PID_MAX, os.W_OK):
        Path(PID_MAX).write_text(str(MOST_PROCESSES), encoding="ascii")
    kernel.mount("none", "/", "", linux.MS_REC | linux.MS_PRIVATE)
    kernel.mount("none", folder, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, SMALL)
    os.mkdir(folder + HOME)
    for link in LINKS:
        if os.path.islink(link):
            os.symlink(os.readlink(link), folder + link)
    holes = {hole for hole in shown.holes if not os.path.islink(hole)}  # a link leads nowhere in the new tree
    for path in sorted({*shown.folders, *holes}):  # what holds others comes before them
        os.makedirs(folder + path, exist_ok=True)
        if path in holes:
            kernel.mount("none", folder + path, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, SMALL)
        else:
            kernel.mount(path, folder + path, "", linux.MS_BIND | linux.MS_REC)
    for file in (*shown.files, NULL):
        os.makedirs(os.path.dirname(folder + file), exist_ok=True)
        Path(folder + file).touch()
        kernel.mount(file, folder + file, "", linux.MS_BIND)
    _make_read_only(kernel, folder)
    os.chdir(folder)
    kernel.syscall(linux.PIVOT_ROOT, b".", b".")  # the old root now lies over the new one
    kernel.unmount(".", linux.MNT_DETACH)
    os.chdir(HOME)


def _make_read_only(kernel: Kernel, folder: str) -> None:
    """All mounts below, with one call that leaves the marks that an ordinary user may not take away."""
    attributes = struct.pack("=QQQQ", linux.MOUNT_ATTR_RDONLY | linux.MOUNT_ATTR_NOSUID, 0, 0, 0)
    kernel.syscall(
        linux.MOUNT_SETATTR, linux.AT_FDCWD, os.fsencode(folder), linux.AT_RECURSIVE, attributes, len(attributes)
    )
