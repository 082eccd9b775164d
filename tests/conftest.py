"""What every test may use: the real assignment, the real digits, and a cache that all workers share."""

import functools
import gc
import os
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

import reference
from checks.model import Array
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.assignment.data import arrays
from grader.batch.cores import cores
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from grader.sandbox.linux import version
from grader.sandbox.server import IsolationError, ZygoteProcess
from tests.assignments import folder_with
from tests.grading import warm
from tests.quick import Quick
from tests.tasks import FORMS, only

ROOT = Path(__file__).resolve().parent.parent
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of the many processes would compile everything anew
# A busy machine is no finding: what goes by the clock is left out.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="leave out the tests that start processes of their own")
    parser.addoption("--require-isolation", action="store_true", help="fail where this machine lacks a level")
    parser.addoption("--require-browser", action="store_true", help="fail where this machine has no Chromium")
    parser.addoption("--renew", action="store_true", help="write the golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--quick"):
        config.pluginmanager.register(Quick())
    gc.disable()  # what is collected stays: to look through it again and again takes as long as to collect it


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Three for each core: many tests wait for a limit of time to pass, or for processes to end."""
    return cores() if config.getoption("--quick") else 3 * cores()


@functools.cache
def lacks(level: str) -> str:
    """Why this machine does not have an isolation level; "" when it does."""
    with ZygoteProcess((LEVELS[level],)) as zygote:
        try:
            _ = zygote.layers
        except IsolationError as error:
            return f"this machine does not have isolation {level}: {error}"
    return ""


@pytest.fixture
def miss(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say what this machine lacks: the test is skipped, which the summary says, or fails where all is required."""
    required = request.config.getoption("--require-isolation")
    return lambda reason: (pytest.fail if required else pytest.skip)(reason)


@pytest.fixture
def need(miss: Callable[[str], None]) -> Callable[..., None]:
    """Ask for a level, and a Linux."""

    def ask(level: str, linux: tuple[int, int] = (0, 0)) -> None:
        if reason := lacks(level):
            miss(reason)
        if linux > (0, 0) and version() < linux:
            miss(f"this needs Linux {linux[0]}.{linux[1]}")

    return ask


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    os.environ["XDG_CACHE_HOME"] = str(shared / "cache")


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    let_what_is_started_be_interrupted()


def let_what_is_started_be_interrupted() -> None:
    """Where Ctrl-C is ignored (nohup, a script's `trap '' INT`), it goes on to be; but only here."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda *_: None)


@pytest.fixture(scope="session")
def whole() -> Assignment:
    """The real assignment, with all of its tasks."""
    return assignments.load(reference.FOLDER, CHECK_IDS)


@pytest.fixture(scope="session")
def assignment(whole: Assignment) -> Assignment:
    """The real assignment with the tasks that the samples and what tests make by hand have, whatever others it has."""
    return only(whole, *FORMS)


@pytest.fixture(scope="session")
def assignment_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same, for `--assignment`."""
    return folder_with(tmp_path_factory.mktemp("assignment"))


@pytest.fixture(scope="session")
def digits(assignment: Assignment) -> Array:
    return arrays(assignment)["digits"]


@pytest.fixture
def box() -> Sandbox:
    """A warm sandbox at the best level that this machine has, which all tests of this process share."""
    return warm(tuple(LEVELS))


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(7)
