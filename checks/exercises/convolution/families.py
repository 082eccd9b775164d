"""The families that the cases are grouped in, and what each is about."""

from collections.abc import Collection

REPEATABLE = "repeatable"
FULL = "full"
PROOF = "proof"
FEW_TAPS = "few_taps"
SHRUNK = "counterexample"
TRACED = "traced"
OWN = "own"
APART = (REPEATABLE, PROOF, FEW_TAPS, SHRUNK)  # each judged by a check of its own
OF_PADDING = ("no_padding", "uneven_padding", "wide_padding")  # asked where a task takes a padding
FAMILIES = {
    "mnist": "MNIST digits with the handout's kernel",
    "float_kernels": "kernels of random floats",
    "integer_kernels": "kernels of integers",
    "single_tap": "a 1x1 kernel",
    "line_kernels": "kernels of one row or one column",
    "oblong_kernels": "kernels that are not square",
    "even_kernels": "kernels with an even side",
    "largest_kernel": "a kernel as large as the image",
    "oblong_images": "images that are not square",
    "one_image": "a single image",
    "large_values": "large and negative values",
    "integer_images": "integer images",
    "float64_images": "float64 images",
    "no_padding": "zero padding on one axis or both",
    "uneven_padding": "different padding for height and width",
    "wide_padding": "padding larger than the kernel",
    OWN: "shapes that the policy names",
    FULL: "all MNIST training images with the handout's kernel",
    REPEATABLE: "the same call twice",
    PROOF: "every small shape",
    FEW_TAPS: "the taps of a small shape, few at a time",
    SHRUNK: "the smallest call that fails",
    TRACED: "calls that are watched while they run",
}
CHOSEN = tuple(name for name in FAMILIES if name not in (FULL, REPEATABLE, PROOF, FEW_TAPS, SHRUNK, TRACED))
"""The families that a policy may choose from: a policy asks for the others by the check that they are for."""


def described(families: Collection[str]) -> tuple[str, ...]:
    """What these families are about, in the order in which they are asked."""
    return tuple(about for family, about in FAMILIES.items() if family in families)
