"""A model solution is read, the function that is meant is found, and what cannot become a task is refused in a line."""

import re

import pytest

from grader.drafting import DraftError, read
from grader.drafting.solutions import LARGEST

ONE = b"def f(x):\n    return x\n"


def taken(file: str, text: str, name: str = "") -> tuple[str, str]:
    found = read(file, text.encode(), name)
    return found.function.name, found.chosen


def of(*names: str, documented: tuple[str, ...] = ()) -> str:
    return "".join(f"def {name}(x):\n    {name in documented and repr(name)}\n    return x\n\n\n" for name in names)


@pytest.mark.parametrize(
    ("file", "text", "function", "chosen"),
    [
        ("a.py", of("f"), "f", "only"),
        ("a.py", of("_g", "f", "_h"), "f", "only"),
        ("g.py", of("f", "g", "h"), "g", "file"),
        ("3-g.py", of("f", "g", "h"), "g", "file"),
        ("a.py", of("f", "g", "h", documented=("f", "g")), "g", "last"),
        ("a.py", of("f", "g"), "g", "last"),
        ("a.py", of("f") + "def main():\n    'x'\n    return 1\n", "f", "last"),
        ("a.py", of("f") + "class A:\n    def g(self):\n        return 1\n", "f", "only"),
    ],
)
def test_the_function_that_is_meant_is_taken(file: str, text: str, function: str, chosen: str) -> None:
    assert taken(file, text) == (function, chosen)


def test_a_named_function_is_taken_whatever_else_there_is() -> None:
    assert taken("h.py", of("f", "_g", "h"), "_g") == ("_g", "named")


def test_the_last_definition_of_a_name_counts() -> None:
    assert read("a.py", b"def f(x):\n    return 1\ndef f(y):\n    return 2\n").function.args.args[0].arg == "y"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"def f(x):\n    return '\xff'\n", "a.py: line 2: not UTF-8 text"),
        (b"def f(:\n", "a.py: line 1: does not parse: invalid syntax"),
        (b"def f(x):\n    return 1\0\n", "a.py: .*does not parse: source code string cannot contain null bytes"),
        (b"def f(x):\n    return " + b"a." * 5000 + b"a\n", "a.py: does not parse: nested too deeply"),
        (b"x = 1\n", "a.py: no function at its top level that students could write"),
        (b"def _f(x):\n    return x\n", "a.py: no function .* name one of _f: --solution FILE:FUNCTION"),
        (b"def f():\n    return 1\n", "a.py: f takes no parameter: there is nothing that it could be asked"),
        (b"def f(*x):\n    return 1\n", r"a.py: f takes \*x: every parameter of a task has a name"),
        (b"def f(**x):\n    return 1\n", r"a.py: f takes \*\*x: every parameter of a task has a name"),
        (b"def f(x, *, k):\n    return 1\n", "a.py: f takes k by keyword alone: .*"),
        (b"def f(x):\n    print(x)\n", "a.py: f returns nothing: a task asks for what a function returns"),
        (b"def f(x):\n    def g():\n        return 1\n", "a.py: f returns nothing.*"),
        (b"def f(x):\n    yield x\n", "a.py: f holds a `yield`.*"),
        (b"async def f(x):\n    return x\n", "a.py: f is an `async def`, which returns no array"),
        (
            f"def f({', '.join(f'x{n}' for n in range(21))}):\n    return 1\n".encode(),
            "a.py: f takes 21 parameters: .*",
        ),
        (b"#" * (LARGEST + 1), "a.py: larger than 256 KiB, too large for a model solution"),
    ],
)
def test_what_cannot_become_a_task_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(DraftError, match="^a.py") as told:
        read("a.py", data)
    assert re.fullmatch(said, str(told.value)), str(told.value)


def test_a_function_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(DraftError, match="a.py: there is no function g at its top level; the functions are f$"):
        read("a.py", ONE, "g")


@pytest.mark.parametrize("file", ["a.txt", "a", "b/a.py", "a\n.py", "a\u202e.py"])
def test_a_file_needs_a_plain_name(file: str) -> None:
    with pytest.raises(DraftError, match="expected a file whose name ends with .py") as told:
        read(file, ONE)
    assert str(told.value).isprintable()


def test_nothing_of_it_is_run(tmp_path) -> None:
    mark = tmp_path / "mark"
    read("a.py", f"open({str(mark)!r}, 'w')\n{ONE.decode()}".encode())
    assert not mark.exists()
