"""What a function cannot reach is left out; what it may reach, however it is named, is not."""

import ast

import pytest

from checks.language.reach import out_of_reach

OTHER = "def other():\n    pass\n"


def left_out(text: str) -> list[str]:
    """The top-level functions whose bodies the function `f` cannot run."""
    module = ast.parse(text)
    spans = out_of_reach(module, {"f"})
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    return [node.name for node in functions if any(start[0] == node.body[0].lineno for start, _ in spans)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"def f():\n    return 1\n{OTHER}", id="a function that is not named"),
        pytest.param(f"{OTHER}def f():\n    return 1\n", id="one that stands before it"),
        pytest.param(
            f"def f():\n    return 1\n{OTHER}if __name__ == '__main__':\n    other()\n", id="the main block's"
        ),
        pytest.param(f"def f():\n    return 1\n{OTHER}def third():\n    return other\n", id="one of another's"),
        pytest.param(
            f"import numpy as np\ndef f():\n    return 1\n@np.errstate(all='ignore')\n{OTHER}",
            id="one with a decorator that keeps it nowhere",
        ),
        pytest.param(
            f"from functools import lru_cache\n@lru_cache\n{OTHER}def f():\n    return 1\n", id="one that is cached"
        ),
    ],
)
def test_what_nothing_names_is_out_of_reach(text: str) -> None:
    assert "other" in left_out(text)
    assert "f" not in left_out(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"def f():\n    return other()\n{OTHER}", id="a call"),
        pytest.param(f"def f():\n    return g()\ndef g():\n    return other\n{OTHER}", id="a call by way of another"),
        pytest.param(f"{OTHER}g = other\ndef f():\n    return g()\n", id="another name for it"),
        pytest.param(f"{OTHER}TABLE = {{'a': other}}\ndef f():\n    return TABLE['a']()\n", id="a table of functions"),
        pytest.param(f"{OTHER}class C:\n    g = other\ndef f():\n    return C.g()\n", id="a class"),
        pytest.param(f"{OTHER}def f(g=other):\n    return g()\n", id="a default"),
        pytest.param(f"{OTHER}def f():\n    return 1\ndef third(g=other()):\n    pass\n", id="a default that is run"),
        pytest.param(f"{OTHER}@other\ndef third():\n    pass\ndef f():\n    pass\n", id="a decorator"),
        pytest.param(f"{OTHER}def f(x: other()):\n    return x\n", id="an annotation"),
        pytest.param(f"{OTHER}other()\ndef f():\n    return 1\n", id="a statement that runs at the import"),
        pytest.param(f"{OTHER}if True:\n    other()\ndef f():\n    return 1\n", id="one within another"),
        pytest.param(
            f"{OTHER}if __name__ == '__main__':\n    pass\nelse:\n    other()\ndef f():\n    pass\n", id="an else"
        ),
        pytest.param(
            f"{OTHER}import sys\ndef f():\n    return sys.modules[__name__].__dict__\n", id="the module's table"
        ),
        pytest.param(f"{OTHER}def f():\n    return globals()['ot' + 'her']()\n", id="globals"),
        pytest.param(f"{OTHER}def f():\n    return f.__globals__['ot' + 'her']()\n", id="the function's globals"),
        pytest.param(f"{OTHER}def f():\n    import this\n    return this.other()\n", id="an attribute of anything"),
        pytest.param(f"{OTHER}def f(x):\n    return x.send('other')\n", id="its name in a text"),
        pytest.param(
            f"{OTHER}def third():\n    vars()\ndef f():\n    return 1\n", id="a way to all names, wherever it is"
        ),
        pytest.param(f"def f():\n    return 1\n@f\n{OTHER}", id="a decorator of its own, which may keep it"),
        pytest.param(
            f"K = []\ndef keep(g):\n    K.append(g)\n@keep\n{OTHER}def f():\n    return K[0]()\n",
            id="a list of functions",
        ),
        pytest.param(
            f"import numpy as np\nnp.errstate = K.append\n@np.errstate\n{OTHER}def f():\n    return K[0]()\n",
            id="a decorator of numpy's that is another",
        ),
        pytest.param(
            f"import numpy as np\nclass np:\n    pass\n@np.errstate\n{OTHER}def f():\n    return 1\n",
            id="a decorator of what is called like numpy",
        ),
        pytest.param(
            f"from keepers import errstate\n@errstate()\n{OTHER}def f():\n    return 1\n",
            id="somebody else's decorator",
        ),
        pytest.param(
            f"{OTHER}def f(m):\n    match m:\n        case object(other=g):\n            return g()\n", id="a pattern"
        ),
        pytest.param(f"{OTHER}def f():\n    return g('0.a[other]')\n", id="its name in the middle of a text"),
        pytest.param(
            f"{OTHER}def f():\n    return object.__getattribute__(f, '__glo' + 'bals__')\n",
            id="an attribute by its name",
        ),
        pytest.param(f"{OTHER}def f():\n    return error.tb_frame.f_locals\n", id="a frame"),
        pytest.param(f"async def third():\n    other()\n{OTHER}def f():\n    return third()\n", id="a coroutine"),
    ],
)
def test_what_may_be_reached_is_not_left_out(text: str) -> None:
    assert "other" not in left_out(text)


def test_two_functions_of_one_name_are_both_reached() -> None:
    text = f"if 1:\n    pass\n{OTHER}{OTHER}def f():\n    return other()\n"
    assert left_out(text) == []


def test_a_private_name_in_a_class_is_that_of_a_function_with_the_name_of_the_class() -> None:
    text = "def _C__g():\n    pass\nclass C:\n    def m(self):\n        return __g()\ndef f():\n    return C().m()\n"
    assert left_out(text) == []


def test_what_python_calls_by_itself_is_reached() -> None:
    assert left_out("def __getattr__(name):\n    pass\ndef f():\n    pass\ndel f\n") == []


HELPER = "class Helper:\n    def go(self):\n        {body}\n"


def methods_left_out(text: str) -> bool:
    """Whether the body of a method that begins in line 3 is left out."""
    return any(start[0] == 3 for start, _ in out_of_reach(ast.parse(text), {"f"}))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def f():\n    return 1\n", id="a class that nobody names"),
        pytest.param("def g():\n    return Helper().go()\ndef f():\n    return 1\n", id="one of another's function"),
        pytest.param("def f(x):\n    return x.go()\n", id="one with a method of a name that is used"),
        pytest.param("if __name__ == '__main__':\n    Helper().go()\ndef f():\n    return 1\n", id="the main block's"),
    ],
)
def test_the_methods_of_a_plain_class_that_nothing_names_are_out_of_reach(text: str) -> None:
    assert methods_left_out(HELPER.format(body="pass") + text)
    assert methods_left_out(HELPER.format(body="pass").replace("Helper:", "Helper(object):") + text)


@pytest.mark.parametrize(
    ("helper", "text"),
    [
        pytest.param(HELPER, "def f():\n    return Helper().go()\n", id="a call"),
        pytest.param(HELPER, "def f():\n    return g()\ndef g():\n    return Helper\n", id="by way of another"),
        pytest.param(HELPER, "TOOL = Helper()\ndef f():\n    return TOOL.go()\n", id="an object of it"),
        pytest.param(HELPER, "class B(Helper):\n    pass\ndef f():\n    return B().go()\n", id="a class on top of it"),
        pytest.param(HELPER, "def f():\n    return object.__subclasses__()[-1]().go()\n", id="all classes"),
        pytest.param(HELPER, "import builtins\nbuiltins.__build_class__ = 1\ndef f():\n    pass\n", id="a hook"),
        pytest.param(HELPER, "def f(x: 'Helper'):\n    pass\n", id="its name in a text"),
        pytest.param(HELPER.replace("Helper:", "Helper(Base):"), "def f():\n    pass\n", id="a base that is told"),
        pytest.param(HELPER.replace("Helper:", "Helper(metaclass=M):"), "def f():\n    pass\n", id="a metaclass"),
        pytest.param(HELPER + "    x = Told()\n", "def f():\n    pass\n", id="a value that is told of it"),
        pytest.param(HELPER, "def property(f):\n    pass\nclass A:\n    @property\n    def x(self):\n        Helper\n"
                     "def f():\n    pass\n", id="a name by what is not Python's own decorator"),
    ],
)  # fmt: skip
def test_the_methods_of_a_class_that_may_be_reached_are_not_left_out(helper: str, text: str) -> None:
    assert not methods_left_out(helper.format(body="pass") + text)


def test_a_decorator_of_a_method_may_keep_it() -> None:
    kept = "class Helper:\n    @keep\n    def go(self):\n        pass\ndef f():\n    return KEPT[0](1)\n"
    assert out_of_reach(ast.parse(f"KEPT = []\nkeep = KEPT.append\n{kept}"), {"f"}) == ()


def test_what_the_methods_of_a_class_that_is_not_reached_name_is_not_reached_by_it() -> None:
    text = HELPER.format(body="return other()") + OTHER + "def f():\n    return 1\n"
    assert left_out(text) == ["other"]
