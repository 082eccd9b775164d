"""From a submission to the work on one task: its file, and of the others those that it can import."""

import hashlib

from checks.model import Source, Submission, TaskFiles
from checks.model.assignment import Assignment, Task

# By what a file reaches a module whose name is no word, or is made while it runs.
REACHING = (b"__import__", b"importlib")


def task_files(task: Task, submission: Submission) -> TaskFiles:
    """What was handed in for a task.

    What a file is not given it cannot import, so its grade depends on what it is given and on nothing else.
    """
    file = submission.files.get(task.file)
    if not isinstance(file, Source):
        return TaskFiles(file)
    others = tuple(other for other in submission.files.values() if isinstance(other, Source) and other is not file)
    words = (*REACHING, *(other.name.removesuffix(".py").encode() for other in others))
    # All or none: one that is given may go on to import another.
    return TaskFiles(file, others if any(word in file.data for word in words) else ())


def fingerprint(files: TaskFiles) -> str:
    """A hash of what was handed in for a task: what is chosen for each submission by chance follows from it."""
    sources = [file for file in (files.file, *files.others) if isinstance(file, Source)]
    found = hashlib.sha256()
    for file in sorted(sources, key=lambda file: file.name):
        found.update(f"{file.name}\0{len(file.data)}\0".encode("utf-8", "surrogatepass") + file.data)
    return found.hexdigest()


def works(submission: Submission, assignment: Assignment) -> dict[Task, TaskFiles]:
    """The work on each task that is judged: on those that count, and on the others that were handed in."""
    beside = {task.id for task in assignment.beside if task.file in submission.files}
    judged = (task for task in assignment.tasks if assignment.counts(task) or task.id in beside)
    return {task: task_files(task, submission) for task in judged}


def model_files(task: Task, assignment: Assignment) -> TaskFiles:
    """The model solution, as it would be handed in; without a file where there is none."""
    solutions = {
        each.file: Source(each.file, data, hashlib.sha256(data).hexdigest(), executable=True)
        for each in assignment.tasks
        for data in (assignment.files.get(each.file),)
        if data is not None
    }
    return task_files(task, Submission("", solutions, has_readme=True))
