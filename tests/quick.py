"""`--quick`: the tests that start no process of their own, which are most of them and take little of the time.

No list says which these are: the interpreter tells of each process that is started, and the test that starts it ends
there. What many share is started under `shared()`, once for all of them.
"""

import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

ANNOUNCED = "tests.quick.starting"
STARTS = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", ANNOUNCED}
REASON = "Skipped: it starts a process of its own"
_sharing: list[bool] = []


@contextmanager
def shared() -> Iterator[None]:
    """What is started here is no test's own."""
    _sharing.append(True)
    try:
        yield
    finally:
        _sharing.pop()


def starting() -> None:
    """Say that a process is about to be started, where what starts it would not stand to end there."""
    sys.audit(ANNOUNCED)


class Quick:
    """A plugin that leaves out the tests that start a process, and those that are marked as slow."""

    def __init__(self) -> None:
        self._running = self._started = False
        sys.addaudithook(self._told)

    def _told(self, event: str, _: tuple[Any, ...]) -> None:
        if event in STARTS and self._running and not _sharing:
            self._started = True
            pytest.skip(REASON)

    def pytest_sessionstart(self) -> None:
        sys.unraisablehook = lambda _: None  # of what a test that ends half-way has left open

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        self._running, self._started = True, False
        try:
            return (yield)
        finally:
            self._running = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """What the code under test made of the test's end does not count; the summary has one line for all of them."""
        report = yield
        if self._started or REASON in str(report.longrepr):
            report.outcome = "passed" if report.when == "teardown" else "skipped"
            report.longrepr = (__file__, 1, REASON)
        return report
