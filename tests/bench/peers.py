"""A job known from other graders, done by this one and in the ways that people do it."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.figures import ENVIRONMENT, line, medians, process
from tests.bench.job import write_copies

COPIES = 300  # a class
ROUNDS = 3
PYTEST = ("-m", "pytest", "-q", "-c", os.devnull, "-p", "no:cacheprovider", "tests/bench/by_pytest.py")


def figures() -> None:
    """Seconds for a submission, each way a whole process that does them all, or one for each."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as many:
        write_copies(Path(one), 1)
        write_copies(Path(many), COPIES)
        isolation = _python("-m", "tests.bench.pooled", one)().decode()
        each, pooled, together, bare = medians(
            ROUNDS,
            _python(*PYTEST, folder=one),
            _python("-m", "tests.bench.pooled", many),
            _python(*PYTEST, folder=many),
            _python("-m", "tests.bench.bare", many),
        )
    pooled, together, bare = (seconds / COPIES for seconds in (pooled, together, bare))
    what = f"one of {COPIES}, isolation {isolation}"
    line(what, pooled, "the function alone, on all cores", bare, "goal: at most 1.35")
    line(what, pooled, "one pytest session, without isolation", together, "goal: less than 1")
    line("a pytest session for each", each, what, pooled, "goal: at least 35")


def _python(*arguments: str, folder: str = "") -> Callable[[], bytes]:
    """A fresh interpreter; pytest finds the folder in the environment, and none of its plug-ins."""
    ENVIRONMENT["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

    def run() -> bytes:
        ENVIRONMENT["BENCH_FOLDER"] = folder
        return process([sys.executable, *arguments])

    return run
