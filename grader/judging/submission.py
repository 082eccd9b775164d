"""Grades one submission end to end: the tasks side by side, then the fold."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from checks.model import Grade, Read, Source, Submission, TaskFiles
from checks.model.assignment import Task
from grader.judging.grading import graded
from grader.judging.items import Judgement
from grader.judging.judge import Judge
from grader.judging.task_files import works


def grade(submission: Submission, judge: Judge, meanwhile: Callable[[], object] = lambda: None) -> Grade:
    """Grade the works of one submission, of which the judge's worker has been asked in their order.

    `meanwhile` is what else is to be done, once, while the first trips are made.

    Raises:
        IsolationError: the machine has less isolation than was asked for; nothing was run.
        ModelError: a model solution does not answer.
    """
    asked = works(submission, judge.assignment)
    # A full run holds more than a gigabyte for each task: one at a time.
    rounds = [{task: files} for task, files in asked.items()] if judge.inputs.full else [asked]
    judged: list[tuple[Task, TaskFiles, Judgement]] = []
    with ThreadPoolExecutor(len(asked)) as pool:
        try:
            for together in rounds:
                judged += _round(together, judge, pool, meanwhile if not judged else lambda: None)
        except BaseException:
            judge.close()
            pool.shutdown(cancel_futures=True)
            raise
    return graded(submission, judge.assignment, judged)


def _round(
    works: dict[Task, TaskFiles], judge: Judge, pool: ThreadPoolExecutor, meanwhile: Callable[[], object]
) -> list[tuple[Task, TaskFiles, Judgement]]:
    """Some tasks side by side: all are under way before the first is judged."""
    reads: dict[Task, Future[Read]] = {task: Future() for task in works}
    trips = {
        task: pool.submit(judge.run, task, files, reads[task].result)
        for task, files in works.items()
        if isinstance(files.file, Source)
    }
    done = []
    try:
        meanwhile()
        for task in trips:
            judge.foresee(task)
        for task, files in works.items():
            reads[task].set_result(read := judge.worker.result())
            ran = judge.judged(task, files, trips[task].result(), read) if task in trips else None
            done.append((task, files, Judgement(read, ran, 0.0)))
    finally:
        for each in reads.values():
            each.cancel()  # who still waits for one that was not read waits no longer
    return done
