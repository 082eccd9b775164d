"""Runs the static checks on hostile text: in a process that is killed when a check does not end.

The worker is given the sources and answers with one line of JSON per task and check. Its process runs the
project's own code alone; the student's text is read there, never run.
"""

import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from typing import IO, Any

import msgspec
from msgspec import Struct

from checks.assignment import Assignment, Policy, Task
from checks.model import Finding, Inspection, Source, StaticCheck, Submission, Syntax, Unreadable, Verdict
from checks.printable import one_line
from checks.static import STATIC_CHECKS

DEADLINE_SECONDS = 10.0
ENDING_SECONDS = 0.5
MOST_CHARACTERS = 2000
NOT_YOUR_FAULT = "This is not your fault. Please tell whoever runs the grader."
CHUNK = 1 << 16
BY_ID = {check.id: check for check in STATIC_CHECKS}
LANDMARKS = "landmarks"  # asked of the worker beside the checks, and last: nothing waits for it
BOOT = "import sys; sys.path[:] = {path!r}; from grader.static import work; work()"

Findings = tuple[Finding, ...]
Results = Mapping[tuple[str, str], Findings | None]


class Item(Struct, frozen=True):
    """One check of one task."""

    task: str
    check: str


class Order(Struct, frozen=True):
    """What the worker is given: files by name, and what to do in which order."""

    tasks: tuple[Task, ...]
    policy: Policy
    sources: dict[str, Source]
    unreadable: dict[str, Unreadable]
    items: tuple[Item, ...]


class Answer(Struct, frozen=True):
    """The worker's line for one item; `findings` is None when the file does not parse and the check needs that.

    `landmarks` are lines of the task's file by kind, in the answer to LANDMARKS alone.
    """

    findings: Findings | None
    landmarks: dict[str, int] = {}


class StaticAnalysis:
    """The static checks of one submission, under way as soon as this is made."""

    def __init__(self, submission: Submission, assignment: Assignment, tasks: tuple[Task, ...]) -> None:
        files = submission.files
        self._order = Order(
            assignment.tasks,
            assignment.policy,
            {name: file for name, file in files.items() if isinstance(file, Source)},
            {name: file for name, file in files.items() if isinstance(file, Unreadable)},
            tuple(Item(task.id, check) for task in tasks for check in (*BY_ID, LANDMARKS)),
        )
        self._results: Results | None = None
        self._landmarks: dict[str, dict[str, int]] = {}
        self._worker = _start(self._order)

    def results(self) -> Results:
        """The findings by task and check; None where the check was skipped.

        A check that does not end in DEADLINE_SECONDS, or that takes the worker down, fails: no honest
        file is that hard to read.
        """
        if self._results is None:
            self._results = self._collect()
        return self._results

    def landmarks(self, task: str) -> Mapping[str, int]:
        """Lines of a task's file by kind, where to look for the cause of a wrong answer; none of a file not read."""
        self.results()
        return self._landmarks.get(task, {})

    def _collect(self) -> Results:
        results: dict[tuple[str, str], Findings | None] = {}
        items = self._order.items
        while True:
            done = 0
            for item, answer in zip(items, _answers(self._worker), strict=False):
                if item.check == LANDMARKS:
                    self._landmarks[item.task] = answer.landmarks
                else:
                    results[item.task, item.check] = answer.findings
                done += 1
            items = items[done:]
            if not items:
                return results
            results |= self._given_up(items)
            items = tuple(item for item in items if item.task != items[0].task)
            self._worker = _start(msgspec.structs.replace(self._order, items=items))

    def _given_up(self, items: tuple[Item, ...]) -> dict[tuple[str, str], Findings]:
        """What is said of the first item's task when the worker has ended, or must be ended, before its answer.

        All its checks that have not answered fail with it: none of them may be passed over.
        """
        code = _exit_code(self._worker)
        self.close()
        rest = [item for item in items if item.task == items[0].task and item.check != LANDMARKS]
        if code is not None and code > 0:  # Python ended by itself, with an exception: the grader's failure
            return {(item.task, item.check): (_lost(item.check, code),) for item in rest}
        return {(item.task, item.check): (_unread(item.check),) for item in rest}

    def __enter__(self) -> "StaticAnalysis":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        self._worker.kill()
        self._worker.wait()
        assert self._worker.stdout is not None
        self._worker.stdout.close()


def _start(order: Order) -> subprocess.Popen[bytes]:
    with tempfile.TemporaryFile() as request:
        request.write(msgspec.json.encode(order))
        request.seek(0)
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", BOOT.format(path=sys.path)],
            stdin=request,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )


def _answers(worker: subprocess.Popen[bytes]) -> Iterator[Answer]:
    """The worker's answers as they come, until it has ended or does not answer in time."""
    assert worker.stdout is not None
    pending = b""
    with selectors.DefaultSelector() as selector:
        selector.register(worker.stdout, selectors.EVENT_READ)
        deadline = time.monotonic() + DEADLINE_SECONDS
        while selector.select(max(0.0, deadline - time.monotonic())):
            data = _read(worker.stdout)
            if not data:
                return
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                deadline = time.monotonic() + DEADLINE_SECONDS
                yield msgspec.json.decode(line, type=Answer)


def _exit_code(worker: subprocess.Popen[bytes]) -> int | None:
    """How a worker that closed its output ended; None for one that is still at work."""
    try:
        return worker.wait(timeout=ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        return None


def _read(stream: IO[bytes]) -> bytes:
    read: Any = stream
    data: bytes = read.read1(CHUNK)
    return data


def _unread(check: str) -> Finding:
    return Finding(
        check=check,
        message="the file is too hard to read: this check did not come to an end",
        hint="Look for a very long line or very deep nesting, and write it in short statements.",
    )


def _lost(check: str, code: int) -> Finding:
    return Finding(
        check=check,
        message=f"the grader failed: the process of the static checks ended with exit code {code}",
        hint=NOT_YOUR_FAULT,
        verdict=Verdict.INTERNAL_ERROR,
    )


# --- in the worker ---------------------------------------------------------------------------------


def work() -> None:
    """Answer an Order from standard input, line by line."""
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    files = _Files(order.sources)
    tasks = {task.id: task for task in order.tasks}
    for item in order.items:
        task = tasks[item.task]
        inspection = Inspection(
            task=task,
            policy=order.policy,
            source=order.sources.get(task.file) or order.unreadable.get(task.file),
            syntax=files.get(task.file.removesuffix(".py")),
            siblings=files,
        )
        answer = _answer(item.check, inspection)
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()


def _answer(check: str, inspection: Inspection) -> Answer:
    if check != LANDMARKS:
        return Answer(_findings(BY_ID[check], inspection))
    from checks.landmarks import landmarks

    return Answer((), landmarks(inspection.syntax) if inspection.syntax else {})


class _Files(Mapping[str, Syntax]):
    """The syntax of the student's files by module name, each parsed when it is asked for, and once.

    A task's check pays for the files it looks at alone, so that no file stands in another one's way.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = {name.removesuffix(".py"): source for name, source in sources.items()}
        self._parsed: dict[str, Syntax | None] = {}

    def __getitem__(self, module: str) -> Syntax:
        from checks.source import syntax_of

        if module not in self._parsed:
            self._parsed[module] = syntax_of(self._sources[module])
        syntax = self._parsed[module]
        if syntax is None:
            raise KeyError(module)
        return syntax

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


def _findings(check: StaticCheck, inspection: Inspection) -> Findings | None:
    if check.needs and inspection.syntax is None:
        return None
    try:
        return tuple(_printable(finding) for finding in check.inspect(inspection))
    except (RecursionError, MemoryError):  # the text's doing: nested deeper than any person would write
        return (_unread(check.id),)
    except Exception as error:  # the check's own failure, which must not be taken for the student's
        return (failure(check.id, error),)


def _printable(finding: Finding) -> Finding:
    """The finding with what it quotes of the student's text made safe, on one line."""
    texts = {name: one_line(getattr(finding, name), MOST_CHARACTERS) for name in ("message", "reason", "hint")}
    return msgspec.structs.replace(finding, **texts)


def failure(check: str, error: Exception) -> Finding:
    """The finding for a check that failed itself: never the student's fault."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = f" ({step.tb_frame.f_code.co_filename.rpartition('/')[2]}:{step.tb_lineno})" if step else ""
    return Finding(
        check=check,
        message=f"the grader failed in this check{where}: {type(error).__name__}: {error}",
        hint=NOT_YOUR_FAULT,
        verdict=Verdict.INTERNAL_ERROR,
    )
