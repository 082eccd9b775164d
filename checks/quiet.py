'''Nothing is printed.

What: Text printed while the file is imported or the function runs is a warning
and costs nothing.

Why: A function returns its result; printing is for the program that calls it,
below `if __name__ == "__main__":`. A print in the inner loop can also take more
time than the convolution.

Bad::

    def convolve_grayscale_valid(images, kernel):
        """Prints a debugging line"""
        print(images.shape)
        return images

Good::

    def convolve_grayscale_valid(images, kernel):
        """Prints nothing"""
        return images


    if __name__ == "__main__":
        print("started as a program")
'''

from collections.abc import Iterator

from checks.model import DynamicCheck, Evidence, Finding, Run, Severity
from checks.printable import printable

SHOWN = 200


def judge(run: Run) -> Iterator[Finding]:
    """A warning with the beginning of what was printed."""
    if run.printed_bytes:
        # Prints are not told apart by case, so with hidden cases none of the text is shown.
        hidden = any(case.hidden for case in run.cases)
        yield Finding(
            check="quiet",
            severity=Severity.WARNING,
            message=f"the code prints ({run.printed_bytes} bytes)",
            hint='Remove the prints, or move them below `if __name__ == "__main__":`.',
            evidence=Evidence() if hidden else Evidence(printed=printable(run.printed, SHOWN)),
        )


CHECK = DynamicCheck(
    id="quiet",
    summary="Nothing is printed.",
    reason="A function returns its result; printing is for the program that calls it.",
    needs=("source",),
    jobs=(),
    applies=lambda run: True,
    judge=judge,
)
