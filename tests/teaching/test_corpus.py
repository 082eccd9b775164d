"""The labelled programs are what they are said to be: the writings are right, and every mistake makes them wrong."""

import itertools
import tomllib
from collections.abc import Iterator

import numpy as np
import pytest
from scipy.signal import correlate2d

from checks.model import Array
from tests.teaching import corpus
from tests.teaching.corpus import MISTAKES, TASKS, Program

GRAYSCALE = ("0", "1", "2")
SIZES = [(2, 5, 4, 3, 2), (3, 3, 4, 1, 3), (4, 4, 5, 2, 2), (2, 5, 6, 3, 3), (1, 4, 4, 4, 1), (3, 6, 5, 4, 4)]


def calls(task: str) -> Iterator[tuple[tuple[Array | tuple[int, int], ...], list[Array]]]:
    """Small calls, each with all that is right."""
    random = np.random.default_rng(5)
    for number, (m, h, w, kh, kw) in enumerate(SIZES):
        images, kernel = random.normal(size=(m, h, w)) * 99, random.normal(size=(kh, kw)) * 9
        images = images.astype(int) if number == len(SIZES) - 1 else images
        for padding in ((number % 3, 1), (0, number % 2)):
            yield (images, kernel, *((padding,) if task == "2" else ())), list(right(task, images, kernel, padding))


def right(task: str, images: Array, kernel: Array, padding: tuple[int, int]) -> Iterator[Array]:
    """The right answers: more than one where an even kernel lies between two places of a same convolution."""
    kh, kw = kernel.shape
    around = {
        "0": [((0, 0), (0, 0))],
        "1": [
            ((top, kh - 1 - top), (left, kw - 1 - left))
            for top, left in itertools.product({kh // 2, (kh - 1) // 2}, {kw // 2, (kw - 1) // 2})
        ],
        "2": [tuple((each, each) for each in padding)],
    }[task]
    for rows, columns in around:
        framed = np.pad(images, ((0, 0), rows, columns))
        yield np.stack([correlate2d(image, kernel, "valid") for image in framed])


def is_right(task: str, text: str) -> bool:
    """Whether a program gives a right answer in every small call, and the same one again."""
    names: dict[str, object] = {}
    exec(text, names)
    (function,) = [each for name, each in names.items() if name.startswith("convolve")]
    for arguments, answers in calls(task):
        for _ in range(2):
            try:
                returned = function(*arguments)
            except Exception:
                return False
            if not isinstance(returned, np.ndarray) or not any(close(returned, answer) for answer in answers):
                return False
    return True


def close(returned: Array, answer: Array) -> bool:
    return returned.shape == answer.shape and np.allclose(returned, answer)


@pytest.fixture
def _poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was never written shows."""
    full = np.full
    monkeypatch.setattr(np, "empty", lambda shape, dtype=float, order="C", **_: full(shape, 7, dtype, order))


@pytest.mark.parametrize("task", GRAYSCALE)
def test_every_writing_is_right_in_both_orders_of_its_loops(task: str) -> None:
    for writing in corpus.writings(task).values():
        for order, text in corpus.orders(writing.text).items():
            assert is_right(task, text), (writing.name, order)


@pytest.mark.slow("many small programs are run")
@pytest.mark.usefixtures("_poisoned")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("task", GRAYSCALE)
def test_every_mistake_makes_every_writing_wrong(task: str) -> None:
    assert [program.called for program in every(task) if is_right(task, program.text)] == []


def every(task: str) -> Iterator[Program]:
    return corpus.programs([task], most=99)


@pytest.mark.parametrize("task", TASKS)
def test_every_mistake_is_there_in_two_writings(task: str) -> None:
    assert [name for name, wrong in corpus.together(task).items() if len(corpus.fits(task, wrong)) < 2] == []


@pytest.mark.parametrize("task", TASKS)
def test_no_two_programs_are_the_same(task: str) -> None:
    texts = [program.text for program in every(task)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("task", TASKS)
def test_every_edit_is_for_a_writing_that_is_there(task: str) -> None:
    for mistake in corpus.mistakes(task).values():
        assert mistake.edits.keys() <= corpus.writings(task).keys(), mistake.name


def test_there_are_as_many_mistakes_as_were_asked_for() -> None:
    early, late = ([corpus.together(task) for task in TASKS if (task in GRAYSCALE) is which] for which in (True, False))
    assert sum(map(len, early)) >= 120
    assert sum(len(wrong) > 1 for each in early for wrong in each.values()) >= 30
    assert not late or sum(map(len, late)) >= 60


def test_every_file_of_mistakes_can_be_read_by_hand() -> None:
    """A line of one says one thing: nothing is nested deeper than a list of texts."""
    for path in MISTAKES.glob("*.toml"):
        for table in tomllib.loads(path.read_text(encoding="utf-8")).values():
            assert all(isinstance(text, str) for texts in table.values() for text in texts)
