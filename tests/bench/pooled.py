"""The job as the grader does it: a pool of judges, the best isolation there is, and a verdict for each submission."""

import sys
from pathlib import Path

from checks.model import Verdict
from grader.batch.pool import Pool
from grader.folders import cache_folder
from grader.intake import submission
from grader.judging import grading
from grader.judging.items import WorkItem
from grader.judging.task_files import task_files
from grader.sandbox.levels import LEVELS
from tests.bench.job import policy


def main(folder: Path) -> None:
    """Judge every submission; prints the isolation."""
    assignment = policy()
    (task,) = assignment.tasks
    with Pool(assignment, tuple(LEVELS), cache_folder()) as pool:
        works = [task_files(task, submission.read(own, assignment)) for own in sorted(folder.iterdir())]
        asked = [(files, pool.submit(WorkItem(task.id, files))) for files in works]
        for files, future in asked:
            done = future.result()
            graded = grading.grade_task(task, assignment, files, done.read, done.ran)
            assert graded.verdict is Verdict.ACCEPTED, graded
    print(pool.isolation, end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
