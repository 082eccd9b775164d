"""What is shown of a wrong convolution with a stride fails with the wrong file, and passes with a right one."""

import re
import sys
import types

import pytest

import reference
from checks.exercises.convolution import counterexample
from checks.exercises.convolution.proof_cases import size
from checks.model import Array, Fact, Finding, Run
from checks.model.assignment import Assignment, Task
from grader.sandbox.client import Sandbox
from tests.proving import proved
from tests.tasks import named

# What is written in the model solution, and what a wrong one has in its place.
WRONG = {
    "the first stride for both axes": ("convolve_grayscale", "sh, sw = stride", "sh, sw = stride[0], stride[0]"),
    "a window lost": ("convolve_grayscale", "oh = (h + 2 * ph - kh) // sh + 1", "oh = (h + 2 * ph - kh + 1) // sh"),
    "the padding swapped": ("convolve_grayscale", "ph, pw = padding", "pw, ph = padding"),
    "two conventions": ("convolve_grayscale", "pw = ((w - 1) * sw + kw - w + 1) // 2", "pw = kw // 2"),
    "too large by 1 where padding is same": (
        "convolve_grayscale",
        "    return convolved",
        "    return convolved + (padding == 'same')",
    ),
    "the channels in the other order": ("convolve_channels", "kernel.astype(dtype)", "kernel[..., ::-1].astype(dtype)"),
    "one channel alone": (
        "convolve_channels",
        "padded = np.pad(images,",
        "padded = np.pad(images * ([1] + [0] * (_ - 1)),",
    ),
    "one kernel for all": ("convolve", "kernels.astype(dtype)", "kernels[..., :1].astype(dtype)"),
    "the kernels in the other order": ("convolve", "kernels.astype(dtype)", "kernels[..., ::-1].astype(dtype)"),
    "an error": ("convolve", "    return convolved", "    return convolved if sh == 1 else [].index(sh)"),
}


def shown(name: str, whole: Assignment, digits: Array, box: Sandbox) -> tuple[Task, str, str, Run, Finding]:
    function, old, new = WRONG[name]
    task = named(whole, function)
    right = (reference.FOLDER / task.file).read_text()
    assert right.count(old) == 1
    wrong = right.replace(old, new)
    run = proved(task, wrong, whole, digits, box)
    assert any(not fact.right for fact in run.facts)
    return task, right, wrong, run, counterexample.shown(run, memory_shows=False)


@pytest.mark.parametrize("name", WRONG)
def test_the_program_that_is_shown_fails_for_the_wrong_file_and_passes_for_the_right_one(
    name: str, whole: Assignment, digits: Array, box: Sandbox
) -> None:
    task, right, wrong, run, found = shown(name, whole, digits, box)
    evidence = found.evidence
    assert evidence is not None
    rights = [right, right.replace("((h - 1) * sh + kh - h + 1)", "kh").replace("((w - 1) * sw + kw - w + 1)", "kw")]
    assert any(passes(evidence.snippet, task, each) for each in rights[: 2 if name == "two conventions" else 1])
    assert not passes(evidence.snippet, task, wrong)
    sizes = [size(task, fact.case) for fact in run.facts if not fact.right]
    assert size(task, failing(run).case) == min(sizes)
    if evidence.sum:
        found_sum = re.fullmatch(r"\[.*\]: (.*) = (\S+?)(?:;.*)?", evidence.sum)
        assert found_sum is not None
        terms, value = found_sum.groups()
        products = (term.split("*") for term in terms.split(" + "))
        summed = sum(float(tap) * float(pixel.strip("()")) for tap, pixel in products)
        assert summed == pytest.approx(float(value), rel=1e-4)


def passes(text: str, task: Task, program: str) -> bool:
    """Whether the program that is shown ends well in a folder that has this one."""
    module = types.ModuleType(task.file.removesuffix(".py"))
    exec(program, module.__dict__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, module.__name__, module)
        try:
            exec(text, {})
        except (AssertionError, ValueError):
            return False
    return True


def failing(run: Run) -> Fact:
    found = counterexample.first(run.task, run.facts)
    assert found is not None
    return found
