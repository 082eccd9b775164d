"""What holds for every test: it ends, it can interrupt what it starts, and no clock fails it."""

import signal
import subprocess
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.conftest import let_what_is_started_be_interrupted


def test_every_test_has_a_limit_of_time(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.hasplugin("timeout")
    assert float(pytestconfig.getini("timeout")) > 0


def test_no_example_is_too_slow_for_hypothesis() -> None:
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check


@pytest.fixture
def ignored() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


def test_what_is_started_can_be_interrupted_where_that_is_ignored(ignored: None) -> None:
    let_what_is_started_be_interrupted()
    signal.raise_signal(signal.SIGINT)  # is still ignored here
    with subprocess.Popen(["sleep", "60"]) as process:
        process.send_signal(signal.SIGINT)
    assert process.returncode == -signal.SIGINT
