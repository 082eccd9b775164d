import pytest

from checks.static.documentation import CHECK, MOST
from tests.checks.inspections import inspection


def messages(text: str) -> list[str]:
    return [finding.message for finding in CHECK.inspect(inspection(text))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"""Module."""\n', id="a module alone"),
        pytest.param('#!/usr/bin/env python3\n# note\n\n"""Module."""\n', id="comments above the docstring"),
        pytest.param('"""M."""\ndef f():\n    """F."""\n', id="a function"),
        pytest.param("'M.'\ndef f(): 'F.'\n", id="single quotes"),
        pytest.param('r"""M."""\nasync def f():\n    u"""F."""\n', id="prefixes that keep it a text"),
        pytest.param('"""M."""\ndef f():\n    """F."""\n    def g():\n        pass\n', id="a nested function"),
        pytest.param('"""M."""\ndef f():\n    """F."""\n    class A:\n        pass\n', id="a class in a function"),
        pytest.param('"""M."""\nclass A:\n    """A."""\n    def f(self):\n        """F."""\n', id="a method"),
        pytest.param('"""M."""\nf = lambda x: x\n', id="a lambda"),
        pytest.param('"""M."""\nif __name__ == "__main__":\n    def main():\n        pass\n', id="in the main block"),
        pytest.param(
            '"""M."""\nif "__main__" == __name__ and 1:\n    def main():\n        pass\n',
            id="in a main block written the other way round",
        ),
        pytest.param('__doc__ = "Module."\n', id="a module's docstring by assignment"),
        pytest.param('"""M."""\ndef f(): pass\nf.__doc__ = "F."\n', id="a function's docstring by assignment"),
    ],
)
def test_accepts(text: str) -> None:
    assert messages(text) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        pytest.param("x = 1\n", "the module", id="a module without"),
        pytest.param("# Module.\n", "the module", id="a comment is no docstring"),
        pytest.param('import math\n"""Module."""\n', "the module", id="a text below an import"),
        pytest.param('f"""Module."""\n', "the module", id="an f-string"),
        pytest.param('b"""Module."""\n', "the module", id="bytes"),
        pytest.param('""\n', "the module", id="an empty one"),
        pytest.param('"""  \n\t"""\n', "the module", id="a blank one"),
        pytest.param("__doc__ = ''\n", "the module", id="an empty one by assignment"),
        pytest.param('"""M."""\ndef f(): pass\n', "the function `f`", id="a function"),
        pytest.param('"""M."""\nasync def f(): pass\n', "the function `f`", id="an async function"),
        pytest.param('"""M."""\ndef f():\n    x = 1\n    """F."""\n', "the function `f`", id="one too far down"),
        pytest.param('"""M."""\nif 1:\n    def f(): pass\n', "the function `f`", id="a function under `if`"),
        pytest.param('"""M."""\ntry:\n    1\nexcept E:\n    def f(): pass\n', "the function `f`", id="under `except`"),
        pytest.param(
            '"""M."""\nif __name__ == "__main__":\n    pass\nelse:\n    def f(): pass\n',
            "the function `f`",
            id="under the `else` of the main block",
        ),
        pytest.param('"""M."""\nclass A:\n    x = 1\n', "the class `A`", id="a class"),
        pytest.param('"""M."""\nclass A:\n    """A."""\n    def f(self): pass\n', "the method `A.f`", id="a method"),
        pytest.param(
            '"""M."""\nclass A:\n    """A."""\n    class B:\n        """B."""\n        def f(self): pass\n',
            "the method `A.B.f`",
            id="a method of a class in a class",
        ),
    ],
)
def test_names_what_is_missing(text: str, missing: str) -> None:
    assert messages(text) == [f"{missing} has no docstring"]


def test_tells_the_line_and_shows_an_example() -> None:
    (finding,) = CHECK.inspect(inspection('"""M."""\n\n\n@wrapped\ndef convolve(x):\n    pass\n'))
    assert finding.line == 5
    assert '"""Say here what convolve does."""' in finding.hint


def test_says_no_more_than_a_reader_can_use() -> None:
    many = '"""M."""\n' + "".join(f"def f{number}(): pass\n" for number in range(MOST + 5))
    assert messages(many)[MOST:] == ["5 more docstrings are missing"]


def test_says_nothing_of_a_file_that_does_not_parse() -> None:
    assert messages("def f(:\n") == []
