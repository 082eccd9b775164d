"""An assignment with anything at all in the place of one of its values is taken, or refused in one line."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checks.pipeline import CHECK_IDS
from grader.assignment import AssignmentError, load
from tests.assignments import TEXT, folder_with

RAW = {key: value[-1:] if key == "tasks" else value for key, value in tomllib.loads(TEXT).items()}
LARGE = {
    "a key of many parts": ".".join(["a"] * 200_000) + " = 1",
    "a key of many parts in quotes": " . ".join(['"a"'] * 100_000) + " = 1",
    "tables in tables": "a = " + "{a = " * 5000 + "1" + "}" * 5000,
    "many tasks": 'name = "n"\n' + "[[tasks]]\n" * 50_000,
    "many variants": 'name = "n"\n[[tasks]]\n' + "[[tasks.misconceptions]]\n" * 40_000,
}
VALUES = {
    "nothing": "",
    "a text that is none": "\u202e\x1b[31m\n../../etc/passwd`${{x}}",
    "a long text": "n" * 100_000,
    "an integer": 3,
    "a huge integer": 10**400,
    "less than nothing": -1,
    "not a number": float("nan"),
    "a truth value": True,
    "an empty list": [],
    "lists in lists": [[[[1], 2], [3]], "x"],
    "a table": {"\x07": {"x": [1]}},
    "a list of tables": [{}, {"data": 3}, {"random": [10**9] * 3}],
}


def toml(value: Any) -> str:
    """A value as TOML has it in one line."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{json.dumps(key)} = {toml(inner)}' for key, inner in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return "nan" if value != value else json.dumps(value)


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every value's place, the tables' and the lists' too."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*place, key)
        yield from places(each, (*place, key))


def instead(value: Any, place: tuple[Any, ...], other: Any) -> Any:
    if not place:
        return other
    first, *rest = place
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    made = {key: instead(each, tuple(rest), other) if key == first else each for key, each in pairs}
    return made if isinstance(value, dict) else list(made.values())


def test_what_is_written_here_is_the_assignment(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "".join(f"{key} = {toml(value)}\n" for key, value in RAW.items()))
    assert load(folder, CHECK_IDS).tasks == load(folder_with(tmp_path / "as it is"), CHECK_IDS).tasks[-1:]


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_any_value_in_any_place_is_taken_or_refused_in_one_line(value: Any, tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    refused = 0
    for place in places(RAW):
        text = "".join(f"{key} = {toml(each)}\n" for key, each in instead(RAW, place, value).items())
        (folder / "assignment.toml").write_text(text)
        try:
            load(folder, CHECK_IDS)
        except AssignmentError as error:
            refused += 1
            message = str(error)
            assert message.isprintable(), (place, message)
            assert len(message) < 1200, (place, message)
    assert refused > 50


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_what_would_take_for_ever_is_refused_at_once(text: str, tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").write_text(text)
    with pytest.raises(AssignmentError, match=r"(nested too deeply|expected at most \d+, got \d+)$"):
        load(tmp_path, CHECK_IDS)


def test_texts_with_many_dots_are_no_keys(tmp_path: Path) -> None:
    name = f"{'a. b.' * 30}..."
    (tmp_path / "assignment.toml").write_text(f'name = "{name}"\nx = [{"1.5, " * 500}]')
    with pytest.raises(AssignmentError, match="x: unknown key"):
        load(tmp_path, CHECK_IDS)
