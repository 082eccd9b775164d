"""What runs, as the system tells it."""

from contextlib import suppress
from pathlib import Path


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
