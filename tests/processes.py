"""What runs, as the system tells it, and waiting for it."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

DEADLINE = 120.0  # seconds, after which what a test waits for is taken to hang


def until(holds: Callable[[], Any], what: str) -> Any:
    """Wait until something holds, and return it."""
    deadline = time.monotonic() + DEADLINE
    while not (held := holds()):
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.02)
    return held


def children(pid: int) -> list[int]:
    """What the threads of a process have started and not yet waited for."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            found += map(int, listed.read_text().split())
    return found


def running(pid: int) -> list[int]:
    """What a process has started, and what that has."""
    below = children(pid)
    return below + [process for child in below for process in running(child)]


def is_running(pid: int) -> bool:
    """Whether there is such a process that has not ended; its parent may not have heard of the end."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def gone(pids: list[int]) -> Callable[[], bool]:
    """Whether they have all ended, when it is asked."""
    return lambda: not any(map(is_running, pids))
