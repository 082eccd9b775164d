"""Convolutions with a stride and a padding that is chosen: right in every convention, and for which calls they fail."""

from collections.abc import Callable

import pytest

from checks.exercises.convolution.conventions import OF_SAME
from checks.model import Array, Finding, Severity
from checks.model.assignment import Assignment
from grader.sandbox.client import Sandbox
from tests.checks.exercises.convolution.diagnosis.test_diagnosis import FOLDER, WORDS
from tests.proving import finding, proved
from tests.tasks import named

Proof = Callable[[str, str], Finding]
TOTAL = "(n - 1) * s + k - n"
LEAST = "max((-(-n // s) - 1) * s + k - n, 0)"
FITS = "(n + 2 * p - k) // s + 1"
CEIL = "-(-n // s)"
ZEROS = {
    "half_plus_one": (f"({TOTAL}) // 2 + 1", FITS),
    "half_plus_one_n": (f"({TOTAL}) // 2 + 1", "n"),
    "half_up": (f"-(-({TOTAL}) // 2)", FITS),
    "half_up_n": (f"-(-({TOTAL}) // 2)", "n"),
    "half_down": (f"({TOTAL}) // 2", FITS),
    "half_down_n": (f"({TOTAL}) // 2", "n"),
    "half_even_more": (f"({TOTAL}) // 2 + (k % 2 == 0)", FITS),
    "kernel_down": ("(k - 1) // 2", FITS),
    "kernel_up": ("k // 2", FITS),
    "kernel_down_ceil": ("(k - 1) // 2", CEIL),
    "kernel_up_ceil": ("k // 2", CEIL),
    "tensorflow": (f"{LEAST} // 2", CEIL),
    "tensorflow_up": (f"-(-{LEAST} // 2)", CEIL),
}
PROGRAM = """
import numpy as np


def rows_of_same(n, k, s):
    p = {rows[0]}
    return p, {rows[1]}


def columns_of_same(n, k, s):
    p = {columns[0]}
    return p, {columns[1]}


def convolve_grayscale(images, kernel, padding="same", stride=(1, 1)):
    (m, h, w), (kh, kw), (sh, sw) = images.shape, kernel.shape, stride
    if padding == "same":
        (ph, oh), (pw, ow) = rows_of_same(h, kh, sh), columns_of_same(w, kw, sw)
    else:
        ph, pw = (0, 0) if padding == "valid" else padding
        oh, ow = (h + 2 * ph - kh) // sh + 1, (w + 2 * pw - kw) // sw + 1
    high, wide = max(h + ph, (oh - 1) * sh + kh), max(w + pw, (ow - 1) * sw + kw)
    padded = np.zeros((m, high, wide))
    padded[:, ph:ph + h, pw:pw + w] = images
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            convolved[:, i, j] = (padded[:, i * sh:i * sh + kh, j * sw:j * sw + kw] * kernel).sum(axis=(1, 2))
    return convolved
"""


@pytest.fixture
def proof(whole: Assignment, digits: Array, box: Sandbox) -> Proof:
    """What the proof says of a program for the task of this word."""

    def proof_of(word: str, program: str) -> Finding:
        return finding(proved(named(whole, WORDS[word]), program, whole, digits, box))

    return proof_of


def test_programs_are_there_for_every_convention() -> None:
    assert ZEROS.keys() == OF_SAME.keys()


@pytest.mark.parametrize("convention", OF_SAME)
def test_every_convention_is_right(convention: str, proof: Proof) -> None:
    found = proof("strided", PROGRAM.format(rows=ZEROS[convention], columns=ZEROS[convention]))
    assert found.severity is Severity.NOTE
    assert found.message.startswith("verified on ")


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("half_plus_one", "half_up"),
        ("kernel_down", "half_down"),
        ("tensorflow", "half_up_n"),
        ("kernel_up", "kernel_down"),
    ],
)
def test_two_conventions_are_told_by_their_name(rows: str, columns: str, proof: Proof) -> None:
    found = proof("strided", PROGRAM.format(rows=ZEROS[rows], columns=ZEROS[columns]))
    assert found.misconception is not None
    assert found.misconception.id == "same_mixed"
    assert "'same'" in found.message.partition(";")[0]


def test_a_convention_that_changes_from_call_to_call_has_no_name(proof: Proof) -> None:
    changing = f"{ZEROS['half_plus_one'][0]} if n % 2 else k // 2", FITS
    assert proof("strided", PROGRAM.format(rows=changing, columns=changing)).misconception is None


SAMPLES = FOLDER / "misconceptions"


@pytest.mark.parametrize(
    ("sample", "told"),
    [
        ("stride_sides/strided_first_number_for_both", "right whenever sh and sw are equal, "),
        ("size_without_stride/strided_forgotten", "right whenever the stride is (1, 1), "),
        ("same_not_halved/strided_whole_sum", "right whenever padding is not 'same', "),
        ("unset_name/strided_no_tuple", "fails exactly when padding is a tuple"),
        ("wrong_default/strided_valid", "fails exactly when padding is left out"),
        ("one_channel/channels_first_of_both", "right whenever there is one channel, "),
        ("number_of_kernels/several_c_in_the_result", "fails exactly when there are not as many kernels as channels"),
    ],
)
def test_the_domain_speaks_of_padding_stride_channels_and_kernels(sample: str, told: str, proof: Proof) -> None:
    path = SAMPLES / f"{sample}.py"
    assert proof(path.stem.partition("_")[0], path.read_text()).message.startswith(told)


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ("sum_axes/channels_axis_2_3", "axis=(1, 2, 3)"),
        ("batch_padded/channels_pairs_too_early", "((0, 0), (ph, ph), (pw, pw), (0, 0))"),
        ("first_image_only/several_index", "convolved[:, i, j, z]"),
        ("window_size/strided_one_less", "images[:, i * sh:i * sh + kh, j * sw:j * sw + kw]"),
    ],
)
def test_a_hint_speaks_of_the_axes_that_the_task_has(sample: str, words: str, proof: Proof) -> None:
    path = SAMPLES / f"{sample}.py"
    assert words in (proof(path.stem.partition("_")[0], path.read_text()).hint or "")
