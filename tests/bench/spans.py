"""CPU time of a process by what it does: parts of the grader by name, each without the parts within it.

A span is put around a function when the module that has it is loaded, and costs about a microsecond a call; what is
called by the thousand has none.
"""

import importlib._bootstrap as machinery  # type: ignore[import-untyped]
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

IMPORTS = "imports"


class Spans:
    """Adds up what each thread of this process spends in the spans that it is in, in seconds of CPU time."""

    def __init__(self, functions: Mapping[str, str]) -> None:
        """`functions` are those that a span is put around, as `module:name` or `module:Class.name`, with its name."""
        self.seconds: Counter[str] = Counter()
        self._lock, self._own = threading.Lock(), threading.local()
        self._left = {}
        for place, span in functions.items():
            module, _, name = place.partition(":")
            self._left.setdefault(module, []).append((name, span))
        self._import: Callable[[str, Any], Any] = machinery._find_and_load
        machinery._find_and_load = self._loaded

    def within(self, span: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function with a span around it."""

        def spanned(*given: Any, **named: Any) -> Any:
            outer = self._enter(span)
            try:
                return function(*given, **named)
            finally:
                self._enter(outer)

        return spanned

    def _enter(self, span: str | None) -> str | None:
        """Go on in a span, or in none; returns where the thread was."""
        now, own = time.thread_time(), self._own
        before: str | None = getattr(own, "span", None)
        if before is not None:
            with self._lock:
                self.seconds[before] += now - own.since
        own.span, own.since = span, now
        return before

    def _loaded(self, name: str, import_: Any) -> Any:
        outer = self._enter(IMPORTS)
        try:
            found = self._import(name, import_)
            for each in self._left.keys() & sys.modules.keys():
                self._put_around(each)
            return found
        finally:
            self._enter(outer)

    def _put_around(self, module: str) -> None:
        if sys.modules[module].__spec__._initializing:  # type: ignore[union-attr]
            return
        for name, span in self._left.pop(module):
            *outer, last = name.split(".")
            holder: Any = sys.modules[module]
            for each in outer:
                holder = getattr(holder, each)
            setattr(holder, last, self.within(span, getattr(holder, last)))
