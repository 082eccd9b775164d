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
MEGABYTE = 10**6


def judge(run: Run) -> Iterator[Finding]:
    """A warning with the beginning of what was printed."""
    if run.printed_bytes:
        # Prints are not told apart by case, so with hidden cases none of the text is shown.
        hidden = any(case.hidden for case in run.cases)
        yield Finding(
            check="quiet",
            severity=Severity.WARNING,
            message=f"the code prints ({_size(run.printed_bytes)})",
            hint='Remove the prints, or move them below `if __name__ == "__main__":`.',
            evidence=Evidence() if hidden else Evidence(printed=printable(run.printed, SHOWN)),
        )


def _size(count: int) -> str:
    """Of a flood, which is cut off where it happens to be, not the last byte: it would differ from run to run."""
    return f"{count} bytes" if count < MEGABYTE else f"{count / MEGABYTE:.0f} MB"


CHECK = DynamicCheck(
    id="quiet",
    summary="Nothing is printed.",
    reason="A function returns its result; printing is for the program that calls it.",
    needs=("source",),
    asks=(),
    applies=lambda run: True,
    judge=judge,
)
