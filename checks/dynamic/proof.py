'''The function is right on every small shape.

What: The function is called with everything small that it may be given, such as
every small image with every small kernel, and each result is compared with the
right one. Where calls fail, the report says first for which shapes, then names
the cause if one explains all of them, and shows the smallest call that fails:
with small numbers to be worked out by hand, and as a program to run on your
machine.

A convolution is linear in the images and in the kernel, so a single call can
tell all of it for one shape: the images have one pixel of 1 each, and the
kernel's values are powers of 4, so that each returned value says which value of
the kernel lay on which pixel. That is done for every height and width up to 6
with every kernel up to 5x5, for paddings up to 3 (of all the pairs of height
and width a part that meets every relation of padding, kernel and image), and
for some larger and very oblong shapes; with a stride, for strides up to 4, and
'same', 'valid' and pairs in turn; with channels, for one to three of them. Sums
and multiples of random images and kernels, and calls with one, two and three
images, are asked beside them: every small shape is tried, with values drawn at
random. Float32 work is right here, too; where its rounding could hide a value
of the kernel, few are asked at a time.

A pooling is asked with images of numbers that are all different and below 0,
which begin a pixel later in each image. So in every window each of its pixels
is in turn the largest, which tells all of a maximum and of a mean. That is done
for every relation of side, window and stride up to 6x6 images and strides of 4,
with 'max', with 'avg' and without a mode.

Of any other function the small calls are compared with the answers of the
model solution: every size that its arguments may have, the smallest first, up
to a few hundred.

All of this has 2 s of CPU time. A slow function is tried as far as that goes,
and loses nothing by it: of the shapes a sample is asked then, 48 calls with
images and kernels like those of `values`, in the time that those have. 24 such
calls are asked of everybody. Which ones follows from the file itself and the seed,
with some of every kind of shape: odd and even, square and oblong, each
padding, stride and number of channels. Points are given in proportion to the
calls asked that are right.

Why: A few examples cannot tell a function that is right from one that is right
for them. Most wrong solutions are right for the handout's 3x3 kernel. Nor is a
function right that knows the calls made here, and waits until they are over.

Bad::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Right for every square kernel, and for no other"""
        m, h, w = images.shape
        kh = kw = kernel.shape[0]
        convolved = np.zeros((m, h - kh + 1, w - kw + 1))
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                window = images[:, i:i + kh, j:j + kw]
                convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
        return convolved

Good::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Takes each side of the kernel for its own axis"""
        m, h, w = images.shape
        kh, kw = kernel.shape
        convolved = np.zeros((m, h - kh + 1, w - kw + 1))
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                window = images[:, i:i + kh, j:j + kw]
                convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
        return convolved
'''

from collections.abc import Iterator

from checks.dynamic.outcomes import GOES_ON
from checks.exercises.families import PROOF
from checks.model import DynamicCheck, Finding, Run, Severity, Verdict


def applies(run: Run) -> bool:
    """Whether any call of the proof was made."""
    return bool(run.facts)


def judge(run: Run) -> Iterator[Finding]:
    """One error that tells the domain of failure, the cause and the smallest call; or how far it is proved."""
    if all(fact.right for fact in run.facts):
        hidden = run.facts[0].case.hidden
        yield Finding(check="proof", severity=Severity.NOTE, message=run.exercise.proof.verified(run), hidden=hidden)
    else:
        yield run.exercise.proof.told(run)


def credit(run: Run, _findings: tuple[Finding, ...]) -> float:
    """The share of the calls asked that are right; where the process ended, the others are asked and not answered."""
    asked = len(run.facts)
    if run.facts[-1].observation.outcome not in GOES_ON:
        asked = max(asked, sum(case.family == PROOF for case in run.cases))
    return min(sum(fact.right for fact in run.facts) / asked, 0.99)


CHECK = DynamicCheck(
    id="proof",
    summary="The function is right on every small shape.",
    reason="A few examples cannot tell a function that is right from one that is right for them.",
    needs=("loads", "signature"),
    verdict=Verdict.WRONG_ANSWER,
    asks=("proof",),
    applies=applies,
    judge=judge,
    credit=credit,
)
