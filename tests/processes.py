"""What runs, as the system tells it."""

from pathlib import Path


def children(pid: int) -> list[int]:
    """What a process has started and not yet waited for."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def running(pid: int) -> list[int]:
    """What a process has started, and what that has."""
    below = children(pid)
    return below + [process for child in below for process in running(child)]
