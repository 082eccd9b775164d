"""The folder holds a README.md.

What: A file with exactly this name lies in the folder of the project.

Why: The course asks for it, and it is what a visitor of the repository reads
first. It costs no points.

Bad::

    0-convolve_grayscale_valid.py
    1-convolve_grayscale_same.py
    2-convolve_grayscale_padding.py

Good::

    0-convolve_grayscale_valid.py
    1-convolve_grayscale_same.py
    2-convolve_grayscale_padding.py
    README.md
"""

from collections.abc import Iterator

from checks.model import Finding, Severity, Submission, SubmissionCheck


def inspect(submission: Submission) -> Iterator[Finding]:
    """Yield a warning when there is no README.md."""
    if not submission.has_readme:
        yield Finding(
            check="readme",
            severity=Severity.WARNING,
            message="there is no `README.md` in the folder",
            hint="Write one that says what the project is about; its name is in capital letters.",
        )


CHECK = SubmissionCheck(
    id="readme",
    summary="The folder holds a README.md.",
    reason="The course asks for it, and it is what a visitor reads first.",
    inspect=inspect,
)
