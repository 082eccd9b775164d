"""Threads that a student's code starts: watched from their first instruction on, or told of."""

import _thread
import functools
import sys
import threading
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

STARTING = ("start_new_thread", "start_new", "start_joinable_thread")  # what Python calls it, in turn
EVENTS = frozenset({"_thread.start_new_thread", "_thread.start_joinable_thread"})  # told from Python 3.12 on
UNWATCHED = "a thread that was started behind its back"
_frames, _count = sys._current_frames, _thread._count


class Threads:
    """Has every thread traced by `hook` that is started from now on."""

    def __init__(self, hook: Callable[[FrameType, str, Any], Any]) -> None:
        self._hook = hook
        for name in STARTING:
            start = getattr(_thread, name, None)
            if start is not None:
                watched = self._watching(start)
                setattr(_thread, name, watched)
                if hasattr(threading, f"_{name}"):
                    setattr(threading, f"_{name}", watched)

    def starts(self, code: CodeType) -> bool:
        """Whether the code is where a thread begins to be traced."""
        return code is Threads._run.__code__

    def evaded(self, event: str, arguments: tuple[Any, ...]) -> bool:
        """Whether the event is the start of a thread that is not traced."""
        return event in EVENTS and getattr(arguments[0], "func", None) != self._run

    def unwatched(self) -> str:
        """What is to be told where more threads run than have begun here; what they run may be no Python just now."""
        return UNWATCHED if _count() > sum(map(self._is_watched, _frames().values())) else ""

    def _is_watched(self, frame: FrameType) -> bool:
        first = frame
        while first.f_back is not None:
            first = first.f_back
        return self.starts(first.f_code)

    def _watching(self, start: Callable[..., object]) -> Callable[..., object]:
        def start_watched(function: Callable[..., object], *more: Any, **by_name: Any) -> object:
            return start(functools.partial(self._run, function), *more, **by_name)

        return start_watched

    def _run(self, function: Callable[..., object], *arguments: Any, **by_name: Any) -> None:
        sys.settrace(self._hook)
        function(*arguments, **by_name)
