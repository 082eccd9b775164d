"""The whole way: read, ask, grade the model solutions and samples, change them, and see what becomes of that."""

import time
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Struct

from checks.model import Data
from checks.model.assignment import Assignment, Task
from checks.printable import one_line
from grader.assignment.data import arrays
from grader.batch.cores import cores
from grader.judging.answers import ModelError
from grader.judging.policy import policy_of
from grader.sandbox.client import Sandbox
from grader.verify import programs as changed_programs
from grader.verify import submitted
from grader.verify.deadline import Deadline, Told
from grader.verify.description import ENOUGH, Described, described
from grader.verify.equivalents import Key, listed
from grader.verify.fates import Row
from grader.verify.judge import Judge, Judgement, Workers, hurried
from grader.verify.judging import Changes, changed, judged, unknown
from grader.verify.mutants import Mutant
from grader.verify.programs import Program
from grader.verify.result import Result
from grader.verify.search import Search
from grader.verify.submitted import ModelGrade, Sample
from grader.verify.variants import untold

EVERY = 10  # of the values of a long array: what a program does is not told by their number
LONG, LARGE = 100, 100_000  # along the first axis, and values in all
AT_ONCE = max(2, cores())  # programs judged side by side


class Wanted(Struct, frozen=True):
    """What is verified: an assignment and its folder, the tasks, the samples, and further right programs to change, for
    as long as `seconds`; what has to be done before that has as long and `patience` more. `marks` are the places of a
    draft that nobody has looked at yet."""

    assignment: Assignment
    folder: Path
    tasks: tuple[Task, ...]
    samples: Path | None = None
    mutate: tuple[str, ...] = ()
    seconds: float = 600
    patience: float = 300
    changes: Changes = Changes()
    marks: tuple[str, ...] = ()


def verify(wanted: Wanted, box: Sandbox, cache: Path, told: Told) -> Result:
    """Verify an assignment.

    Raises:
        ModelError: a model solution does not answer.
        ProgramError, SampleError, EquivalentError: what was named cannot be used.
        LateError: the model solutions and samples alone take too long.
        IsolationError, SandboxError: the sandbox is not to be had.
    """
    start = time.monotonic()
    assignment = msgspec.structs.replace(wanted.assignment, named=tuple(task.id for task in wanted.assignment.tasks))
    known = listed(wanted.folder)
    others = [each for given in wanted.mutate for each in changed_programs.others(given, assignment, wanted.tasks)]
    folders = submitted.samples(wanted.samples) if wanted.samples else []
    stated = [(folder, submitted.expected(folder, assignment)) for folder in folders]
    every = [*changed_programs.models(assignment, wanted.tasks), *others]
    workers = Workers(AT_ONCE)
    with Deadline(box, wanted.seconds + wanted.patience, told) as deadline, closing(workers):
        told = deadline.told
        data = arrays(assignment)
        whole = Judge(assignment, data, box, cache, workers)
        whole.prepare(wanted.tasks)
        about = _described(wanted.tasks, whole, told)
        variants = tuple(each for task in wanted.tasks for each in untold(whole.prepared(task)))
        models = _models(wanted, assignment, whole, told)
        samples = _samples(stated, assignment, whole, told)
        quick = _quick(assignment, wanted.tasks, data, about, box, cache, workers)
        deadline.check()
        rows, done, total, unlisted = _changed(wanted, every, known, whole, quick, start, told)
        deadline.check()
    return Result(
        assignment=assignment.name,
        isolation=box.isolation,
        seconds=round(time.monotonic() - start, 1),
        described=about,
        models=models,
        samples=samples,
        rows=rows,
        judged=done,
        changes=total,
        unlisted=unlisted,
        variants=variants,
        marks=wanted.marks,
    )


def _described(tasks: Collection[Task], judge: Judge, told: Told) -> tuple[Described, ...]:
    found = []
    for number, task in enumerate(tasks):
        told("the calls", number, len(tasks))
        found.append(described(task, judge.prepared(task), judge.assignment.limits, judge.box))
    return tuple(found)


def _models(wanted: Wanted, assignment: Assignment, judge: Judge, told: Told) -> tuple[ModelGrade, ...]:
    """What the model solutions get that are there, as the files lie in the folder."""
    if not any(task.file in assignment.files for task in wanted.tasks):
        return ()
    files = submitted.handed_in(wanted.folder, assignment)
    asked = [task for task in wanted.tasks if submitted.is_there(files[task.id])]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told("the model solutions", 0, len(asked))
        return tuple(pool.map(lambda task: submitted.model_grade(task, files[task.id], judge), asked))


def _samples(
    stated: Collection[tuple[Path, submitted.Expected]], assignment: Assignment, judge: Judge, told: Told
) -> tuple[Sample, ...]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = []
        results = pool.map(lambda each: submitted.sample(each[0], each[1], assignment, judge), stated)
        for number, each in enumerate(results):
            found.append(each)
            told("the samples", number + 1, len(stated))
    return tuple(found)


def few(data: Data) -> Data:
    """The same arrays with one in EVERY of the images, or whatever a large one has many of."""
    return {
        name: array[::EVERY] if array.ndim and len(array) >= LONG and array.size >= LARGE else array
        for name, array in data.items()
    }


def _quick(
    assignment: Assignment,
    tasks: Collection[Task],
    data: Data,
    about: Collection[Described],
    box: Sandbox,
    cache: Path,
    workers: Workers,
) -> Judge:
    """A judge that needs little time: for programs of which there are hundreds."""
    seconds = max((each.mutant for each in about), default=ENOUGH)
    rules = hurried(assignment, seconds, max((each.proof for each in about), default=ENOUGH))
    made = Judge(rules, few(data), box, cache, workers)
    try:
        made.prepare_for_verdicts(tasks)
    except ModelError:  # arrays that belong together are no more of one length
        made = Judge(rules, data, box, cache, workers)
        made.prepare_for_verdicts(tasks)
    return made


def _changed(
    wanted: Wanted,
    every: list[Program],
    known: Collection[Key],
    whole: Judge,
    quick: Judge,
    start: float,
    told: Told,
) -> tuple[tuple[Row, ...], int, int, tuple[str, ...]]:
    until = start + wanted.seconds
    searches = _searches(wanted.tasks, whole, quick, until)
    told("the programs that are changed", 0, len(every))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda each: quick.judge(each.task, each.files(each.text)), every))
    wrong = {id(each): _rejected(is_it) for each, is_it in zip(every, found, strict=True) if is_it.killed}
    right = [each for each in every if id(each) not in wrong]
    told("the mutants are being made", 0, 0)
    made = {id(each): changed(each, wanted.changes, *_apart(each.task, whole.assignment)) for each in right}
    result = judged(
        right,
        lambda program: made[id(program)],
        quick.judge,
        lambda task, files: searches[task.id].hole(files),
        listed=known,
        at_once=AT_ONCE,
        until=until,
        told=lambda done, total: told("mutants and rewrites", done, total),
    )
    there = {
        (each.name, one.change, one.text) for each in right for _, one in made[id(each)] if isinstance(one, Mutant)
    }
    rows = [msgspec.structs.replace(row, wider=searches[row.task].asked) for row in result.rows]
    rows += [Row(each.name, each.task.id, 0, 0, wrong=wrong[id(each)]) for each in every if id(each) in wrong]
    unlisted = tuple(
        f"listed as equivalent, but no mutant: {one_line(', '.join(key))}" for key in unknown(result.rows, there, known)
    )
    return tuple(rows), result.done, result.total, unlisted


def _searches(tasks: Collection[Task], whole: Judge, quick: Judge, until: float) -> Mapping[str, Search]:
    limits = whole.assignment.limits
    return {
        task.id: Search(task, whole.assignment, quick.prepared(task), quick.box, limits.cpu_seconds, until)
        for task in tasks
    }


def _rejected(judgement: Judgement) -> str:
    by = f" by {', '.join(judgement.failed)}" if judgement.failed else ""
    return f"is itself rejected ({judgement.verdict}{by})"


def _apart(task: Task, assignment: Assignment) -> tuple[Collection[str], Collection[str]]:
    """The calls that its file may not have, and the functions in it that other tasks ask for."""
    beside = {each.function for each in assignment.tasks if each.file == task.file and each.function != task.function}
    return policy_of(task, assignment).forbidden_calls, beside
