"""What a function may be given, for Hypothesis; and how it is spelled, in the student's process and here."""

from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

DTYPES = (
    npst.boolean_dtypes()
    | npst.integer_dtypes(endianness="?")
    | npst.unsigned_integer_dtypes(endianness="?")
    | npst.floating_dtypes(endianness="?", sizes=(16, 32, 64))
    | npst.complex_number_dtypes(endianness="?", sizes=(64, 128))
)
ARRAYS = npst.arrays(DTYPES, npst.array_shapes(min_dims=0, max_dims=8, min_side=0, max_side=3))
NUMBERS = st.booleans() | st.integers(-(1 << 4000), 1 << 4000) | st.floats() | st.complex_numbers()
LEAVES = ARRAYS | NUMBERS | st.text() | st.none()
ARGUMENTS = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=8)
NAMES = st.from_regex(r"[a-z]{1,5}_", fullmatch=True)

# Types, values and the bytes of arrays as one text, the same for what is the same and for nothing else.
SPELL = """
def spell(value):
    if isinstance(value, np.ndarray):
        return f"{type(value).__name__} {value.dtype.str} {value.shape} {value.tobytes().hex()} {value.flags.writeable}"
    if isinstance(value, tuple):
        return f"{type(value).__name__} ({', '.join(map(spell, value))})"
    if isinstance(value, int):
        return f"{type(value).__name__} {hex(value)}"
    return f"{type(value).__name__} {ascii(value)}"
"""
