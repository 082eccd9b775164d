"""Which wrong variants of a model solution no call tells apart."""

from pathlib import Path

from tests.grader.verify.assignments import NOTHING, folder_with, program, verified

WHOLE = program("x", "return int(x.sum())")
FLOAT = program("x", "return float(x.sum())")
ONE_MORE = program("x", "return int(x.sum()) + 1")
TASK = '[tasks.arguments]\nx = { array = "n", dtype = "int64" }'


def untold(folder: Path, keys: str = "", **variants: str) -> list[str]:
    named = [f'[[tasks.misconceptions]]\nname = "{n}"\nfile = "variants/{n}.py"\nexplanation = "So."' for n in variants]
    folder_with(folder, "\n".join([keys, TASK, *named]), WHOLE)
    (folder / "variants").mkdir()
    for name, text in variants.items():
        (folder / "variants" / f"{name}.py").write_text(text)
    return [each.removeprefix("task 1: no call tells the ") for each in verified(folder, NOTHING).variants]


def test_a_variant_that_does_something_else_in_some_call_is_told(tmp_path: Path) -> None:
    assert untold(tmp_path, more=ONE_MORE) == []


def test_variants_that_do_the_same_as_the_model_solution_or_as_another_are_said(tmp_path: Path) -> None:
    assert untold(tmp_path, right=WHOLE, more=ONE_MORE, again=ONE_MORE) == [
        "variant `right` from the model solution",
        "variants `more` and `again` apart",
    ]


def test_a_variant_of_another_type_is_told_where_types_are_asked_for_alone(tmp_path: Path) -> None:
    assert untold(tmp_path / "values", floats=FLOAT) == ["variant `floats` from the model solution"]
    assert untold(tmp_path / "types", "types = true", floats=FLOAT) == []
