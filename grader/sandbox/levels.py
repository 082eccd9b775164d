"""How far the student's code is shut off: the layers, and the levels that are made of them."""

import enum


class Layer(enum.Flag):
    """One thing that stands between the student's code and the machine."""

    RLIMITS = enum.auto()  # bounds on descriptors, files, locked memory, queues
    PRIVILEGES = enum.auto()  # no capability, memory closed to others
    SECCOMP = enum.auto()
    LANDLOCK = enum.auto()
    NAMESPACES = enum.auto()


LEVELS = {
    "full": Layer.NAMESPACES | Layer.LANDLOCK | Layer.SECCOMP | Layer.PRIVILEGES | Layer.RLIMITS,
    "landlock": Layer.LANDLOCK | Layer.SECCOMP | Layer.PRIVILEGES | Layer.RLIMITS,
    "limits": Layer.RLIMITS,
}
LEAST = "limits"  # what one's own file is run with where nothing more is asked for


def at_least(level: str) -> tuple[Layer, ...]:
    """The layers of the levels that are no less than this one, best first."""
    names = list(LEVELS)
    return tuple(LEVELS[name] for name in names[: names.index(level) + 1])
