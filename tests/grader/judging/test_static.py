import hashlib
import signal
from pathlib import Path

import pytest

from checks.model import Severity, Source, TaskFiles
from checks.model.assignment import Assignment
from checks.pipeline import ALWAYS, STATIC_IDS
from grader.judging import own_process, static
from grader.judging.static import BY_ID, StaticWorker
from tests.grading import with_policy
from tests.tasks import of

FILE = "0-convolve_grayscale_valid.py"
GOOD = b"""#!/usr/bin/env python3
'The module'


def convolve_grayscale_valid(images, kernel):
    'The function'
    return images
"""


def analyse(assignment: Assignment, data: bytes | None):
    files = TaskFiles(None if data is None else Source(FILE, data, hashlib.sha256(data).hexdigest(), True))
    with StaticWorker() as worker:
        worker.ask(of(assignment, "valid"), assignment, files)
        return said(worker)


def said(worker: StaticWorker):
    return {check: judged.findings for check, judged in worker.result().judged.items()}


def failed(results) -> list[str]:
    return [check for check, found in results.items() if any(f.severity is Severity.ERROR for f in found or ())]


def test_every_check_answers_for_a_clean_file(assignment: Assignment) -> None:
    results = analyse(assignment, GOOD)
    assert list(results) == list(BY_ID)
    assert failed(results) == []


def test_what_is_not_chosen_is_not_made_but_what_the_others_stand_on_is(assignment: Assignment) -> None:
    loops_alone = with_policy(assignment, policy={"checks": ("loops", "values")})
    assert set(analyse(loops_alone, GOOD)) == {*ALWAYS, "loops"} & {*STATIC_IDS}


def test_a_file_that_does_not_parse_skips_the_checks_that_need_it(assignment: Assignment) -> None:
    results = analyse(assignment, b"def (")
    assert failed(results) == ["source"]
    assert all(found is None for check, found in results.items() if check != "source")


HOSTILE = {
    "a line of spaces": GOOD + b"x" + b" " * 20_000 + b"\n",
    "a chain of calls": GOOD + b"a" + b"()" * 20_000 + b"\n",
    "a chain of attributes": GOOD + b"a" + b".b" * 20_000 + b"\n",
    "a sum of many terms": GOOD + b"a = " + b" + ".join([b"1"] * 20_000) + b"\n",
    "nested brackets": GOOD + b"(" * 5_000 + b")" * 5_000 + b"\n",
    "a hundred nested brackets on lines": GOOD + b"(\n" * 98 + b")\n" * 98,
    "deep indentation": GOOD + b"".join(b" " * n + b"if 1:\n" for n in range(99)) + b" " * 99 + b"pass\n",
    "nested functions": GOOD + b"".join(b" " * n + b"def f():\n" for n in range(90)) + b" " * 90 + b"pass\n",
    "nested lambdas": GOOD + b"f = " + b"lambda: " * 900 + b"0\n",
    "a megabyte of names": GOOD + b"x = 1\n" * 150_000,
    "a megabyte of comments": GOOD + b"# np.vectorize(for)\n" * 40_000,
    "many aliases": GOOD + b"".join(b"a%d = a%d\n" % (n + 1, n) for n in range(5_000)),
    "many unary operators": GOOD + b"x = " + b"-" * 3_000 + b"1\n",
    "many elifs": GOOD + b"if 1:\n    pass\n" + b"elif 1:\n    pass\n" * 3_000,
    "a long string": GOOD + b'x = "' + b"for " * 10_000 + b'"\n',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_gets_a_finding_and_never_an_internal_error(
    text: bytes, assignment: Assignment, monkeypatch
) -> None:
    monkeypatch.setattr(static, "DEADLINE_SECONDS", 0.5)
    results = analyse(assignment, text)
    assert list(results) == list(BY_ID)
    for found in results.values():
        for finding in found or ():
            assert finding.verdict != "internal_error", finding


@pytest.fixture
def worker(monkeypatch):
    """Makes the worker do something first."""

    def change(code: str) -> None:
        monkeypatch.setattr(own_process, "BOOT", own_process.BOOT.replace("from", f"\n{code}\nfrom", 1))

    return change


REPLACE = """
import grader.judging.static, msgspec
def bad(inspection):
    {body}
    yield
grader.judging.static.BY_ID["style"] = msgspec.structs.replace(grader.judging.static.BY_ID["style"], inspect=bad)
"""


@pytest.mark.parametrize(
    "body",
    [
        "import time; time.sleep(60)",
        "while True: pass",
        "import os; os.abort()",
        "raise RecursionError",
        "raise MemoryError",
        "bytes(600 << 20)",
    ],
)
def test_a_check_that_does_not_end_fails_and_nothing_is_passed_over(body: str, worker, monkeypatch, assignment) -> None:
    monkeypatch.setattr(static, "DEADLINE_SECONDS", 3.0)
    worker(REPLACE.format(body=body))
    results = analyse(assignment, GOOD)
    assert list(results) == list(BY_ID)
    assert "too hard to read" in results["style"][0].message
    # A process that is gone has not looked at the rest: none of it may count as passed.
    gone = body.startswith(("import", "while"))
    assert failed(results) == (list(BY_ID)[list(BY_ID).index("style") :] if gone else ["style"])


@pytest.mark.parametrize("busy", [True, False], ids=["a busy machine", "a quiet machine"])
def test_what_is_given_up_is_asked_again_on(busy: bool, worker, monkeypatch, assignment, tmp_path) -> None:
    monkeypatch.setattr(static, "DEADLINE_SECONDS", 3.0)
    monkeypatch.setattr(static, "is_busy", lambda: busy)
    been = tmp_path / "been"
    once = f"import os, time; os.path.exists({str(been)!r}) or (open({str(been)!r}, 'w').close(), time.sleep(60))"
    worker(REPLACE.format(body=f"{once}; return"))
    assert (failed(analyse(assignment, GOOD)) == []) is busy


def test_a_process_that_nobody_waits_for_ends_by_itself(worker, assignment: Assignment) -> None:
    worker("import grader.judging.static; grader.judging.static.LAST_SECONDS = 1")
    worker(REPLACE.format(body="while True: pass"))
    with StaticWorker() as asked:
        asked.ask(of(assignment, "valid"), assignment, TaskFiles(Source(FILE, GOOD, "", True)))
        assert asked._process._process.wait(timeout=60) == -signal.SIGPROF


def test_a_check_that_fails_itself_is_the_graders_failure(worker, assignment: Assignment) -> None:
    worker(REPLACE.format(body="raise ZeroDivisionError('oops')"))
    (finding,) = analyse(assignment, GOOD)["style"]
    assert finding.verdict == "internal_error"
    assert "ZeroDivisionError: oops" in finding.message


def test_a_worker_that_ends_by_itself_is_the_graders_failure(worker, assignment: Assignment) -> None:
    worker("raise SystemExit(1)")
    results = analyse(assignment, GOOD)
    assert all(finding.verdict == "internal_error" for found in results.values() for finding in found)


def test_a_file_that_is_hard_to_read_stands_in_no_other_tasks_way(assignment: Assignment, monkeypatch) -> None:
    monkeypatch.setattr(static, "DEADLINE_SECONDS", 3.0)
    easy, hard = of(assignment, "valid"), of(assignment, "same")
    good = Source(FILE, GOOD, "", True)
    with StaticWorker() as worker:
        worker.ask(easy, assignment, TaskFiles(good))
        worker.ask(hard, assignment, TaskFiles(Source(hard.file, b"a;" * 500_000, "", True)))
        worker.ask(easy, assignment, TaskFiles(good))
        results = [said(worker) for _ in range(3)]
    assert [failed(found) == [] for found in results] == [True, False, True]


@pytest.mark.parametrize("name", ["\\ud800", "a\\nroot: 10 / 10 points", "\\x1b[31m", "\\u202e"])
def test_what_a_finding_quotes_is_harmless(name: str, assignment: Assignment) -> None:
    results = analyse(assignment, GOOD + f'__import__("{name}")\ngetattr(np, "{name}")\n'.encode())
    for found in results.values():
        for finding in found or ():
            assert finding.message.isprintable()
            assert finding.verdict != "internal_error"


def test_an_analysis_that_is_left_leaves_no_process(assignment: Assignment) -> None:
    worker = StaticWorker()
    worker.ask(of(assignment, "valid"), assignment, TaskFiles(None))
    worker.close()
    assert not Path(f"/proc/{worker._process.pid}").exists()
