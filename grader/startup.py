"""What the process was started with, put right before anything of ours is loaded. Loads on any Python 3."""

import importlib
import os
import signal
import sys
from contextlib import contextmanager

TYPE_CHECKING = False  # as it is in `typing`, which is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Iterator


def unfit() -> str:
    """Why the grader cannot run here, and what to do; "" where it can."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this file must load on any Python 3, to say so)
        version = ".".join(map(str, sys.version_info[:3]))
        return "this is Python %s; it needs Python 3.11 or newer" % version  # noqa: UP031
    if sys.platform == "win32":
        return "native Windows is not supported; use WSL2"
    try:
        os.getcwd()
    except OSError:
        return "the folder that you are in was removed: go to another one (cd), and give the same command again"
    return ""


def open_missing_streams() -> None:
    """Who closed one of them wants nothing there; whatever is opened next must not take its place."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
            setattr(sys, name, os.fdopen(descriptor, "r" if descriptor == 0 else "w", encoding="utf-8"))


def hear_of_ends() -> None:
    """Be told how a process ended, which whoever started this one may have had ignored: that outlives a start."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def leave_cores() -> None:
    """Have numpy start no thread for each core: they would wait busily, and nothing is large enough for them here."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@contextmanager
def undisturbed() -> "Iterator[None]":
    """Hold Ctrl-C back while modules are loaded: some of numpy, and the lock on each, swallow what is raised then."""
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    for number in came[:1]:
        signal.raise_signal(number)


def keep_docstrings() -> None:
    """Begin anew where Python was told to throw docstrings away (PYTHONOPTIMIZE=2): help and pages are made of them."""
    if sys.flags.optimize < 2:
        return
    before, after = sys.orig_argv, len(sys.orig_argv) - len(sys.argv) + 1
    options = [option for option in before[1:after] if option not in ("-O", "-OO")]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONOPTIMIZE"}
    if len(options) < after - 1 or len(environment) < len(os.environ):
        os.execve(sys.executable, [sys.executable, *options, *before[after:]], environment)  # noqa: S606


def take_own_packages() -> None:
    """Take the other two packages of the project from where this one lies, whatever the import path says.

    In a second copy of the project the one that is installed comes before it, or it is not on the path at all.
    """
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path.insert(0, home)
    try:
        for name in ("checks", "reference"):
            importlib.import_module(name)
    finally:
        sys.path.remove(home)


def prefer_installed_packages() -> None:
    """Put the folders of PYTHONPATH behind all others: what lies there may be another Python's numpy."""
    if not sys.flags.ignore_environment:
        folders = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
        named = {os.path.abspath(folder) for folder in folders}
        sys.path.sort(key=lambda folder: os.path.abspath(folder) in named)


def unloadable(error: ImportError) -> str:
    """What is said of a package that cannot be loaded."""
    package = (error.name or "a package").partition(".")[0]
    why = " ".join(str(error).split())[:200]
    return "%s cannot be loaded by %s: set the grader up anew (%s)" % (package, sys.executable, why)  # noqa: UP031
