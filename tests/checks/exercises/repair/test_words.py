import pytest

from checks.exercises.repair.words import LONGEST, quoted, told_of
from checks.model import WrongPart


def part(written: str, right: str) -> WrongPart:
    return WrongPart(id="size rows", name="the rows", line=9, written=written, right=right)


IN_THE_LOOP = "it belongs in the loop"


@pytest.mark.parametrize(
    ("written", "right", "told"),
    [
        pytest.param("h - kh", "h - kh + 1", "`h - kh` should be `h - kh + 1`", id="code for code"),
        pytest.param("i:kh", "i:i + kh", "`i:kh` should be `i:i + kh`", id="a slice"),
        pytest.param("n = 0", IN_THE_LOOP, "`n = 0` is not right: it belongs in the loop", id="a clause"),
        pytest.param("", "return out", "`return out` is missing", id="what is missing"),
        pytest.param("", IN_THE_LOOP, "it belongs in the loop", id="a clause alone"),
        pytest.param("h - kh", "", "`h - kh` is not right", id="nothing of what is right"),
        pytest.param("", "", "not right", id="nothing at all"),
    ],
)
def test_a_part_is_told(written: str, right: str, told: str) -> None:
    assert told_of(part(written, right)) == f"the rows: {told}"


def test_code_is_told_apart_from_words_and_has_no_backticks_of_its_own() -> None:
    assert quoted("np.sum( window)") == "`np.sum(window)`"
    assert quoted("'`'") == "`'''`"
    assert quoted("there should be `h` rows") == "there should be `h` rows"
    assert quoted("out['\u202e']") == r"`out['\u202e']`"


def test_only_code_is_cut_and_says_so() -> None:
    code = " + ".join(["height"] * 40)
    assert len(quoted(code)) <= LONGEST + 2
    assert quoted(code).endswith(" ...`")
    assert quoted(words := "there should be many rows, " * 5) == words
