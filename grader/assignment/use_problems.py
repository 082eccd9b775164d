"""What is wrong with what a file may use, of all tasks or of one."""

import sys
from collections.abc import Iterable, Mapping

from grader.assignment.words import Problems, is_name, joined, quoted

NUMPY = "numpy"


def problems_of_use(imports: Mapping[str, tuple[str, ...]], forbidden_calls: Iterable[str]) -> Problems:
    """Yield key and problem of every module and every call that cannot be meant."""
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
