"""What is wrong with what a file may use and how near is right, of all tasks or of one."""

import sys
from collections.abc import Iterable, Mapping

from grader.assignment.words import Problems, is_name, joined, quoted

NUMPY = "numpy"


def problems_of_use(
    imports: Mapping[str, tuple[str, ...]], forbidden_calls: Iterable[str], tolerance: float | None
) -> Problems:
    """Yield key and problem of every module, every call and a tolerance that cannot be meant."""
    if tolerance is not None and not 0 < tolerance < 1:
        yield "tolerance", f"expected a share of the largest value, more than 0 and less than 1, got {tolerance}"
    for module, names in imports.items():
        place = joined("imports", module)
        if not _is_dotted(module):
            yield place, f"expected a module's name, got {quoted(module)}"
        elif not _is_there(module):
            yield place, f"expected {NUMPY} or a module of Python's own: where submissions are run, there is no other"
        for index, name in enumerate(names):
            if not is_name(name):
                yield f"{place}[{index}]", f"expected a Python name, got {quoted(name)}"
    for index, call in enumerate(forbidden_calls):
        if not _is_dotted(call):
            place = f"forbidden_calls[{index}]"
            yield place, f"expected a dotted name such as numpy.linalg.solve, got {quoted(call)}"


def _is_dotted(text: str) -> bool:
    return all(is_name(part) for part in text.split("."))


def _is_there(module: str) -> bool:
    """Whether the module can be there in the sandbox, which shows numpy and the standard library alone."""
    root = module.partition(".")[0]
    return root == NUMPY or root in sys.stdlib_module_names
