"""What is saved in a folder, while it is watched."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, watch

QUIET_MS = 30  # without a further change: then whoever saves is through with it
LONGEST_MS = 400  # of changes that follow one another
LOOK_MS = 1000  # how often the folder is looked for, which may have been put in the place of another
AWAY_SECONDS = 0.2


class Changes:
    """What is saved in a folder, heard by a thread of its own; `with` starts and ends it."""

    def __init__(self, folder: Path, told: Callable[[frozenset[str]], None]) -> None:
        """`told` is called, in that thread, with the names of the files."""
        self._folder, self._told = folder, told
        self._something, self._stop = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._names: frozenset[str] = frozenset()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def begin(self) -> None:
        """What has been saved so far is about to be looked at."""
        with self._lock:
            self._something.clear()
            self._names = frozenset()

    def wait(self) -> frozenset[str]:
        """Wait for something that was saved since then: the names of the files, as far as they are known."""
        self._something.wait()
        with self._lock:
            return self._names

    def __enter__(self) -> "Changes":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _listen(self) -> None:
        for names in self._heard():
            self._told(names)
            with self._lock:
                self._names |= names
                self._something.set()

    def _heard(self) -> Iterator[frozenset[str]]:
        """The names, change by change; none at all when a folder came into the place and all may be different."""
        while not self._stop.is_set():
            there = _identity(self._folder)
            if there is None:
                self._stop.wait(AWAY_SECONDS)
                continue
            yield frozenset()
            fresh = True  # until the first look: what was saved before the system began to tell is found then
            for changes in self._changes():
                if changes or fresh:
                    yield frozenset(os.path.basename(path) for _, path in changes)
                fresh = False
                if _identity(self._folder) != there:
                    yield frozenset()
                    break

    def _changes(self) -> Iterator[set[tuple[Change, str]]]:
        """Sets of changes, and an empty one from time to time."""
        try:
            yield from watch(
                self._folder,
                watch_filter=None,
                recursive=False,
                step=QUIET_MS,
                debounce=LONGEST_MS,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
                raise_interrupt=False,
                stop_event=self._stop,
            )
        except OSError:
            return  # it has gone since it was looked for


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells one folder from another in the same place; None where there is none."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino
