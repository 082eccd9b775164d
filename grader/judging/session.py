"""Grades one submission end to end: static checks and trips into the sandbox side by side, then the fold."""

from concurrent.futures import ThreadPoolExecutor

from checks.model import Grade, Ran, Source, Submission, TaskGrade
from checks.model.assignment import Task
from grader.judging import grading
from grader.judging.examination import NOT_RUN, Examination
from grader.judging.static import StaticWorker
from grader.judging.work import work_of
from grader.sandbox.client import Sandbox


def grade(
    submission: Submission, tasks: tuple[Task, ...], examination: Examination, worker: StaticWorker, box: Sandbox
) -> Grade:
    """Grade the chosen tasks of one submission, of which the worker has been asked in this order.

    Raises:
        IsolationError: the machine has less isolation than was asked for; nothing was run.
    """
    # A full run holds more than a gigabyte for each task: one at a time.
    rounds = [(task,) for task in tasks] if examination.full else [tasks]
    grades: list[TaskGrade] = []
    levels: list[str] = []
    with ThreadPoolExecutor(len(tasks)) as pool:
        try:
            for together in rounds:
                for task_grade, ran in _round(together, submission, examination, worker, box, pool):
                    grades.append(task_grade)
                    levels += [ran.isolation] if ran else []
        except BaseException:
            box.close()
            pool.shutdown(cancel_futures=True)
            raise
    level = next((level for level in levels if level != NOT_RUN), NOT_RUN)
    return grading.grade_submission(submission, examination.assignment, tuple(grades), level)


def _round(
    tasks: tuple[Task, ...],
    submission: Submission,
    examination: Examination,
    worker: StaticWorker,
    box: Sandbox,
    pool: ThreadPoolExecutor,
) -> list[tuple[TaskGrade, Ran | None]]:
    """Some tasks side by side: all are under way before the first is judged."""
    works = {task: work_of(task, submission) for task in tasks}
    for task in tasks:
        examination.questions(task)  # made here, since threads would make them twice
    trips = {
        task: pool.submit(examination.run, task, work, box)
        for task, work in works.items()
        if isinstance(work.file, Source)
    }
    done = []
    for task, work in works.items():
        read = worker.result()
        ran = examination.judge(task, trips[task].result(), read.landmarks) if task in trips else None
        done.append((grading.grade_task(task, examination.assignment, work, read, ran), ran))
    return done
