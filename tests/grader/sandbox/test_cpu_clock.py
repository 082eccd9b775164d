import os
import subprocess
import sys
import time

import pytest

from grader.sandbox.cpu_clock import cpu_seconds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the clock of another process is Linux's")


def test_it_is_the_cpu_time_of_a_process() -> None:
    before = time.process_time()
    told = cpu_seconds(os.getpid())
    assert told is not None
    assert before <= told <= time.process_time()


def test_of_a_process_that_has_ended_nothing_is_known() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert cpu_seconds(process.pid) is None
