"""The small dynamic checks: loads, return_type, repeatable, purity, quiet."""

import msgspec
import numpy as np
import pytest

from checks.dynamic import repeatable, return_type
from checks.dynamic.loads import MAIN_BLOCK
from checks.model import Array, Observation, Outcome, Severity, TracebackLine
from checks.model.assignment import Assignment
from tests.checks.runs import judged, made, right


class TestLoads:
    def test_a_file_that_loads_yields_nothing(self, assignment: Assignment, digits: Array) -> None:
        assert judged("loads", made(assignment, digits)) == []

    @pytest.mark.parametrize(
        ("outcome", "detail"),
        [
            (Outcome.RAISED, "FileNotFoundError: MNIST.npz"),
            (Outcome.TIME_LIMIT, "cpu"),
            (Outcome.EXITED, "0"),
            (Outcome.CRASHED, "SIGSEGV"),
        ],
    )
    def test_one_that_does_not_is_told_why(self, outcome, detail, assignment: Assignment, digits: Array) -> None:
        loaded = Observation(outcome, detail=detail, traceback=(TracebackLine("0-convolve_grayscale_valid.py", 3, ""),))
        (finding,) = judged("loads", made(assignment, digits, loaded=loaded))
        assert finding.message.startswith("the file cannot be imported: ")
        assert finding.line == 3
        assert MAIN_BLOCK in finding.hint

    @pytest.mark.parametrize(
        "detail",
        [
            "ImportError: cannot import name 'pad_images' from 'numpy'",
            "ModuleNotFoundError: No module named 'numpy.helpers'",
            "NameError: name 'npp' is not defined",
            "SyntaxError: invalid syntax",
        ],
    )
    def test_what_no_main_block_would_help_is_not_sent_there(
        self, detail: str, assignment: Assignment, digits: Array
    ) -> None:
        loaded = Observation(Outcome.RAISED, detail=detail)
        (finding,) = judged("loads", made(assignment, digits, loaded=loaded))
        assert MAIN_BLOCK not in finding.hint


class TestReturnType:
    @pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "int8", "int64", "uint64"])
    def test_an_array_of_real_numbers_is_accepted(self, dtype: str, assignment: Assignment, digits: Array) -> None:
        run = made(assignment, digits, lambda images, kernel: np.zeros((1, 1, 1), dtype))
        assert judged("return_type", run) == []

    @pytest.mark.parametrize(("value", "name"), [(None, "NoneType"), ([[1.0]], "list"), (3.0, "float")])
    def test_anything_else_is_named(self, value, name: str, assignment: Assignment, digits: Array) -> None:
        (finding,) = judged("return_type", made(assignment, digits, lambda *_: value))
        assert f"returned {name} instead" in finding.message
        assert ("`return` missing" in finding.hint) == (value is None)

    def test_truth_values_are_no_numbers(self, assignment: Assignment, digits: Array) -> None:
        (finding,) = judged("return_type", made(assignment, digits, lambda images, kernel: images > 0))
        assert "dtype bool" in finding.message

    def test_where_nothing_returned_there_is_nothing_to_judge(self, assignment: Assignment, digits: Array) -> None:
        assert not return_type.applies(made(assignment, digits, lambda *_: 1 / 0))


class TestRepeatable:
    def test_the_same_answer_twice_yields_nothing(self, assignment: Assignment, digits: Array) -> None:
        assert judged("repeatable", made(assignment, digits)) == []

    def test_a_difference_in_the_last_bits_is_rounding(self, assignment: Assignment, digits: Array) -> None:
        count = iter(range(1000))
        run = made(assignment, digits, lambda *given: right(*given) * (1 + next(count) % 2 * 2**-52))
        assert judged("repeatable", run) == []

    def test_two_answers_are_told(self, assignment: Assignment, digits: Array) -> None:
        count = iter(range(1000))
        (finding,) = judged("repeatable", made(assignment, digits, lambda *given: right(*given) + next(count)))
        assert "different results" in finding.message
        assert "np.empty" in finding.hint

    @pytest.mark.parametrize("shape", [(7, 3, 3), (20, 1, 26), ()])
    def test_of_a_wrong_shape_nothing_is_judged(self, shape, assignment: Assignment, digits: Array) -> None:
        assert not repeatable.applies(made(assignment, digits, lambda *_: np.zeros(shape)))


class TestPurity:
    def test_arguments_left_alone_yield_nothing(self, assignment: Assignment, digits: Array) -> None:
        assert judged("purity", made(assignment, digits)) == []

    def test_a_change_is_a_warning(self, assignment: Assignment, digits: Array) -> None:
        def change(images: Array, kernel: Array) -> Array:
            images[:] = 0
            return right(images, kernel)

        (finding,) = judged("purity", made(assignment, digits, change))
        assert finding.severity is Severity.WARNING


class TestQuiet:
    def test_silence_yields_nothing(self, assignment: Assignment, digits: Array) -> None:
        assert judged("quiet", made(assignment, digits)) == []

    def test_prints_are_a_warning_that_shows_their_beginning(self, assignment: Assignment, digits: Array) -> None:
        (finding,) = judged("quiet", made(assignment, digits, printed="\x1b[31mhere" + "x" * 5000))
        assert finding.severity is Severity.WARNING
        assert finding.evidence.printed.startswith("\\x1b[31mhere")
        assert len(finding.evidence.printed) < 300

    @pytest.mark.parametrize(("count", "said"), [(13, "13 bytes"), (105_003_876, "105 MB"), (104_894_244, "105 MB")])
    def test_a_flood_is_told_as_large_as_in_every_other_run(self, count, said, assignment, digits) -> None:
        run = msgspec.structs.replace(made(assignment, digits, printed="x"), printed_bytes=count)
        (finding,) = judged("quiet", run)
        assert finding.message == f"the code prints ({said})"

    def test_with_hidden_cases_none_of_the_text_is_shown(self, assignment: Assignment, digits: Array) -> None:
        (finding,) = judged("quiet", made(assignment, digits, printed="SECRET", hidden=("mnist",)))
        assert "SECRET" not in str(finding)
