"""Runs the static checks on hostile text: in a process that is killed when a check does not end.

The worker is given one task's work after the other and answers check by check. Its process runs the
project's own code alone; the student's text is read there, never run.
"""

import contextlib
import resource
import signal
import sys
from collections import deque
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from checks.exercises import landmarks_of
from checks.language.misspelt import meant
from checks.model import (
    Finding,
    Inspection,
    Judged,
    Part,
    Read,
    Reading,
    Source,
    StaticCheck,
    TaskFiles,
    Verdict,
)
from checks.model.assignment import Assignment, Policy, RuleFile, Task, files_of
from checks.pipeline import STATIC_IDS, made, static_checks
from checks.printable import one_line
from checks.static import imports
from grader.failure import NOT_YOUR_FAULT, failure
from grader.judging import added_rules, parts_read
from grader.judging.own_process import Asked, EndedError, OwnProcess
from grader.judging.parsed import Parsed
from grader.judging.policy import policy_of
from grader.judging.task_files import model_files
from grader.sandbox.patience import PATIENCE_SECONDS, Deadline, is_busy

DEADLINE_SECONDS = 10.0  # of CPU time, for one check; by the clock where it computes nothing
LAST_SECONDS = 3 * DEADLINE_SECONDS
MEMORY_BYTES = 512 << 20
MOST_CHARACTERS = 2000
BY_ID = {check.id: check for check in static_checks()}
LANDMARKS = "landmarks"  # asked of the worker beside the checks, and last: nothing is passed over where it does not end

Findings = tuple[Finding, ...]


class ReadItem(Struct, frozen=True):
    """What the worker is given: one task's work; `shared` modules are several tasks', `rules` the assignment's own.

    `model` is the model solution of an exercise of which nothing else is known. It is asked for the `checks`, for what
    stands `beside` them in the answer, or for both.
    """

    task: Task
    policy: Policy
    modules: tuple[str, ...]
    files: TaskFiles
    shared: tuple[str, ...] = ()
    rules: tuple[RuleFile, ...] = ()
    model: Source | None = None
    checks: bool = True
    beside: bool = True


class Beside(Struct, frozen=True):
    """What else the text says: lines of it by kind, the names that are meant by misspelt ones, the modules that are not
    to be had, with the lines that use them, the parts that it has, and what may have been meant.
    """

    landmarks: dict[str, int] = {}
    meant: dict[str, str] = {}
    not_here: dict[str, tuple[int, ...]] = {}
    readings: tuple[Reading, ...] = ()
    guesses: tuple[Part, ...] = ()


class Reply(Struct, frozen=True):
    """The worker's answer for one check; `findings` is None when the file does not parse and the check needs that.

    `beside` is in the answer to LANDMARKS alone.
    """

    findings: Findings | None
    beside: Beside | None = None


class StaticWorker:
    """A process that does the static checks. What is asked is under way at once, and answered in the same order."""

    def __init__(self, *, forked: bool = False) -> None:
        """`forked`: as a copy of this process, which has loaded the checks."""
        self._items: deque[ReadItem] = deque()
        self._process = OwnProcess(serve, forked=forked)

    def ask(
        self, task: Task, assignment: Assignment, files: TaskFiles, *, checks: bool = True, beside: bool = True
    ) -> None:
        """Have the static checks done, and what else the text says read: both, or one of them."""
        modules = tuple(file.removesuffix(".py") for file in files_of(assignment.tasks))
        file = None if task.exercise else model_files(task, assignment).file
        model = file if isinstance(file, Source) else None
        policy, shared, rules = policy_of(task, assignment), assignment.shared, assignment.rules if checks else ()
        item = ReadItem(task, policy, modules, files, shared, rules, model, checks, beside)
        self._items.append(item)
        self._send(item)

    def result(self) -> Read:
        """What was found in what was asked first of all that is not yet answered.

        A check that does not end in DEADLINE_SECONDS, or that takes the worker down, fails, and with it all checks
        that have not answered: none of them may be passed over. No honest file is that hard to read; on a busy machine
        it is asked once more.
        """
        read, lost = self._read(self._items[0])
        if lost and is_busy():
            self._start_again()
            read, lost = self._read(self._items[0])
        self._items.popleft()
        if lost:
            self._start_again()
        return read

    def __enter__(self) -> "StaticWorker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def _send(self, item: ReadItem) -> None:
        with contextlib.suppress(EndedError):  # which whoever waits for its answers is told
            self._process.ask(msgspec.json.encode(item))

    def _start_again(self) -> None:
        """Have another process do all that is not yet answered."""
        self.close()
        self._process = OwnProcess(serve)
        for item in self._items:
            self._send(item)

    def _read(self, item: ReadItem) -> tuple[Read, bool]:
        """What was found, and whether the process is lost, or given up, before its last answer."""
        asked: tuple[str | RuleFile, ...] = (*_asked(item), *item.rules, *((LANDMARKS,) if item.beside else ()))
        judged: dict[str, Judged] = {}
        beside = Beside()
        for number, question in enumerate(asked):
            try:
                answer = msgspec.json.decode(self._answer(), type=Reply)
            except (EndedError, TimeoutError):
                return _read(item, self._given_up(asked[number:], judged), beside), True
            if isinstance(question, RuleFile):
                judged = added_rules.with_more(judged, answer.findings or ())
            elif question == LANDMARKS:
                beside = answer.beside or beside
            else:
                judged[question] = Judged(answer.findings)
        return _read(item, judged, beside), False

    def _answer(self) -> bytes:
        """The next answer.

        Raises:
            EndedError: there is none: the process has ended.
            TimeoutError: it has had all of its CPU time, or does not use it.
        """
        deadline, start = Deadline(DEADLINE_SECONDS, PATIENCE_SECONDS), self._process.cpu_seconds
        while not self._process.has_answer(max(0.0, deadline.left)):
            if deadline.is_over:
                raise TimeoutError
            if deadline.wants_to_look():
                spent = self._process.cpu_seconds
                if spent is not None and start is not None and spent - start >= DEADLINE_SECONDS:
                    raise TimeoutError
                deadline.looked(spent)
        return self._process.answer(DEADLINE_SECONDS)

    def _given_up(self, left: tuple[str | RuleFile, ...], judged: dict[str, Judged]) -> dict[str, Judged]:
        """What was judged, with what is said where a process has not answered which has ended, or must be ended."""
        if isinstance(left[0], RuleFile):
            return added_rules.with_more(judged, (added_rules.endless(left[0].name),))
        code = self._process.exit_code()
        by_itself = code is not None and code > 0  # Python ended with an exception: the grader's failure
        lost = {
            check: Judged((_lost(check, code) if code is not None and by_itself else _unread(check),))
            for check in left
            if isinstance(check, str) and check != LANDMARKS
        }
        return judged | lost


def _read(item: ReadItem, judged: dict[str, Judged], beside: Beside) -> Read:
    found = (beside.landmarks, beside.meant, beside.not_here, beside.readings, beside.guesses)
    return Read(judged, *found, is_whole=item.beside)


def _asked(item: ReadItem) -> tuple[str, ...]:
    """The checks that the worker answers."""
    return made(STATIC_IDS, item.policy.checks, item.task) if item.checks else ()


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


def serve(asked: Asked) -> None:
    """Answer each ReadItem check by check, until there are no more."""
    if sys.platform == "linux":  # elsewhere a process has more address space before it has begun
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    with contextlib.suppress(EndedError):
        while True:
            message = asked.message()
            _end_after(LAST_SECONDS)
            for answer in _work(msgspec.json.decode(message, type=ReadItem)):
                asked.answer(msgspec.json.encode(answer))
                _end_after(LAST_SECONDS)


def _end_after(cpu_seconds: float) -> None:
    """Have the system end this process when one check takes that long: who asked may be gone by then."""
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)


def _work(item: ReadItem) -> Iterator[Reply]:
    file, others = item.files.file, item.files.others
    files = Parsed(others if not isinstance(file, Source) else (file, *others))
    inspection = Inspection(
        task=item.task,
        policy=item.policy,
        source=file,
        syntax=files.get(item.task.file.removesuffix(".py")),
        siblings=files,
        modules=item.modules,
        shared=item.shared,
    )
    for check in _asked(item):
        yield Reply(_findings(BY_ID[check], inspection))
    for rule in item.rules:
        yield Reply(tuple(_printable(finding) for finding in added_rules.found(rule, inspection)))
    if item.beside:
        yield _beside(inspection, item.model)


def _beside(inspection: Inspection, model: Source | None) -> Reply:
    if inspection.syntax is None:
        return Reply(())
    try:
        task, syntax = inspection.task, inspection.syntax
        landmarks, found = dict(landmarks_of(task, syntax)), parts_read.readings(inspection.source, task, syntax)
        guesses = parts_read.guesses(inspection.source, task, syntax, model)
        return Reply((), Beside(landmarks, meant(syntax.module), imports.not_here(inspection), found, guesses))
    except (RecursionError, MemoryError):  # as in _findings; the checks have said so
        return Reply(())


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
