"""What is counted of an assignment, what speaks against it, and how far it came: of a few changes alone."""

import ast
import math
import time
from pathlib import Path

import msgspec
import pytest

from checks.language.nodes import altered, expression
from checks.model import Verdict
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.verify.changes import KINDS
from grader.verify.equivalents import EquivalentError, listed
from grader.verify.fates import ALIKE, FAILED, HOLE, KILLED, LISTED, Rewriting
from grader.verify.judge import Judgement
from grader.verify.judging import Changes, changed, in_turn, judged, unknown
from grader.verify.mutants import Mutant
from grader.verify.programs import ProgramError, models, others
from grader.verify.result import two_figures_down
from grader.verify.rewrites import Rewritten
from grader.verify.rewritings import REWRITES
from tests.grader.verify.assignments import folder_with, program, verified

TASK = 'loops = 1\n[tasks.arguments]\nx = { array = "n" }'
MODEL = program("x", "y = np.zeros(len(x))", "for i in range(len(x)):", "    y[i] = 2 * x[i]", "return y")
FILLED = ("model/1", "memory not filled", "y = np.empty(len(x))")
FEW = Changes(
    {
        "filling": {"memory not filled": KINDS["filling"]["memory not filled"]},
        "arithmetic": {"another operator": KINDS["arithmetic"]["another operator"]},
    },
    {"enumerate": REWRITES["enumerate"]},
)
WRONG = Judgement(Verdict.WRONG_ANSWER, ("proof", "values"), None, 0.5)
RIGHT = Judgement(Verdict.ACCEPTED)


def equivalent(folder: Path, *keys: tuple[str, str, str]) -> None:
    entries = (f"[[mutant]]\nprogram = '{p}'\nchange = '{c}'\nline = '{line}'\nreason = 'so'\n" for p, c, line in keys)
    (folder / "equivalent.toml").write_text("\n".join(entries))


def by_text(folder: Path, changes: Changes = FEW, *, listing=(), search=None, until=math.inf, **judgements: Judgement):
    """The row of the model solution, by a judge that looks for a word in the program."""
    assignment = load(folder, CHECK_IDS)

    def judge(task, files):
        text = files.file.data.decode()
        return next((found for word, found in judgements.items() if word in text), RIGHT)

    return judged(
        [*models(assignment, assignment.tasks)],
        lambda each: changed(each, changes),
        judge,
        search,
        listed=listing,
        at_once=2,
        until=until,
        told=lambda done, total: None,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "one", TASK, MODEL)


def test_all_is_well_when_the_wrong_is_rejected_and_the_right_passes(folder: Path) -> None:
    result = verified(folder, FEW)
    (row,) = result.rows
    assert {fate.mutant.change: fate.became for fate in row.fates} == {
        "another operator": KILLED,
        "memory not filled": ALIKE,
    }
    assert (row.right, row.alarms, result.strong, result.complete) == (1, 0, True, True)
    assert [(model.right, model.earned, model.same) for model in result.models] == [(True, 10, True)]
    (about,) = result.described
    assert about.calls == sum(about.families.values()) > 50
    assert about.cpu_seconds is not None
    assert 0 < about.share < 0.1
    assert not about.slow


def test_what_is_listed_is_not_searched(folder: Path) -> None:
    equivalent(folder, FILLED)
    (row,) = verified(folder, FEW).rows
    assert [fate.became for fate in row.fates] == [LISTED, KILLED]
    assert row.wider == 0


def test_a_listed_one_that_is_rejected_and_one_that_is_no_mutant_are_said(folder: Path) -> None:
    equivalent(folder, FILLED, ("model/1", "another operator", "y[i] = 2 + x[i]"), ("model/1", "no change", "x"))
    result = verified(folder, FEW)
    assert [*result.rows[0].troubles()] == [
        "listed as equivalent, but wrong_answer: model/1, another operator, line 10: y[i] = 2 + x[i]"
    ]
    assert result.unlisted == ("listed as equivalent, but no mutant: model/1, no change, x",)
    assert [*result.against()] == ["2 other troubles"]


def test_a_right_program_that_a_check_of_the_text_rejects_is_a_false_alarm(folder: Path) -> None:
    twice = Changes(
        {}, {"a second loop": lambda text, wanted: text.replace("    return y", "    for _ in x: pass\n    return y")}
    )
    result = verified(folder, twice)
    assert [*result.rows[0].troubles()] == ["false alarm: model/1, a second loop: rule_violation by loops"]
    assert result.alarms == 1
    assert not result.strong


def test_what_a_check_of_the_text_rejects_is_a_false_alarm_whatever_it_returns() -> None:
    wrong = Judgement(Verdict.RULE_VIOLATION, ("imports", "values"), None, 7.0)
    assert Rewriting(Rewritten("a change", ""), wrong).alarm
    assert not Rewriting(Rewritten("a change", ""), wrong._replace(failed=("values",))).alarm


def test_a_right_program_that_is_off_by_rounding_is_a_false_alarm_and_one_that_is_something_else_is_none(
    folder: Path,
) -> None:
    rewrites = {
        "near": lambda text, wanted: text.replace("return y", "return y * 1.0001"),
        "more": lambda text, wanted: text.replace("return y", "return [1] + y"),
    }
    result = verified(folder, Changes({}, rewrites))
    (row,) = result.rows
    assert {each.rewritten.change: (each.alarm, each.otherwise) for each in row.rewritten} == {
        "near": (True, False),
        "more": (False, True),
        "near, more": (False, True),
    }
    assert (row.right, row.alarms) == (1, 1)


def test_the_widest_tolerance_is_what_the_nearest_mutant_lies_off(folder: Path) -> None:
    near = {"result": {"near": KINDS["result"]["the result rounded to three places"]}}
    (row,) = verified(folder, Changes(near, {})).rows
    assert [fate.became for fate in row.fates] == [KILLED]
    assert 1e-6 < row.told_up_to() < 1e-2
    loop = {"loop": {"two": KINDS["loop"]["two loops too many"]}}
    assert verified(folder, Changes(loop, {})).told_up_to() == math.inf


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0.0473, "0.047"), (0.0479, "0.047"), (1.0, "1"), (3e-7, "3e-07"), (0, "0"), (123, "1.2e+02")],
)
def test_a_tolerance_is_told_in_two_figures_and_never_too_large(number: float, expected: str) -> None:
    assert two_figures_down(number) == expected


def test_a_failure_of_the_grader_kills_no_mutant(folder: Path) -> None:
    (row,) = by_text(folder, empty=Judgement(Verdict.INTERNAL_ERROR)).rows
    assert row.count(FAILED) == 1
    assert "the grader failed: model/1, memory not filled" in "".join(row.troubles())


def test_one_that_cannot_be_loaded_is_no_mutant(folder: Path) -> None:
    (row,) = by_text(folder, empty=Judgement(Verdict.NOT_LOADABLE, ("loads",))).rows
    assert row.mutants == len(row.fates)
    assert FILLED[1] not in {fate.mutant.change for fate in row.fates}


def test_without_a_wider_search_a_survivor_is_a_hole(folder: Path) -> None:
    (row,) = by_text(folder, empty=RIGHT, zeros=WRONG).rows
    assert {fate.mutant.change for fate in row.fates if fate.became == HOLE} == {"memory not filled"}


def test_one_that_never_ends_is_killed(folder: Path) -> None:
    def endless(node: ast.AST) -> ast.AST | None:
        return altered(node, iter=expression("iter(int, 1)")) if isinstance(node, ast.For) else None

    (row,) = verified(folder, Changes({"loop": {"endless": endless}}, {})).rows
    (fate,) = row.fates
    assert (fate.became, "runs" in fate.killers, fate.judged.told_at) == (KILLED, True, math.inf)


def test_what_is_not_reached_in_time_is_not_judged(folder: Path) -> None:
    found = by_text(folder, until=time.monotonic() - 1)
    assert (found.done, found.total) == (0, 3)
    assert [(row.mutants, len(row.fates)) for row in found.rows] == [(2, 0)]


def test_of_each_kind_the_same_share_comes_first(folder: Path) -> None:
    assignment = load(folder, CHECK_IDS)
    (only,) = models(assignment, assignment.tasks)
    from grader.verify.judging import _Item

    items = [_Item(only, kind, made) for kind, made in changed(only, Changes())]
    order = in_turn(items)
    assert {id(item) for item in order} == {id(item) for item in items}
    kinds = {item.kind for item in items}
    assert len(kinds) > 8
    half = [item.kind for item in order[: len(order) // 2]]
    for kind in kinds:
        all_of_it = sum(item.kind == kind for item in items)
        assert abs(half.count(kind) - all_of_it / 2) <= 1


def test_a_program_that_is_rejected_itself_is_not_changed(folder: Path, tmp_path: Path) -> None:
    wrong = folder_with(tmp_path / "wrong", TASK, MODEL.replace("2 *", "3 *"))
    result = verified(folder, FEW, mutate=(str(wrong),))
    assert [(row.name, len(row.fates), row.wrong) for row in result.rows] == [
        ("model/1", 2, ""),
        ("wrong/1", 0, "is itself rejected (wrong_answer by proof, values)"),
    ]
    assert not result.strong


def test_a_right_submission_is_changed_like_the_model_solution(folder: Path, tmp_path: Path) -> None:
    right = folder_with(tmp_path / "right", TASK, MODEL.replace("2 * x[i]", "x[i] + x[i]"))
    for given in (str(right), f"{right}:1"):
        assert [row.name for row in verified(folder, FEW, mutate=(given,)).rows] == ["model/1", "right/1"]


def test_a_folder_without_any_file_is_refused(folder: Path, tmp_path: Path) -> None:
    assignment = load(folder, CHECK_IDS)
    with pytest.raises(ProgramError, match="there is no folder"):
        list(others(str(tmp_path / "none"), assignment, assignment.tasks))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mutant = 1", r"mutant: expected tables \[\[mutant\]\] alone"),
        ("[[other]]", "other: expected"),
        ("[[mutant]]\nprogram = 'a'", r"mutant\[0\]\.change: expected a text"),
        ("[[mutant]]\nprogram = 'a'\nchange = 'b'\nline = 'c'\nreason = ''", r"mutant\[0\]\.reason: expected a text"),
        ("[[mutant]]\nprogram = 'a'\nchange = 'b'\nline = 'c'\nreason = 'd'\nx = 1", r"mutant\[0\]\.x: there is no"),
        ("[[mutant]]\nprogram = 'a'\nchange = 'b'\nline = 'c'\nreason = 'd'\n" * 2, r"mutant\[1\]: it is listed twice"),
        ("[[mutant", "equivalent.toml: "),
        (".".join(["a"] * 200_000) + " = 1", "equivalent.toml: nested too deeply"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "equivalent.toml").write_text(text)
    with pytest.raises(EquivalentError, match=said) as caught:
        listed(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_list_has_none(tmp_path: Path) -> None:
    assert listed(tmp_path) == frozenset()


def test_a_function_of_another_task_in_the_same_file_is_left_as_it_is(tmp_path: Path) -> None:
    text = program("x", "return x + 1") + '\n\ndef g(x):\n    """Another"""\n    return x + 2\n'
    folder = folder_with(tmp_path, '[tasks.arguments]\nx = { array = "n" }', text)
    (only,) = models(assignment := load(folder, CHECK_IDS), assignment.tasks)
    made = [each for _, each in changed(only, Changes(rewrites={}), beside={"g"}) if isinstance(each, Mutant)]
    assert made
    assert all("return x + 2" in each.program for each in made)


def test_a_rewrite_that_calls_what_is_forbidden_is_none(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, '[tasks.arguments]\nx = { array = "n" }', program("x", "return np.sum(x)"))
    (only,) = models(assignment := load(folder, CHECK_IDS), assignment.tasks)
    names = {each.change for _, each in changed(only, Changes({}))}
    left = {each.change for _, each in changed(only, Changes({}), forbidden=("numpy.add",))}
    assert "the sum by add.reduce" in names
    assert left < names
    assert "the sum by add.reduce" not in left


def test_a_rewrite_that_calls_what_the_task_itself_forbids_is_none(tmp_path: Path) -> None:
    text = program("x", "return np.sum(x)")
    keys = 'forbidden_calls = ["numpy.add"]\n[tasks.arguments]\nx = { array = "n" }'
    sums = Changes({}, {name: rewrite for name, rewrite in REWRITES.items() if name == "the sum by add.reduce"})
    (row,) = verified(folder_with(tmp_path, keys, text), sums).rows
    assert (row.rewrites, row.alarms) == (0, 0)


@pytest.mark.slow("makes every mutant of every program")
def test_an_entry_of_another_program_is_none_of_this_one_s(folder: Path) -> None:
    rows = by_text(folder).rows
    assert unknown(rows, set(), {("other/0", "a change", "a line")}) == []
    assert unknown(rows, set(), {FILLED}) == [FILLED]


def test_every_part_of_a_result_is_kept_apart(folder: Path) -> None:
    result = verified(folder, FEW)
    gone = msgspec.structs.replace(result, variants=("task 1: no call tells the variant `a` from the model solution",))
    assert [*gone.against()] == ["1 named variant that no call tells"]
