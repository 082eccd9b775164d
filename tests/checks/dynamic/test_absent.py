"""What a module that is not to be had does to a call is known by its name, or by the line that uses it."""

import pytest

from checks.dynamic.absent import absent
from checks.model import Evidence, Finding
from checks.model.running import TracebackLine

NOT_HERE = {"cv2": (4,), "helpers": (7, 9)}


@pytest.mark.parametrize(
    ("message", "line"),
    [
        pytest.param("AttributeError: module 'numpy' has no attribute 'zeors'", 4, id="a module that is there"),
        pytest.param("TypeError: 'module' object is not callable", 5, id="a line that uses none of them"),
        pytest.param("TypeError: 'tuple' object is not callable", 7, id="something else on such a line"),
        pytest.param("IndexError: index 3 is out of bounds", 7, id="another exception on such a line"),
        pytest.param("AttributeError: module 'cv2' has no attribute 'x'", None, id="nowhere in the file"),
    ],
)
def test_of_all_else_nothing_is_said(message: str, line: int | None) -> None:
    assert absent(Finding(check="runs", message=message, line=line), NOT_HERE) is None


@pytest.mark.parametrize(
    ("message", "line", "module"),
    [
        pytest.param("AttributeError: module 'cv2' has no attribute 'filter2D', for x", 5, "cv2", id="by its name"),
        pytest.param("AttributeError: module 'cv2.a' has no attribute 'b'", 5, "cv2", id="by a part of it"),
        pytest.param("TypeError: 'module' object is not callable, for x", 7, "helpers", id="by the line"),
        pytest.param("TypeError: 'module' object is not subscriptable", 9, "helpers", id="by another line"),
        pytest.param("TypeError: unsupported operand type(s) for +: 'int' and 'module'", 9, "helpers", id="in a sum"),
    ],
)
def test_the_module_is_said(message: str, line: int, module: str) -> None:
    plain = absent(Finding(check="runs", message=message, line=line), NOT_HERE)
    assert plain is not None
    assert plain.again == f"line {line} uses `{module}`"
    assert plain.message.startswith(f"line {line} uses `{module}`, which may not be imported; ")


def test_the_line_is_where_the_code_stood() -> None:
    stood = Evidence(traceback=(TracebackLine("0.py", 7, "f"),))
    found = Finding(check="proof", message="TypeError: 'module' object is not callable", line=2, evidence=stood)
    plain = absent(found, NOT_HERE)
    assert plain is not None
    assert plain.again == "line 7 uses `helpers`"
