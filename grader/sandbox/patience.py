"""How long a trip may go on by the wall clock: on a busy machine a file that computes waits for its turn."""

import os
import time

PATIENCE_SECONDS = 120.0  # how much longer at most: all that is run of one submission, or one check of a text
LOOK_SECONDS = 1.0  # between two looks at the CPU time
COMPUTING_SHARE = 0.05  # of a wall second, for one that computes while twenty want each core
BUSY_LOAD = 1.5  # processes that want each core


def is_busy() -> bool:
    """Whether more wants to be computed than this machine has cores for."""
    return os.getloadavg()[0] > BUSY_LOAD * (os.cpu_count() or 1)


class Deadline:
    """`wall_seconds` from now, and later while its CPU time moves, `patience_seconds` later at most.

    `moves` is what the last look said.
    """

    def __init__(self, wall_seconds: float, patience_seconds: float) -> None:
        self._given = time.monotonic() + wall_seconds
        self._end, self._last = self._given, self._given + patience_seconds
        self._next_look = self._given - 2 * LOOK_SECONDS  # two looks before the end tell whether it moves
        self.moves = False
        self._before: tuple[float, float] | None = None

    @property
    def left(self) -> float:
        """Seconds until the end, or the next look."""
        return min(self._end, self._next_look) - time.monotonic()

    @property
    def is_over(self) -> bool:
        """Whether it has had its time."""
        return time.monotonic() >= self._end

    @property
    def used(self) -> float:
        """Seconds beyond `wall_seconds`."""
        return max(0.0, time.monotonic() - self._given)

    def wants_to_look(self) -> bool:
        """Whether it is time to look at the CPU time; once for each look."""
        if time.monotonic() < self._next_look:
            return False
        self._next_look = time.monotonic() + LOOK_SECONDS
        return True

    def looked(self, cpu_seconds: float | None) -> None:
        """Go on where the CPU time has moved since the last look, or nobody can tell (None)."""
        now = time.monotonic()
        self.moves = cpu_seconds is None or self._has_moved(now, cpu_seconds)
        if self.moves:
            self._end = max(self._end, min(self._last, now + 2 * LOOK_SECONDS))
        self._before = now, cpu_seconds or 0.0

    def _has_moved(self, now: float, cpu_seconds: float) -> bool:
        if self._before is None:
            return False
        then, before = self._before
        return cpu_seconds - before >= (now - then) * COMPUTING_SHARE
