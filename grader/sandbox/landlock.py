"""Landlock: from here on this process may read what it was given, and nothing else. Source: linux/landlock.h.

It covers the opening, making and removing of files, not their being there; it binds the thread that enters it and
what that starts. Signals and abstract sockets are shut off where the kernel knows how (ABI 6).
"""

import os
import struct

from grader.sandbox.linux import LANDLOCK_ADD_RULE, LANDLOCK_CREATE_RULESET, LANDLOCK_RESTRICT_SELF, Kernel
from grader.sandbox.readable import NULL, Readable, is_inside

CREATE_RULESET_VERSION = 1
RULE_PATH_BENEATH = 1
WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}  # from this ABI on, so many bits of LANDLOCK_ACCESS_FS_*
NETWORK_RIGHTS = {4: 2}  # LANDLOCK_ACCESS_NET_*
SCOPES = {6: 2}  # LANDLOCK_SCOPE_*


def abi_of(kernel: Kernel) -> int:
    """The ABI of the running kernel.

    Raises:
        OSError: it has no Landlock, or it is switched off.
    """
    return kernel.syscall(LANDLOCK_CREATE_RULESET, None, 0, CREATE_RULESET_VERSION)


def ruleset(kernel: Kernel, shown: Readable) -> int:
    """A descriptor of rules under which `shown` can be read, and nothing else be done to any file."""
    abi = abi_of(kernel)
    handled = struct.pack("=QQQ", *(mask(rights, abi) for rights in (FILE_RIGHTS, NETWORK_RIGHTS, SCOPES)))
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    rules = kernel.syscall(LANDLOCK_CREATE_RULESET, handled[:size], size, 0)
    for folder in shown.folders:
        _allow_folder(kernel, rules, folder, shown.holes)
    for file in shown.files:
        _allow(kernel, rules, file, READ_FILE)
    _allow(kernel, rules, NULL, READ_FILE | WRITE_FILE)
    return rules


def restrict(kernel: Kernel, rules: int) -> None:
    """Enter a domain of its own under these rules, for good."""
    kernel.syscall(LANDLOCK_RESTRICT_SELF, rules, 0)


def mask(rights: dict[int, int], abi: int) -> int:
    """All bits of a kind that the kernel of this ABI knows."""
    return (1 << max((bits for since, bits in rights.items() if since <= abi), default=0)) - 1


def _allow_folder(kernel: Kernel, rules: int, folder: str, holes: tuple[str, ...]) -> None:
    """A rule holds for all that is below; where there is a hole below, each entry beside it gets its own."""
    if not any(is_inside(hole, folder) for hole in holes):
        _allow(kernel, rules, folder, READ_FILE | READ_DIR)
        return
    _allow(kernel, rules, folder, READ_DIR)  # the import system lists folders: names only
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.path in holes:
                continue
            if entry.is_dir():
                _allow_folder(kernel, rules, entry.path, holes)
            elif entry.is_file():
                _allow(kernel, rules, entry.path, READ_FILE)


def _allow(kernel: Kernel, rules: int, path: str, rights: int) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        kernel.syscall(LANDLOCK_ADD_RULE, rules, RULE_PATH_BENEATH, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)
