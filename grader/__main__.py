"""Starts the grader: `grader`, or `python -m grader`."""

import gc
import sys

from grader import startup

TYPE_CHECKING = False  # as it is in `typing`, which is not loaded for it
if TYPE_CHECKING:
    from grader.sandbox.server import ZygoteProcess

# Python looks for garbage once so many objects more have been made than went: 700 by itself. What is made of modules
# and calls stays to the end, and to go through it again and again took a sixth of the time of a grade.
OBJECTS_MORE = 200_000
OTHERWISE = ("-h", "--help", "--isolation")  # with these none is needed, or another one


def _safe_path() -> None:
    """Take the current folder off the import path, where `python -m` puts it.

    A student's folder may hold a `numpy.py`, and the grader must not run it.
    """
    if not sys.flags.safe_path and __spec__ is not None:
        sys.path.pop(0)


def _started_for(arguments: list[str]) -> "ZygoteProcess | None":
    """The fork server that `grade` is going to need, before all else: it loads numpy while this process loads the rest.

    What is wrong with it, whoever needs it finds out.
    """
    if arguments[:1] != ["grade"] or any(word.startswith(OTHERWISE) for word in arguments):
        return None
    from grader.sandbox.levels import LEAST, at_least
    from grader.sandbox.server import ZygoteProcess

    startup.open_missing_streams()
    try:
        return ZygoteProcess(at_least(LEAST))
    except Exception:
        return None


def main() -> int:
    """Check that this machine can run the grader, then run its command line; returns the exit code."""
    unfit = startup.unfit()
    if unfit:
        print("grader: " + unfit, file=sys.stderr)
        return 2
    gc.set_threshold(OBJECTS_MORE)
    startup.keep_docstrings()
    startup.hear_of_ends()
    startup.leave_cores()
    startup.prefer_installed_packages()
    started = None
    try:
        startup.take_own_packages()
        started = _started_for(sys.argv[1:])
        from grader.cli import run

        code = run(sys.argv[1:], started)
    except ImportError as error:
        print("grader: " + startup.unloadable(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:  # before there was a command that could be stopped
        print("grader: stopped", file=sys.stderr)
        return 130
    finally:
        if started is not None:
            started.close()
    gc.freeze()  # the process ends here: a last collection would find nothing, and take a twentieth of the time
    return code


if __name__ == "__main__":
    _safe_path()
    sys.exit(main())
