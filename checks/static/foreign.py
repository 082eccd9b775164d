"""What is said of a module that may not be used: a library, one of Python's own, or a helper file of the student's."""

import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checks.allowed import enough, listed, modules, only
from checks.model.assignment import Policy
from checks.printable import one_line

KNOWN = {
    "scipy": "a library of ready-made scientific functions",
    "cv2": "OpenCV, a library of ready-made filters",
    "skimage": "a library of ready-made filters",
    "PIL": "a library of ready-made filters",
    "torch": "a deep learning library with much ready-made",
    "tensorflow": "a deep learning library with much ready-made",
    "keras": "a deep learning library with much ready-made",
    "jax": "a deep learning library with much ready-made",
    "numba": "a compiler that makes Python loops fast",
    "cupy": "a library that takes numpy's place",
    "itertools": "a module of ready-made loops",
    "functools": "a module of functions that call functions",
    "multiprocessing": "a module that runs loops elsewhere",
}
BESIDE = {"matplotlib": "a library that draws", "seaborn": "a library that draws", "plotly": "a library that draws"}
OTHERS = frozenset(
    {
        *("Cython", "IPython", "astropy", "autograd", "chainer", "cython", "dask", "h5py", "imageio", "joblib"),
        *("kornia", "mahotas", "mxnet", "networkx", "numexpr", "opt_einsum", "paddle", "pandas", "pyfftw", "pywt"),
        *("requests", "sklearn", "statsmodels", "sympy", "theano", "torchvision", "tqdm", "xarray"),
    }
)
"""Libraries that need no words; whatever is none of these, nor Python's own, is a file of the student's."""
_MOST_NAMES, _LONGEST_NAME = 3, 60


class Words(NamedTuple):
    """What there is to say of such an import; `reason` goes before the check's own, or stands for it where it is
    `whole`."""

    message: str
    hint: str
    reason: str = ""
    whole: bool = False


def is_helper(root: str) -> bool:
    """Whether a module that is none of the task files is most likely one that the student wrote."""
    return root not in sys.stdlib_module_names and root not in {*KNOWN, *BESIDE, *OTHERS, "numpy"}


def words(root: str, line: int, names: Sequence[str], policy: Policy) -> Words:
    """What is said where a file uses `names` of a module; `line` is the first that does."""
    if is_helper(root):
        what = _taken(names) or f"what you use of `{root}`"
        return Words(
            f"`{root}` is none of the task files; line {line} uses it",
            f"Move {what} into this file: only the task files are handed in.",
            f"Whoever runs this file has the task files and {modules(policy)}, and no other file of yours.",
            whole=True,
        )
    hints = [f"{with_numpy} are enough." if (with_numpy := enough(policy)) else ""]
    hints += ["What only the main block needs belongs in it."] if root not in KNOWN else []
    known = {**KNOWN, **BESIDE}.get(root)
    return Words(
        f"`{root}` is not allowed: {only(policy)}; line {line} uses it",
        " ".join(filter(None, hints)) or "Write what it does yourself.",
        f"`{root}` is {known}." if known else "",
    )


def _taken(names: Iterable[str]) -> str:
    told = [f"`{one_line(name, _LONGEST_NAME)}`" for name in dict.fromkeys(names) if name not in ("", "*")]
    more = ["what else you use of it"] if len(told) > _MOST_NAMES else []
    return listed([*told[:_MOST_NAMES], *more])
