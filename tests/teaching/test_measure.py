"""What is said of a wrong program is worth what the label says: the words count for nothing, the causes for all."""

import pytest

from tests.conftest import ROOT
from tests.teaching import __main__ as teaching
from tests.teaching import corpus
from tests.teaching.corpus import Mistake
from tests.teaching.measure import measured, outcome_of
from tests.teaching.running import judging


def mistake(*tells: str, partly: tuple[str, ...] = ()) -> Mistake:
    return Mistake("", "0", frozenset(tells), frozenset(partly), (), (), {})


STORE = mistake("output_transposed", "store")
COLUMNS = mistake("formula_copied", "size columns", partly=("height_width_swapped",))
MISSPELT = mistake("check:misspelt")


@pytest.mark.parametrize(
    ("mistakes", "said"),
    [
        pytest.param([STORE], {"store"}, id="a part that is wrong"),
        pytest.param([STORE], {"output_transposed"}, id="a name that is true"),
        pytest.param([STORE], {"output_transposed", "store"}, id="both"),
        pytest.param([COLUMNS], {"size"}, id="a part of which one axis is wrong, without the axis"),
        pytest.param([STORE], {"store rows"}, id="one axis of a part that is wrong"),
        pytest.param([COLUMNS], {"size columns", "height_width_swapped"}, id="more that is true of a part of it"),
        pytest.param([STORE, COLUMNS], {"store", "formula_copied"}, id="each of two mistakes"),
        pytest.param([MISSPELT], {"check:misspelt"}, id="a misspelt name"),
        pytest.param([STORE], {"store", "check:loops"}, id="a rule that is broken beside it"),
    ],
)
def test_a_mistake_is_named_by(mistakes: list[Mistake], said: set[str]) -> None:
    assert outcome_of(mistakes, frozenset(said)) == "named"


@pytest.mark.parametrize(
    ("mistakes", "said"),
    [
        pytest.param([STORE, COLUMNS], {"store"}, id="one of two mistakes"),
        pytest.param([COLUMNS], {"height_width_swapped"}, id="what is true of a part of it"),
    ],
)
def test_a_mistake_is_told_in_part_by(mistakes: list[Mistake], said: set[str]) -> None:
    assert outcome_of(mistakes, frozenset(said)) == "partial"


@pytest.mark.parametrize(
    "said", [pytest.param(set(), id="nothing"), pytest.param({"check:loops"}, id="a rule that is broken")]
)
def test_a_mistake_is_not_named_by(said: set[str]) -> None:
    assert outcome_of([STORE], frozenset(said)) == "unnamed"


@pytest.mark.parametrize(
    ("mistakes", "said"),
    [
        pytest.param([STORE], {"shifted"}, id="another cause"),
        pytest.param([STORE], {"store", "shifted"}, id="another cause beside the true one"),
        pytest.param([COLUMNS], {"size rows"}, id="the other axis"),
        pytest.param([STORE], {"check:misspelt"}, id="a misspelt name where none is"),
    ],
)
def test_a_mistake_is_told_falsely_by(mistakes: list[Mistake], said: set[str]) -> None:
    assert outcome_of(mistakes, frozenset(said)) == "false"


def test_a_program_is_graded_as_a_students_is() -> None:
    wanted = {"typo_in_right": "check:misspelt", "flipped": "flipped_kernel"}
    found = {program.name: program for program in corpus.programs(["1"]) if program.name in wanted}
    with judging() as judge:
        for name, cause in wanted.items():
            told = measured(found[name], judge)
            assert (told.outcome, cause in told.said) == ("named", True)


def test_programs_are_written_under_the_names_they_are_handed_in_by(tmp_path) -> None:
    teaching.main(["--task", "2", "--only", "padded_afterwards", "--write", str(tmp_path)])
    written = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.py"))
    assert {path.name for path in written} == {"2-convolve_grayscale_padding.py"}
    assert {path.parts[0].split(".")[1] for path in written} >= {"padded_afterwards", "afterwards_and_sum"}


def test_the_manual_says_how_it_is_measured() -> None:
    text = (ROOT / "docs" / "engineers" / "tests.md").read_text()
    assert "`make bench ARGS=teaching`" in text
    assert all(f"`{option}" in text for option in ("--only", "--list", "--write", "--every"))
