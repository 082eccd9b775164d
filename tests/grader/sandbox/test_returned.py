"""What a function returns comes back as it was, or is told by the name of its type."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.model import Observation, Outcome
from grader.sandbox.client import Sandbox
from grader.sandbox.request import Call, Program
from tests.grader.sandbox.test_client import LIMITS
from tests.grader.sandbox.values import ARRAYS, NUMBERS

PARTS = ARRAYS | NUMBERS
MADE = """import collections, decimal, enum, fractions, math
import numpy as np
Pair = collections.namedtuple('Pair', 'a b')
"""


def returned(box: Sandbox, expression: str, before: str = "", result_bytes: int = 1 << 16) -> Observation:
    """What comes back of a function that returns this, when the next call finds all as it should be."""
    source = f"{MADE}{before}\ndef f(n):\n    return {expression} if n else np.ones(1)\n"
    calls = tuple(Call((n,), 0x7F, result_bytes) for n in (1, 0))
    found, after = box.run(Program({"t": ("t.py", source.encode())}, "t", "f"), calls, LIMITS).observations
    assert after.outcome is Outcome.RETURNED, after
    return found


def same(came: object, sent: object) -> bool:
    """Whether these are the same values of the same types; arrays come back in native byte order."""
    if isinstance(sent, tuple):
        return type(came) is tuple and len(came) == len(sent) and all(map(same, came, sent))
    if isinstance(sent, np.ndarray):
        native = sent.astype(sent.dtype.newbyteorder("="))
        assert isinstance(came, np.ndarray)
        return (came.dtype, came.shape, came.tobytes()) == (native.dtype, native.shape, native.tobytes())
    if isinstance(sent, complex):
        assert type(came) is complex
        return same(came.real, sent.real) and same(came.imag, sent.imag)
    if isinstance(sent, float) and math.isnan(sent):
        return type(came) is float and math.isnan(came)
    return type(came) is type(sent) and repr(came) == repr(sent)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(PARTS | st.lists(PARTS, max_size=16).map(tuple), max_size=8))
def test_every_value_that_is_given_comes_back_the_same(box: Sandbox, values: list[Any]) -> None:
    program = Program({"t": ("t.py", b"def f(value):\n    return value\n")}, "t", "f")
    trip = box.run(program, tuple(Call((value,), 0x7F, 1 << 20) for value in values), LIMITS)
    for found, sent in zip(trip.observations, values, strict=True):
        assert same(found.value, sent)
        assert found.type == type(sent).__name__
        assert found.part_types == (tuple(type(each).__name__ for each in sent) if isinstance(sent, tuple) else ())


@pytest.mark.parametrize(
    ("expression", "name", "value"),
    [
        ("3", "int", 3),
        ("-(1 << 4095)", "int", -(1 << 4095)),
        ("True", "bool", True),
        ("0.1", "float", 0.1),
        ("-0.0", "float", -0.0),
        ("math.inf", "float", math.inf),
        ("1 - 2j", "complex", 1 - 2j),
        ("np.float64(0.1)", "float64", 0.1),
        ("np.float32(0.5)", "float32", 0.5),
        ("np.longdouble(0.5)", "longdouble", 0.5),
        ("np.int8(-3)", "int8", -3),
        ("np.uint64(2**64 - 1)", "uint64", 2**64 - 1),
        ("np.True_", "bool", True),
        ("np.complex64(1j)", "complex64", 1j),
        ("np.ones(2).sum()", "float64", 2.0),
        ("enum.IntEnum('Size', ['SMALL'])(1)", "Size", 1),
    ],
)
def test_a_number_comes_back_as_pythons_with_the_name_of_its_type(box: Sandbox, expression, name, value) -> None:
    found = returned(box, expression)
    assert (found.outcome, found.array, found.shape, found.dtype) == (Outcome.NOT_AN_ARRAY, None, None, "")
    assert (found.type, found.detail) == (name, name)
    assert same(found.value, value)


@pytest.mark.parametrize(
    ("expression", "name", "value", "types"),
    [
        ("()", "tuple", (), ()),
        ("(1, np.float64(2), np.ones(2))", "tuple", (1, 2.0, np.ones(2)), ("int", "float64", "ndarray")),
        ("Pair(1, b=np.array(2))", "Pair", (1, np.array(2)), ("int", "ndarray")),
        ("np.histogram(np.arange(4), 2)", "tuple", (np.array([2, 2]), np.array([0, 1.5, 3])), ("ndarray", "ndarray")),
        ("np.linalg.slogdet(np.eye(2))", "SlogdetResult", (1.0, 0.0), ("float64", "float64")),
        ("(np.zeros((2, 0)), np.arange(6).reshape(2, 3).T[:, ::-1])", "tuple",
         (np.zeros((2, 0)), np.arange(6).reshape(2, 3).T[:, ::-1]), ("ndarray", "ndarray")),
        ("(np.ones(1, '>c8'), np.ma.array([True]))", "tuple",
         (np.ones(1, "c8"), np.array([True])), ("ndarray", "MaskedArray")),
        ("(1,) * 16", "tuple", (1,) * 16, ("int",) * 16),
    ],
)  # fmt: skip
def test_a_tuple_comes_back_with_the_names_of_all_types(box: Sandbox, expression, name, value, types) -> None:
    found = returned(box, expression)
    assert (found.outcome, found.detail, found.type) == (Outcome.NOT_AN_ARRAY, name, name)
    assert same(found.value, value)
    assert found.part_types == types


@pytest.mark.parametrize(
    ("expression", "name", "value", "types"),
    [
        ("[]", "list", (), ()),
        ("[1, np.float64(2), np.ones(2)]", "list", (1, 2.0, np.ones(2)), ("int", "float64", "ndarray")),
        ("np.arange(3.0).tolist()", "list", (0.0, 1.0, 2.0), ("float",) * 3),
        ("type('Row', (list,), {})([1])", "Row", (1,), ("int",)),
        ("[True] * 16", "list", (True,) * 16, ("bool",) * 16),
    ],
)
def test_a_list_comes_back_as_a_tuple_does_and_is_known_for_one(box: Sandbox, expression, name, value, types) -> None:
    found = returned(box, expression)
    assert (found.outcome, found.detail, found.type, found.is_list) == (Outcome.NOT_AN_ARRAY, name, name, True)
    assert same(found.value, value)
    assert found.part_types == types
    assert not returned(box, f"tuple({expression})").is_list


@pytest.mark.parametrize(
    ("expression", "name", "array"),
    [
        ("np.ones((2, 2))", "ndarray", np.ones((2, 2))),
        ("np.array(3)", "ndarray", np.array(3)),
        ("np.ma.array([1.0, 2.0])", "MaskedArray", np.array([1.0, 2.0])),
        ("np.array([0.0]).view(type('Own', (np.ndarray,), {}))", "Own", np.array([0.0])),
        ("np.array([True])", "ndarray", np.array([True])),
        ("np.ones(3, np.longdouble).view(np.recarray)", "recarray", np.ones(3)),
    ],
)
def test_a_real_array_comes_back_whatever_class_it_is_of(box: Sandbox, expression, name, array) -> None:
    found = returned(box, expression)
    assert (found.outcome, found.detail, found.type) == (Outcome.RETURNED, "", name)
    assert (found.shape, found.dtype) == (array.shape, str(array.dtype))
    assert same(found.array, array)
    assert found.value is found.array


@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
def test_a_complex_array_is_none_of_real_numbers_and_comes_back(box: Sandbox, dtype: str) -> None:
    found = returned(box, f"np.full((2, 1), 1 - 2j, '{dtype}')")
    assert (found.outcome, found.detail, found.type) == (Outcome.NOT_AN_ARRAY, f"ndarray of dtype {dtype}", "ndarray")
    assert (found.array, found.shape, found.dtype) == (None, None, "")
    assert same(found.value, np.full((2, 1), 1 - 2j, dtype))


@pytest.mark.parametrize(
    ("expression", "detail"),
    [
        ("None", "NoneType"),
        ("'text'", "str"),
        ("[[1], 2]", "list"),
        ("[1, 'a']", "list"),
        ("[1] * 17", "list"),
        ("[1] * 10**6", "list"),
        ("np.ones((3, 3)).tolist()", "list"),
        ("{1, 2}", "set"),
        ("{}", "dict"),
        ("(1, 'a')", "tuple"),
        ("(1, None)", "tuple"),
        ("((1,), 2)", "tuple"),
        ("([1], 2)", "tuple"),
        ("(1,) * 17", "tuple"),
        ("(1,) * 10**6", "tuple"),
        ("(np.array([None]), 1)", "tuple"),
        ("(np.zeros((1,) * 9), 1)", "tuple"),
        ("1 << 4096", "int"),
        ("(1, 1 << 4096)", "tuple"),
        ("decimal.Decimal(1)", "Decimal"),
        ("fractions.Fraction(1, 2)", "Fraction"),
        ("np.timedelta64(3, 's')", "timedelta64"),
        ("np.datetime64(3, 's')", "datetime64"),
        ("np.str_('a')", "str_"),
        ("np.zeros(1, [('a', 'f8')])[0]", "void"),
        ("np.zeros(1, [('a', 'f8')])", "ndarray of dtype [('a', '<f8')]"),
        ("np.zeros(1, [('\\ud800', 'f8')])", "ndarray of dtype [('\\ud800', '<f8')]"),
        ("np.ones(1, np.clongdouble)", f"ndarray of dtype {np.dtype(np.clongdouble)}"),
        ("type('\\u044f' * 300, (), {})()", "\u044f" * 200),
    ],
)  # fmt: skip
def test_anything_else_is_told_by_its_type(box: Sandbox, expression: str, detail: str) -> None:
    found = returned(box, expression)
    assert (found.outcome, found.detail, found.value) == (Outcome.NOT_AN_ARRAY, detail, None)
    assert found.type == detail.partition(" of dtype ")[0]


def test_all_arrays_of_a_tuple_together_have_the_bytes_that_a_call_may_return(box: Sandbox) -> None:
    both = "(np.ones(2**12), np.arange(2**12))"
    found = returned(box, both, result_bytes=1 << 16)
    assert same(found.value, (np.ones(2**12), np.arange(2**12)))
    assert returned(box, both, result_bytes=(1 << 16) - 16).value is None
    assert same(returned(box, "np.ma.ones(3)", result_bytes=24).array, np.ones(3))
    assert returned(box, "np.ma.ones(3)", result_bytes=23).array is None
    assert returned(box, "np.ones(2, complex)", result_bytes=31).detail == "ndarray of dtype complex128"


def test_large_parts_that_have_to_be_put_in_order_come_back(box: Sandbox) -> None:
    expression = "(np.arange(3e6).reshape(3000, 1000).T, True, np.ones(10**6, '>i4'))"
    found = returned(box, expression, result_bytes=1 << 25)
    assert same(found.value, (np.arange(3e6).reshape(3000, 1000).T, True, np.ones(10**6, "i4")))


HOSTILE = """
def no(*_, **__):
    raise SystemExit('no')
names = 'int index float complex bool iter len array getitem reduce repr str array_interface array_wrap getattr'
every = {f'__{name}__': no for name in names.split()}
seen = []
class Late(np.ndarray):
    def __array_finalize__(self, other):
        if seen:
            no()
growing = []
class Growing(float):
    def __float__(self):
        growing.append(self)
        return 1.0
growing += [Growing(1), Growing(1)]
class Named(type):
    __name__ = property(no)
"""
CLASSES = {
    "a tuple": ("type('T', (tuple,), every)((1, 2.0))", "T", (1, 2.0)),
    "a tuple that says it is longer": ("type('T', (tuple,), {'__len__': lambda self: 10**9})((1,))", "T", (1,)),
    "a tuple without end": ("type('T', (tuple,), {'__iter__': lambda self: iter(int, 1)})((1,))", "T", (1,)),
    "a list": ("type('L', (list,), every)((1, 2.0))", "L", (1, 2.0)),
    "a list that says it is longer": ("type('L', (list,), {'__len__': lambda self: 10**9})((1,))", "L", (1,)),
    "a list without end": ("type('L', (list,), {'__iter__': lambda self: iter(int, 1)})((1,))", "L", (1,)),
    "a list that lies about its items": ("type('L', (list,), {'__getitem__': lambda self, at: 'x'})((1,))", "L", (1,)),
    "a list that grows while it is looked at": ("growing", "list", (1.0, 1.0)),
    "an integer": ("type('I', (int,), every)(3)", "I", None),
    "an integer that says it is another type": ("type('I', (int,), {'__int__': lambda self: 'x'})(3)", "I", None),
    "an integer that grows": ("type('I', (int,), {'__int__': lambda self: 1 << 10**6})(3)", "I", None),
    "a float": ("type('F', (float,), every)(3)", "F", None),
    "a complex number": ("type('C', (complex,), every)(3)", "C", None),
    "a numpy scalar": ("type('S', (np.float32,), every)(3)", "S", None),
    "a numpy integer": ("type('S', (np.int64,), every)(3)", "S", None),
    "an array": ("np.ones(2).view(type('A', (np.ndarray,), every))", "A", np.ones(2)),
    "an array that will not be looked at": (
        "(np.ones(2).view(Late), seen.append(1))[0]",
        "Late",
        np.ones(2),
    ),
    "a class whose name raises": ("Named('N', (), {})()", "N", None),
    "an object that says it is an array": ("type('O', (), {'__class__': np.ndarray})()", "O", None),
    "an object whose class raises": ("type('O', (), {'__class__': property(no)})()", "O", None),
    "a part whose class raises": ("(1, type('O', (), {'__class__': property(no)})())", "tuple", None),
}


@pytest.mark.parametrize(("expression", "name", "value"), CLASSES.values(), ids=CLASSES)
def test_a_class_that_will_not_be_looked_at_is_told_and_the_next_call_is_made(
    box: Sandbox, expression: str, name: str, value: Any
) -> None:
    found = returned(box, expression, before=HOSTILE)
    assert found.type == name
    assert found.value is None if value is None else same(found.value, value)
