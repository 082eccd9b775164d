"""What to look for, from an exception's own words."""

import re

from checks.model.words import LACKING

FLOATS = (
    "integral type",  # np.pad
    "object cannot be interpreted as an integer",  # range, np.zeros
    "slice indices must be integers",
    "only integers, slices",
)
ONE_NUMBER = "only integer scalar"  # of an array where an index or the end of a range belongs
NOT_FITTING = ("could not be broadcast together", "could not broadcast input array", "not aligned", "mismatch")
NEGATIVE = "A size is below 0 here: work out by hand what the formula for it gives."
ARRAY = "A whole array stands where one number belongs. Its length is in its shape: array.shape[1], not array[1]."
NO_ATTRIBUTE = "A {} has no `{}`: only an array has. Take it apart instead, first, second = pair."
TUPLE = "np.zeros takes the shape as one tuple: np.zeros((2, 3))."
WHOLE = "A size, a range or an index is a float: divide with //."
SHAPES = "The shapes of two arrays do not fit together: print both, and see which axis is too long or too short."
MODULE = "A module is called there: call one of its functions, module.function(...)."
NOT_NEEDED = "No file, process or network is needed here: use what the function is given."
REFUSED = "`{}` is not to be had here: see `capabilities`, which says what is not and why."
_MISSING = re.compile(
    r"NameError: name '(\w+)' is not defined|KeyError: '(\w+)'|"
    r"AttributeError: module 'builtins' has no attribute '(\w+)'|"
    r"ImportError: cannot import name '(\w+)' from 'builtins'"
)
_NO_ARRAY = re.compile(
    r"AttributeError: '(tuple|list|int|float|str|NoneType)' object has no attribute '(shape|ndim|size|sum|astype|T)'"
)
BY_NAME = {
    "OSError": NOT_NEEDED,
    "PermissionError": NOT_NEEDED,
    "FileNotFoundError": NOT_NEEDED,
    "EOFError": "Nobody types here: take what is needed from the arguments, not from input().",
    "SystemExit": "Do not end the program: return the array.",
    "UnboundLocalError": "A variable gets its value only under a condition: what happens when it does not hold?",
    "NameError": "Look for a misspelt name, or one that exists only in the main block.",
    "TypeError": "Look at the types and the number of the arguments in that line.",
    "IndexError": "An index runs past the end of an axis: compare the range of the loop with the array's shape.",
    "RecursionError": "The function calls itself without end.",
    "ImportError": "There is nothing of that name in the module: look for a misspelt name.",
    "ModuleNotFoundError": "There is no such module where your file is run: use numpy.",
    "AttributeError": "There is nothing of that name there: look at what stands before the dot, and at the spelling.",
}


def hint(detail: str) -> str:
    """What to look for, from an exception's type and message; "" when they say it all."""
    name = detail.partition(":")[0]
    if missing := _refused(detail):
        return REFUSED.format(missing)
    if name == "ValueError":
        return _of_shapes(detail)
    if "'module' object is not callable" in detail:
        return MODULE
    if "as a data type" in detail:
        return TUPLE
    if ONE_NUMBER in detail:
        return ARRAY
    if found := _NO_ARRAY.match(detail):
        return NO_ATTRIBUTE.format(*found.groups())
    if any(words in detail for words in FLOATS):
        return WHOLE
    return BY_NAME.get(name, "")


def _refused(detail: str) -> str:
    """The builtin that was reached for and is not there, if it was that."""
    found = _MISSING.match(detail)
    return next((name for name in (found.groups() if found else ()) if name in LACKING), "")


def _of_shapes(detail: str) -> str:
    if "negative dimensions" in detail:
        return NEGATIVE
    return SHAPES if any(words in detail for words in NOT_FITTING) else ""
