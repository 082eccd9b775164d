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

from checks.dynamic.outcomes import place, tell
from checks.model import DynamicCheck, Evidence, Finding, Outcome, Run, Verdict

OF_THE_TEXT = (
    "ImportError",
    "ModuleNotFoundError",
    "NameError",
    "AttributeError",
    "SyntaxError",
    "IndentationError",
    "TabError",
)
"""Exceptions that come of how the file is written, wherever that stands in it."""
MAIN_BLOCK = 'What should run only as a program belongs below `if __name__ == "__main__":`.'


def judge(run: Run) -> Iterator[Finding]:
    """An error when loading did not end well."""
    if run.loaded.outcome is Outcome.RETURNED:
        return
    telling = tell(run.loaded, run.exercise)
    of_the_text = run.loaded.detail.partition(":")[0] in OF_THE_TEXT
    file, line = place(run.loaded, run.task)
    yield Finding(
        check="loads",
        message=f"the file cannot be imported: {telling.message}",
        hint=telling.hint if of_the_text else f"{telling.hint} {MAIN_BLOCK}".strip(),
        line=line,
        file=file,
        evidence=Evidence(traceback=run.loaded.traceback),
    )


CHECK = DynamicCheck(
    id="loads",
    summary="The file can be imported.",
    reason="Whoever uses your function imports your file first.",
    needs=("source",),
    verdict=Verdict.NOT_LOADABLE,
    asks=(),
    applies=lambda run: True,
    judge=judge,
)
