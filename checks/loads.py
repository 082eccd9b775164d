"""The file can be imported.

What: The file is imported in a process of its own, as
`__import__("0-convolve_grayscale_valid")` does it. An exception, an endless
loop or an exit at module level ends that, and then there is no function to
call.

Why: Whoever uses your function imports your file first. What is to run only
when the file is started as a program belongs below
`if __name__ == "__main__":`.

Bad::

    images = load("MNIST.npz")

Good::

    if __name__ == "__main__":
        images = load("MNIST.npz")
"""

from collections.abc import Iterator

from checks.model import Array, CasePolicy, DynamicCheck, Evidence, Finding, Job, Outcome, Run, Task, Verdict
from checks.outcomes import tell


def jobs(_task: Task, _policy: CasePolicy, _digits: Array) -> tuple[Job, ...]:
    """Nothing: any trip loads the file."""
    return ()


def judge(run: Run) -> Iterator[Finding]:
    """An error when loading did not end well."""
    if run.loaded.outcome is Outcome.RETURNED:
        return
    telling = tell(run.loaded)
    traceback = run.loaded.traceback
    yield Finding(
        check="loads",
        message=f"the file cannot be imported: {telling.message}",
        hint=f'{telling.hint} What should run only as a program belongs below `if __name__ == "__main__":`.',
        line=traceback[-1].line if traceback else None,
        file=traceback[-1].file if traceback and traceback[-1].file != run.task.file else "",
        evidence=Evidence(traceback=traceback),
    )


CHECK = DynamicCheck(
    id="loads",
    summary="The file can be imported.",
    reason="Whoever uses your function imports your file first.",
    needs=("source",),
    verdict=Verdict.NOT_LOADABLE,
    jobs=jobs,
    applies=lambda run: True,
    judge=judge,
)
