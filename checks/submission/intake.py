"""What was handed in could be taken as it is.

What: Every task's file was found under its own name, in an archive or a repository
that can be read, and nothing in it tried to reach out of it. A file that was matched
back to its task after a rename, or the later of two files that was taken, is a note;
an archive that is broken, encrypted, too large or hostile is an error.

Why: A class comes as folders, downloads of a learning platform, archives and
repositories. Whoever reads a grade must know which file it is of, and what was left
aside. It costs no points: what could be read is graded as usual.

Bad::

    ada.zip: encrypted
    bob.zip: ../../bob.py

Good::

    ada/0-convolve_grayscale_valid.py
    ada/1-convolve_grayscale_same.py
    ada/2-convolve_grayscale_padding.py
"""

from collections.abc import Iterator

from checks.model import Finding, Submission, SubmissionCheck


def inspect(submission: Submission) -> Iterator[Finding]:
    """Yield what there was to say when the files were taken in."""
    yield from submission.intake


CHECK = SubmissionCheck(
    id="intake",
    summary="What was handed in could be taken as it is.",
    reason="Whoever reads a grade must know which file it is of, and what was left aside.",
    inspect=inspect,
)
