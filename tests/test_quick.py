"""What a quick run leaves out, by running one."""

import pytest

from tests.quick import REASON, Quick

pytest_plugins = ["pytester"]

TESTS = """
import subprocess
import pytest
from tests.quick import shared

def start():
    subprocess.run(["true"], check=True)

@pytest.fixture(scope="module")
def warm():
    with shared():
        start()

@pytest.fixture(scope="module")
def own():
    try:
        start()
    except BaseException as error:
        raise ValueError from error

def test_taken_that_starts_nothing(): pass
def test_taken_that_uses_what_many_share(warm): pass
def test_left_out_that_starts_a_process(): start()
def test_left_out_that_starts_one_after_a_shared_one(warm): start()
def test_left_out_whose_fixture_starts_one(own): pass
def test_left_out_as_the_one_before(own): pass
def test_left_out_whatever_becomes_of_it():
    with pytest.raises(BaseException):
        start()
def test_failed_that_starts_nothing(): assert not "right"
@pytest.mark.slow("for a reason")
def test_deselected_that_is_marked(): pass
"""


def test_a_quick_run_takes_what_starts_no_process_of_its_own(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nmarkers = slow")
    pytester.makepyfile(TESTS)
    run = pytester.inline_run("-n", "0", plugins=[Quick()])
    passed, skipped, failed = ([report.nodeid.split("::")[1] for report in some] for some in run.listoutcomes())
    assert {name.split("_")[1] for name in passed} == {"taken"}
    assert {name.split("_")[1] for name in failed} == {"failed"}
    assert len(passed) == TESTS.count("def test_taken")
    assert len(skipped) == TESTS.count("def test_left_out")
    assert {report.longrepr[2] for report in run.getreports() if report.skipped} == {REASON}


def test_a_whole_run_takes_them_all(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nmarkers = slow")
    pytester.makepyfile(TESTS.replace("pytest.raises(BaseException)", "shared()"))
    pytester.inline_run("-n", "0").assertoutcome(passed=TESTS.count("def test_") - 1, failed=1)
