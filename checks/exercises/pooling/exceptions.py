"""What an exception's own words mean where images are pooled, and what to look for."""

from checks.dynamic import exceptions

OF_TUPLE = "'tuple' object has no attribute"
UNPACKED = "values to unpack"
EMPTY = "zero-size array to reduction operation"
NO_AVG = "module 'numpy' has no attribute 'avg'"
INTO = "could not broadcast input array"
ONTO = "could not be broadcast to indexing result"
BEYOND = "is out of bounds for axis"
ONE_EACH = (
    "One value for each image and each channel is wanted there: reduce over axis=(1, 2), the rows and columns of the "
    "window."
)
HINTS = {
    OF_TUPLE: "kernel_shape and stride are tuples, no arrays: write kh, kw = kernel_shape and sh, sw = stride.",
    UNPACKED: "The images have four axes, m, h, w, c = images.shape; kernel_shape and stride are pairs.",
    EMPTY: "A window has nothing in it: it begins behind the last row or column. Compare the ranges of the loops, and "
    "where a window begins, with the shape of the images.",
    NO_AVG: "numpy calls the average np.mean.",
    INTO: ONE_EACH,
    ONTO: ONE_EACH,
    BEYOND: "A place is written or read that is not there: the result has (h - kh) // sh + 1 rows and "
    "(w - kw) // sw + 1 columns.",
}
KINDS = {
    EMPTY: "empty",
    INTO: "assigned",
    ONTO: "assigned",
    BEYOND: "index",
    "could not be broadcast together": "operands",
    "non-broadcastable": "operands",
    "negative dimensions": "negative",
    "cannot be larger than input array": "windows",
    "cannot reshape": "reshaped",
    "is not defined for": "axis",
    "axis": "axis",
}


def hint(detail: str) -> str:
    """What to look for, from an exception's type and message; "" when they say it all."""
    return next((words for said, words in HINTS.items() if said in detail), exceptions.hint(detail))


def kind(detail: str) -> str:
    """In which way arrays, places or axes did not fit; "" when it is not that."""
    return next((kind for words, kind in KINDS.items() if words in detail), "")
