"""What is written is read again as what was given, whatever stands in it."""

import tomllib

import pytest

from checks.model.arguments import (
    AnyOf,
    Argument,
    ArrayOf,
    Axis,
    Description,
    EitherOf,
    FloatOf,
    Form,
    IntegerOf,
    PairOf,
    TupleOf,
)
from grader.assignment import arguments
from grader.assignment.tasks import described
from grader.drafting.guesses import Guess
from grader.drafting.marks import marked
from grader.drafting.toml import TaskDraft, text, toml

ARGUMENTS = (
    Argument("x", ArrayOf(("n", "d"), "uint8", 0, 9)),
    Argument("größe", IntegerOf("größe", 1, "n"), none=True),
    Argument("k", IntegerOf("k", -2, 3), optional=True, default=-1),
    Argument("p", PairOf(("ph", "pw"), 0), optional=True, default=(1, 2)),
    Argument("a", FloatOf("a", 0, 2.5), optional=True, default=1e-9, none=True),
    Argument("m", EitherOf(('"', "\\", True, 3, 0.5, PairOf(("ph", "pw"), 0))), optional=True, default='"'),
    Argument("z", FloatOf("z"), optional=True, none=True),
)
DESCRIPTION = Description(ARGUMENTS, ("k <= n", "2 * ph < d"), (Axis("d", 3, 3), Axis("n", 2, 5)))


def task(description: Description = DESCRIPTION, marks: dict[str, tuple[str, ...]] | None = None) -> TaskDraft:
    return TaskDraft("1", "One", "a.py", "f", Guess(description, marks or {}), 2)


def test_a_task_is_read_as_it_was_given() -> None:
    read = described(tomllib.loads(toml("Name", (task(),), None, 7))["tasks"][0])
    assert (read["arguments"], read["where"], read["axes"]) == (ARGUMENTS, DESCRIPTION.where, DESCRIPTION.axes)
    assert (read["id"], read["title"], read["file"], read["function"], read["loops"]) == ("1", "One", "a.py", "f", 2)


@pytest.mark.parametrize("form", [TupleOf((ArrayOf(("n",)), EitherOf(("a", PairOf(("p", "q")))))), AnyOf()])
def test_every_form_is_read_as_it_was_given(form: Form) -> None:
    written = toml("Name", (task(Description((Argument("x", form),))),), None, 7)
    assert (
        arguments.description(tomllib.loads(written)["tasks"][0]["arguments"], search=False).arguments[0].form == form
    )


def test_what_is_to_be_said_stands_before_its_argument() -> None:
    written = toml("Name", (task(marks={"k": ("how large",), "other": ("what",)}),), None, 7)
    (first, said), (second, other) = marked(written)
    assert written.splitlines()[first].startswith("k = ")
    assert written.splitlines()[second - 2].startswith("z = ")
    assert (said, other) == ("say here how large", "say here what")


@pytest.mark.parametrize("value", ["", 'a"b\\', "\n\r\t\0\x7f", "\u202e\u2028é😀", "\x85\ufeff", "#", "\U000e0001"])
def test_a_text_is_one_line_and_read_as_it_was(value: str) -> None:
    shown = text(value)
    assert shown.isprintable()
    assert tomllib.loads(f"x = {shown}") == {"x": value}


def test_half_a_character_is_written_as_what_is_unknown() -> None:
    assert tomllib.loads(f"x = {text(chr(0xD800))}") == {"x": "?"}


def test_without_loops_the_reason_is_said_in_one_line() -> None:
    written = toml("N", (TaskDraft("1", "T", "a.py", "f", Guess(DESCRIPTION, {}), None, ", for\na reason"),), None, 1)
    assert "loops" not in tomllib.loads(written)["tasks"][0]
    assert "# No loop is counted, for\\na reason." in written


def test_imports_are_written_where_they_are_not_the_usual() -> None:
    read = tomllib.loads(toml("N", (task(),), {"numpy": (), "math": ("ceil",), "a.b": ()}, 9))
    assert read["policy"]["imports"] == {"numpy": [], "math": ["ceil"], "a.b": []}
    assert read["cases"]["seed"] == 9
    assert "policy" not in tomllib.loads(toml("N", (task(),), None, 9))
