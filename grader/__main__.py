"""Starts the grader: `grader`, or `python -m grader`."""

import gc
import sys

from grader import startup

# Python looks for garbage once so many objects more have been made than went: 700 by itself. What is made of modules and
# calls stays to the end, and to go through it again and again took a sixth of the time of a grade.
OBJECTS_MORE = 200_000


def _safe_path() -> None:
    """Take the current folder off the import path, where `python -m` puts it.

    A student's folder may hold a `numpy.py`, and the grader must not run it.
    """
    if not sys.flags.safe_path and __spec__ is not None:
        sys.path.pop(0)


def main() -> int:
    """Check that this machine can run the grader, then run its command line; returns the exit code."""
    unfit = startup.unfit()
    if unfit:
        print("grader: " + unfit, file=sys.stderr)
        return 2
    gc.set_threshold(OBJECTS_MORE)
    startup.keep_docstrings()
    startup.prefer_installed_packages()
    try:
        startup.take_own_packages()
        from grader.cli import run
    except ImportError as error:
        print("grader: " + startup.unloadable(error), file=sys.stderr)
        return 2
    code = run(sys.argv[1:])
    gc.freeze()  # the process ends here: a last collection would find nothing, and take a twentieth of the time
    return code


if __name__ == "__main__":
    _safe_path()
    sys.exit(main())
