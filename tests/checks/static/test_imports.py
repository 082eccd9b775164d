"""What the course allows may be imported; the rest is found where it is used."""

import re
import textwrap

import pytest

from checks.model import Finding, Severity
from checks.static import imports
from tests.checks.inspections import inspection

NP = "import numpy as np\n"


def found(text: str, **options: object) -> list[Finding]:
    asked = inspection(text, **options)  # type: ignore[arg-type]
    assert asked.syntax is not None, text
    return list(imports.inspect(asked))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty file"),
        pytest.param("import numpy\nimport numpy as np\n", id="numpy"),
        pytest.param("import numpy.linalg\nimport numpy.lib.stride_tricks as s\n", id="numpy's submodules"),
        pytest.param("from numpy.lib.stride_tricks import as_strided\nas_strided(x)\n", id="a function of numpy"),
        pytest.param("from numpy import *\nx = zeros(3)\n", id="everything from numpy"),
        pytest.param("from math import ceil, floor\nx = ceil(y) + floor(y)\n", id="ceil and floor"),
        pytest.param("import math\nx = math.ceil(y)\n", id="ceil of math"),
        pytest.param("from typing import Tuple, Any\nimport typing as t\n", id="typing"),
        pytest.param("from __future__ import annotations\n", id="annotations"),
        pytest.param("f = __import__('0-convolve_grayscale_valid').convolve_grayscale_valid\n", id="another task file"),
        pytest.param("import importlib\nm = importlib.import_module('2-convolve_grayscale_padding')\n", id="importlib"),
        pytest.param(
            "from importlib import import_module\nm = import_module('1-convolve_grayscale_same')\n", id="its name"
        ),
        pytest.param("def f(scipy):\n    return scipy.signal\n", id="a parameter named like a module"),
        pytest.param("convolve = 3\nx.convolve(y)\nprint(convolve)\n", id="something else named convolve"),
        pytest.param("'np.convolve'\n# import scipy\n", id="strings and comments"),
        pytest.param(
            "if __name__ == '__main__':\n    import matplotlib.pyplot as plt\n    plt.show()\n    np.convolve\n",
            id="the main block",
        ),
    ],
)
def test_what_is_accepted(text: str) -> None:
    assert found(text, task="1") == []


def test_a_sibling_of_any_name_may_be_imported() -> None:
    assert found("m = __import__('helper')\n", siblings={"helper": "x = 1\n"}) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("import matplotlib.pyplot as plt\n", "`matplotlib` is imported and not used", id="left over"),
        pytest.param("import random\n", "`random` is imported and not used", id="left over and unknown"),
        pytest.param(
            "import matplotlib.pyplot as plt\nif __name__ == '__main__':\n    plt.show()\n",
            "`matplotlib` is imported and not used",
            id="used in the main block only",
        ),
        pytest.param("from math import sqrt\nsqrt(x)\n", "`math.sqrt` is not on the course's list", id="math.sqrt"),
        pytest.param("import math as m\nm.pi\nm.pi\n", "`math.pi` is not on the course's list", id="math.pi"),
    ],
)
def test_what_is_only_warned_about(text: str, message: str) -> None:
    (finding,) = found(text)
    assert (finding.severity, finding.message) == (Severity.WARNING, message)
    assert finding.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "import scipy.signal as s\n\ns.correlate2d(x)\n",
            "`scipy` is not allowed: use numpy alone; line 3 uses it",
            id="scipy",
        ),
        pytest.param(
            "from scipy import signal\ndef f():\n    signal\n",
            "`scipy` is not allowed: use numpy alone; line 3 uses it",
            id="a name of scipy",
        ),
        pytest.param("import cv2\nx = cv2\n", "`cv2` is not allowed: use numpy", id="OpenCV"),
        pytest.param("import torch, numpy\ntorch.conv2d(x)\n", "`torch` is not allowed: use numpy", id="torch"),
        pytest.param("import os; os.getcwd()\n", "`os` is not allowed: use numpy alone", id="a module of Python's own"),
        pytest.param("from scipy.signal import *\n", "`scipy` is not allowed", id="everything of scipy"),
        pytest.param("x = __import__('scipy' '.signal')\n", "`scipy` is not allowed", id="__import__"),
        pytest.param(
            "import importlib as i\ni.import_module('scipy.signal')\n", "`scipy` is not allowed", id="import_module"
        ),
        pytest.param("__builtins__['__import__']('os')\n", "`os` is not allowed", id="__builtins__"),
        pytest.param("from . import x\n", "relative import", id="a relative import"),
        pytest.param("from .numpy import x\n", "relative import", id="a relative module"),
        pytest.param(
            "m = __import__('3-sharpen')\n", "`3-sharpen` is none of the task files", id="a file of another project"
        ),
        pytest.param(NP + "np.convolve(a, b)\n", "`numpy.convolve` is not allowed", id="np.convolve"),
        pytest.param(NP + "c = np.convolve\n", "`numpy.convolve` is not allowed", id="a mention of np.convolve"),
        pytest.param("from numpy import convolve as c\n", "`numpy.convolve` is not allowed", id="from numpy"),
        pytest.param("from numpy import *\nconvolve(a, b)\n", "`numpy.convolve` is not allowed", id="from a star"),
        pytest.param(NP + "getattr(np, 'con' + 'volve')\n", "`numpy.convolve` is not allowed", id="getattr"),
        pytest.param(NP + "n = [np]\nn[0].convolve\n", "`numpy.convolve` is not allowed", id="an item"),
        pytest.param(NP + "np.ma.convolve(a, b)\n", "`numpy.ma.convolve` is not allowed", id="a submodule's"),
        pytest.param(NP + "np.convolve.__call__(a, b)\n", "is not allowed", id="a method of it"),
        pytest.param("import typing\ntyping.functools.reduce\n", "through a part of `typing`", id="a module's module"),
        pytest.param("from typing import sys\n", "through a part of `typing`", id="a module's module by from"),
        pytest.param("import typing\ntyping._eval_type\n", "through a part of `typing`", id="a module's private part"),
        pytest.param("if __name__ == '__main__':\n    pass\nelse:\n    import os\n    os\n", "`os`", id="the else"),
    ],
)
def test_what_is_forbidden(text: str, message: str) -> None:
    (finding,) = [known for known in found(text) if known.severity is Severity.ERROR]
    assert message in finding.message
    assert finding.reason
    assert finding.hint


OWN = {"imports": (("numpy", ()), ("itertools", ("chain",)))}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import itertools\nitertools.chain(x)\n", id="a module that the task allows"),
        pytest.param(NP + "np.convolve(x, y)\n", id="a function that the task does not forbid"),
    ],
)
def test_what_the_task_allows_is_accepted(text: str) -> None:
    assert found(text, keys={**OWN, "forbidden_calls": ()}) == []


@pytest.mark.parametrize(
    ("keys", "text", "message", "hint", "reason"),
    [
        pytest.param(
            OWN,
            "import os\nos.sep\n",
            "`os` is not allowed: use numpy and itertools alone; line 2 uses it",
            "numpy's slices, sums and `np.einsum` are enough. What only the main block needs belongs in it.",
            "The exercise is to be written with numpy and itertools and nothing else.",
            id="another module",
        ),
        pytest.param(
            {"imports": ()},
            NP + "np.ones(3)\n",
            "`numpy` is not allowed: write it without any module; line 2 uses it",
            "What only the main block needs belongs in it.",
            "The exercise is to be written with Python and nothing else.",
            id="numpy where nothing is allowed",
        ),
        pytest.param(
            OWN,
            "import itertools\nitertools.repeat(x)\n",
            "`itertools.repeat` is not on the task's list",
            "The task lists `itertools.chain`; numpy has the rest.",
            "The exercise is to be written with numpy and itertools and nothing else.",
            id="another name of the task's",
        ),
        pytest.param(
            {"imports": (("math", ("ceil",)),)},
            "import math\nmath.floor(x)\n",
            "`math.floor` is not on the task's list",
            "The task lists `math.ceil`.",
            "The exercise is to be written with math and nothing else.",
            id="another name, without numpy",
        ),
        pytest.param(
            {"forbidden_calls": ("numpy.linalg.solve",), "exercise": ""},
            NP + "np.linalg.solve(a, b)\n",
            "`numpy.linalg.solve` is not allowed by the task",
            "Work out yourself what it does: that is what is asked.",
            "The exercise is to be written with numpy and nothing else.",
            id="a function that the task forbids",
        ),
    ],
)
def test_what_is_said_follows_the_task(
    keys: dict[str, object], text: str, message: str, hint: str, reason: str
) -> None:
    (finding,) = found(text, keys=keys)
    assert (finding.message, finding.hint, finding.reason) == (message, hint, reason)


MODULE = ("0-convolve_grayscale_valid",)
SHARED = """import itertools
import numpy as np


def convolve_grayscale_valid(images, kernel):
    return helper(images)


def helper(x):
    return {}


def another(x):
    return np.convolve(itertools.chain(x), x)
"""


@pytest.mark.parametrize(
    ("used", "messages"),
    [
        pytest.param("np.ones(3)", [], id="what the task allows"),
        pytest.param(
            "itertools.chain(x)", ["`itertools` is not allowed: use numpy alone; line 10 uses it"], id="a module"
        ),
        pytest.param("np.convolve(x, x)", ["`numpy.convolve` is not allowed by the course"], id="a function"),
    ],
)
def test_where_tasks_share_a_file_each_answers_for_what_its_function_reaches(used: str, messages: list[str]) -> None:
    said = [finding.message for finding in found(SHARED.format(used), shared=MODULE)]
    assert len(said) == len(messages)
    assert all(wanted in message for wanted, message in zip(messages, said, strict=True))
    assert len(found(SHARED.format(used))) >= 2


def test_a_function_that_is_forbidden_is_not_what_is_said_to_be_enough() -> None:
    (finding,) = found("import os\nos.sep\n", policy={"forbidden_calls": ("numpy.einsum",)})
    assert finding.hint.startswith("numpy's slices and sums are enough. ")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param(
            "from helpers import pad_images\nx = pad_images(y)\n",
            "Move `pad_images` into this file: only the task files are handed in.",
            id="one function",
        ),
        pytest.param(
            "import helpers as h\nx = h.size(y)\nz = h.pad(h.size(x))\n",
            "Move `size` and `pad` into this file: only the task files are handed in.",
            id="two, through the module",
        ),
        pytest.param(
            "from helpers import *\nx = pad(y)\n",
            "Move what you use of `helpers` into this file: only the task files are handed in.",
            id="a star",
        ),
    ],
)
def test_a_helper_file_is_to_be_moved_into_this_one(text: str, hint: str) -> None:
    (finding,) = found(text)
    assert finding.message.startswith("`helpers` is none of the task files; ")
    assert finding.hint == hint
    assert finding.reason == "Whoever runs this file has the task files and numpy, and no other file of yours."


@pytest.mark.parametrize("module", ["scipy", "torch", "PIL", "pandas", "sklearn", "os", "matplotlib"])
def test_a_library_is_no_file_of_the_students(module: str) -> None:
    (finding,) = found(f"import {module}\nx = {module}.y\n")
    assert finding.message == f"`{module}` is not allowed: use numpy alone; line 2 uses it"
    assert "handed in" not in finding.hint


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        pytest.param(
            "import numpy as np\nimport math\nimport os\nx = math.pi + np.pi\nos.sep\n", {}, id="what is there"
        ),
        pytest.param("import cv2\n", {}, id="what nothing uses"),
        pytest.param("m = __import__('1-convolve_grayscale_same')\nm.f()\n", {}, id="a task file"),
        pytest.param("import cv2\n\nx = cv2.f(y)\nz = cv2.g\n", {"cv2": (3, 4)}, id="a library"),
        pytest.param("from helpers import pad\npad(x); pad(y)\n", {"helpers": (2,)}, id="a helper file"),
    ],
)
def test_the_modules_that_are_not_to_be_had_are_known_with_their_lines(
    text: str, modules: dict[str, tuple[int, ...]]
) -> None:
    assert imports.not_here(inspection(text)) == modules


def test_a_module_is_found_once() -> None:
    text = "import scipy.signal\nimport scipy.ndimage as n\nn.convolve(x)\nscipy.signal.convolve(x)\n"
    (finding,) = found(text)
    assert (finding.line, finding.column) == (1, 1)
    assert "line 3" in finding.message


def test_a_forbidden_function_is_found_at_its_place() -> None:
    (finding,) = found(NP + "'é😀'; x = np.convolve(a, b)\n")
    assert (finding.line, finding.column) == (2, 11)


def test_the_page_is_true() -> None:
    _, bad, good = re.split(r"^(?:Bad|Good)::\n", imports.__doc__ or "", flags=re.M)
    assert [finding for finding in found(textwrap.dedent(bad)) if finding.severity is Severity.ERROR]
    assert found(textwrap.dedent(good)) == []
