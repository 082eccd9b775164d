"""Runs the static checks on hostile text: in a process that is killed when a check does not end.

The worker is given one task's work after the other and answers with one line of JSON per check. Its process runs the
project's own code alone; the student's text is read there, never run.
"""

import os
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Mapping
from typing import IO, Any

import msgspec
from msgspec import Struct

from checks.exercises import landmarks_of
from checks.model import Finding, Inspection, Judged, Read, Source, StaticCheck, Syntax, Verdict, Work
from checks.model.assignment import Assignment, Policy, Task
from checks.pipeline import STATIC_IDS, made, static_checks
from checks.printable import one_line
from grader.failure import NOT_YOUR_FAULT, failure

DEADLINE_SECONDS = 10.0
ENDING_SECONDS = 0.5
MOST_CHARACTERS = 2000
CHUNK = 1 << 16
BY_ID = {check.id: check for check in static_checks()}
LANDMARKS = "landmarks"  # asked of the worker beside the checks, and last
BOOT = "import sys; sys.path[:] = {path!r}; from grader.judging.static import work; work({socket})"

Findings = tuple[Finding, ...]


class Order(Struct, frozen=True):
    """What the worker is given: one task's work."""

    task: Task
    policy: Policy
    modules: tuple[str, ...]
    work: Work


class Reply(Struct, frozen=True):
    """The worker's line for one check; `findings` is None when the file does not parse and the check needs that.

    `landmarks` are lines of the task's file by kind, in the answer to LANDMARKS alone.
    """

    findings: Findings | None
    landmarks: dict[str, int] = {}


class StaticWorker:
    """A process that does the static checks. What is asked is under way at once, and answered in the same order."""

    def __init__(self) -> None:
        self._orders: deque[Order] = deque()
        self._start()

    def ask(self, task: Task, assignment: Assignment, work: Work) -> None:
        """Have the static checks done."""
        modules = tuple(each.file.removesuffix(".py") for each in assignment.tasks)
        order = Order(task, assignment.policy, modules, work)
        self._orders.append(order)
        self._send(order)

    def result(self) -> Read:
        """What was found in what was asked first of all that is not yet answered.

        A check that does not end in DEADLINE_SECONDS, or that takes the worker down, fails, and with it all checks
        that have not answered: none of them may be passed over. No honest file is that hard to read.
        """
        order = self._orders.popleft()
        asked = _asked(order.task, order.policy)
        judged: dict[str, Judged] = {}
        landmarks: dict[str, int] = {}
        answers = self._answers()
        for number, check in enumerate(asked):
            answer = next(answers, None)
            if answer is None:
                judged |= self._given_up(asked[number:])
                break
            if check == LANDMARKS:
                landmarks = answer.landmarks
            else:
                judged[check] = Judged(answer.findings)
        return Read(judged, landmarks)

    def __enter__(self) -> "StaticWorker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._socket.close()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _start(self) -> None:
        self._unread = b""
        self._socket, end = socket.socketpair()
        with end:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", BOOT.format(path=sys.path, socket=end.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                pass_fds=(end.fileno(),),
                start_new_session=True,
            )

    def _send(self, order: Order) -> None:
        """An order is handed over as an open file: so nobody waits for the other to read, however much it is."""
        with tempfile.TemporaryFile() as file:
            file.write(msgspec.json.encode(order))
            file.flush()
            try:
                socket.send_fds(self._socket, [b"."], [file.fileno()])
            except OSError:
                return  # the process has ended, which whoever reads its answer is told

    def _answers(self) -> Iterator[Reply]:
        """The worker's answers as they come, until it has ended or does not answer in time."""
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while True:
                deadline = time.monotonic() + DEADLINE_SECONDS
                while b"\n" not in self._unread:
                    if not selector.select(max(0.0, deadline - time.monotonic())):
                        return
                    data = _read(self._process.stdout)
                    if not data:
                        return
                    self._unread += data
                line, _, self._unread = self._unread.partition(b"\n")
                yield msgspec.json.decode(line, type=Reply)

    def _given_up(self, checks: tuple[str, ...]) -> dict[str, Judged]:
        """What is said of a task when the worker has ended, or must be ended, before its answer."""
        code = _exit_code(self._process)
        self.close()
        self._start()
        for order in self._orders:
            self._send(order)
        by_itself = code is not None and code > 0  # Python ended with an exception: the grader's failure
        return {
            check: Judged((_lost(check, code) if code is not None and by_itself else _unread(check),))
            for check in checks
            if check != LANDMARKS
        }


def _asked(task: Task, policy: Policy) -> tuple[str, ...]:
    """What the worker answers to one Order: a line for each check that is made, and the landmarks."""
    return (*made(STATIC_IDS, policy.checks, task), LANDMARKS)


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


def work(descriptor: int) -> None:
    """Reply the Orders that come through a socket, check by check, until it is closed."""
    with socket.socket(fileno=descriptor) as asked:
        while True:
            message, (*files,), _, _ = socket.recv_fds(asked, 1, 1)
            if not message:
                return
            with os.fdopen(files[0], "rb") as file:
                file.seek(0)
                order = msgspec.json.decode(file.read(), type=Order)
            for answer in _work(order):
                sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
                sys.stdout.buffer.flush()


def _work(order: Order) -> Iterator[Reply]:
    file, others = order.work.file, order.work.others
    files = _Files(others if not isinstance(file, Source) else (file, *others))
    inspection = Inspection(
        task=order.task,
        policy=order.policy,
        source=file,
        syntax=files.get(order.task.file.removesuffix(".py")),
        siblings=files,
        modules=order.modules,
    )
    for check in _asked(order.task, order.policy):
        yield _answer(check, inspection)


def _answer(check: str, inspection: Inspection) -> Reply:
    if check != LANDMARKS:
        return Reply(_findings(BY_ID[check], inspection))
    return Reply((), dict(landmarks_of(inspection.task, inspection.syntax)) if inspection.syntax else {})


class _Files(Mapping[str, Syntax]):
    """The syntax of the student's files by module name, each parsed when it is asked for, and once.

    A task's check pays for the files it looks at alone, so that no file stands in another one's way.
    """

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._sources = {source.name.removesuffix(".py"): source for source in sources}
        self._parsed: dict[str, Syntax | None] = {}

    def __getitem__(self, module: str) -> Syntax:
        from checks.static.source import syntax_of

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
