"""The assignment that is made without a solution: small, complete, and right at once."""

from collections.abc import Mapping

FILE, FUNCTION, TITLE = "differences.py", "differences", "Differences"

SOLUTION = '''#!/usr/bin/env python3
"""Differences of values that are some steps apart."""
import numpy as np


def differences(x, lag=1):
    """Subtract from each value the one that is lag steps before it."""
    result = np.zeros(len(x) - lag)
    for i in range(len(result)):
        result[i] = x[i + lag] - x[i]
    return result
'''

RIGHT = '''#!/usr/bin/env python3
"""Differences of values that are some steps apart."""


def differences(x, lag=1):
    """Subtract all of them at once: no loop is needed."""
    return x[lag:] - x[:len(x) - lag]
'''

WRONG = '''#!/usr/bin/env python3
"""Differences of values that are some steps apart."""
import numpy as np


def differences(x, lag=1):
    """Subtract the neighbour, whatever the lag is."""
    result = np.zeros(len(x) - lag)
    for i in range(len(result)):
        result[i] = x[i + 1] - x[i]
    return result
'''

_TOML = """\
# An assignment: what is asked, and how it is judged. A wrong key or value is refused, with its place.

name = NAME

[[tasks]]
id = "1"
title = "Differences"
file = "differences.py"             # what students hand in; the model solution beside this file has the same name
function = "differences"
loops = 1                           # `for` statements that a file may have; without it no loop is counted
where = ["lag < n"]                 # what sizes have to meet: at least one difference is left

[tasks.arguments]                   # what the function is given, in this order
x = { array = "n" }                 # one axis, which is called n; "h w" would be two
lag = { integer = "lag", least = 1, default = 1 }

[[tasks.calls]]                     # a call of your own, as your handout makes it; the others are made by the grader
title = "a week of temperatures"
x = [11.5, 12, 9.5, 13, 14.5, 12, 10]
lag = 2

[cases]
# The random values that are asked come from it. It is yours alone: whoever knows it knows the questions.
seed = SEED
"""


def toml(name: str, seed: int) -> str:
    """The `assignment.toml`, where `name` is a text as TOML writes it."""
    return _TOML.replace("SEED", str(seed)).replace("NAME", name)


SAMPLES: Mapping[str, tuple[str, str]] = {
    "right": ("Without any loop.", RIGHT),
    "wrong": ("The lag is not used.", WRONG),
}
"""What each sample is about, and its file."""
