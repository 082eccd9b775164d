import ast

import pytest

from checks.language.misspelt import MOST, meant


def in_function(*lines: str) -> str:
    return "import numpy as np\n\n\ndef f(images, kernel):\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(in_function("return images"), id="a parameter"),
        pytest.param(in_function("return later()") + "\n\ndef later():\n    pass\n", id="defined further down"),
        pytest.param(in_function("return [image for image in images]"), id="bound by a comprehension"),
        pytest.param(in_function("global out", "out = 1", "return out"), id="a global"),
        pytest.param(in_function("return len(images), __name__, __file__"), id="builtins, and names of every module"),
        pytest.param("from numpy import *\n" + in_function("return image"), id="any name may come with a star"),
        pytest.param(in_function("return completely_different_thing_altogether"), id="nothing is near"),
        pytest.param(in_function("try:", "    f", "except OSError as error:", "    error"), id="an exception"),
        pytest.param(in_function("with open(kernel) as file:", "    file"), id="a context"),
        pytest.param(
            in_function("match images:", "    case [first, *rest]:", "        return first, rest"), id="a pattern"
        ),
        pytest.param("class A:\n    size = 1\n    other = size\n", id="a class's own names in its body"),
    ],
)
def test_what_has_a_value_is_not_misspelt(text: str) -> None:
    assert meant(ast.parse(text)) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(in_function("return image.shape"), {"image": "images"}, id="a parameter"),
        pytest.param(in_function("padded = 1", "return paded"), {"paded": "padded"}, id="a variable"),
        pytest.param(in_function("return npp.zeros(3)"), {"npp": "np"}, id="a module"),
        pytest.param(in_function("return rnage(3)"), {"rnage": "range"}, id="a builtin"),
        pytest.param(in_function("return [kernal for i in images]"), {"kernal": "kernel"}, id="in a comprehension"),
        pytest.param(in_function("def g():", "    kernl", "return g"), {"kernl": "kernel"}, id="a function within"),
    ],
)
def test_what_has_none_is_told_with_the_one_that_is_meant(text: str, names: dict[str, str]) -> None:
    assert meant(ast.parse(text)) == names


def test_where_most_names_have_no_value_none_is_looked_for() -> None:
    assert meant(ast.parse(in_function(*(f"print(imag{'e' * n})" for n in range(MOST + 1))))) == {}
