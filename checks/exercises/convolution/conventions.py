"""What right solutions follow where a handout leaves open where the zeros of `same` go, and how many rows there are.

Of an even kernel without a stride one row of zeros more goes before or after. With a stride real students agree on
nothing: each of OF_SAME is right, one per file, the same on both axes and in every call.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

EVEN: Mapping[str, str] = {"before": "before (top, left)", "after": "after (bottom, right)"}
"""Where the row and the column of zeros more go that an even kernel needs: all of them are right."""

Rows = Literal["fitting", "all", "ceil"]
"""Where the window fits on the padded image, one for each pixel, or one for each stride begun."""


class Convention(NamedTuple):
    """What `same` means along one axis of n pixels, a kernel of k and a stride of s.

    `before` are the zeros in front of the first pixel, from n, k and s. As many stand behind the last where `rows` is
    "fitting", and else as many as the last window needs; a window that reaches over the end sees zeros. `words` are
    for a student.
    """

    before: Callable[[int, int, int], int]
    rows: Rows
    words: str


def _total(n: int, k: int, s: int) -> int:
    """The zeros on both sides with which n windows fit."""
    return (n - 1) * s + k - n


def _least(n: int, k: int, s: int) -> int:
    """The zeros on both sides with which one window for each stride begun fits."""
    return max((-(-n // s) - 1) * s + k - n, 0)


_T = "T = (h - 1) * sh + kh - h, and so for the columns"
_P = "P = max((ceil(h / sh) - 1) * sh + kh - h, 0), and so for the columns"
_ALIKE = "at stride 1 and with an odd kernel as many rows as the image"
_TWO_MORE = "at stride 1 and with an odd kernel two rows more than the image"


def _convention(
    before: Callable[[int, int, int], int], rows: Rows, zeros: str, where: str = "", fitting: str = _ALIKE
) -> Convention:
    how_many = {
        "fitting": fitting,
        "all": "as many rows as the image, whatever the stride",
        "ceil": "ceil(h / sh) rows",
    }
    place = "on each side" if rows == "fitting" else "in front"
    return Convention(before, rows, f"{zeros} zeros {place}{where and f' ({where})'}: {how_many[rows]}")


OF_SAME: Mapping[str, Convention] = {
    "half_plus_one": _convention(lambda n, k, s: _total(n, k, s) // 2 + 1, "fitting", "T // 2 + 1", _T, _TWO_MORE),
    "half_plus_one_n": _convention(lambda n, k, s: _total(n, k, s) // 2 + 1, "all", "T // 2 + 1", _T),
    "half_up": _convention(lambda n, k, s: -(-_total(n, k, s) // 2), "fitting", "ceil(T / 2)", _T),
    "half_up_n": _convention(lambda n, k, s: -(-_total(n, k, s) // 2), "all", "ceil(T / 2)", _T),
    "half_down": _convention(lambda n, k, s: _total(n, k, s) // 2, "fitting", "T // 2", _T),
    "half_down_n": _convention(lambda n, k, s: _total(n, k, s) // 2, "all", "T // 2", _T),
    "half_even_more": _convention(
        lambda n, k, s: _total(n, k, s) // 2 + (k % 2 == 0), "fitting", "T // 2 (+ 1 if kh is even)", _T
    ),
    "kernel_down": _convention(lambda n, k, s: (k - 1) // 2, "fitting", "(kh - 1) // 2"),
    "kernel_up": _convention(lambda n, k, s: k // 2, "fitting", "kh // 2"),
    "kernel_down_ceil": _convention(lambda n, k, s: (k - 1) // 2, "ceil", "(kh - 1) // 2"),
    "kernel_up_ceil": _convention(lambda n, k, s: k // 2, "ceil", "kh // 2"),
    "tensorflow": _convention(lambda n, k, s: _least(n, k, s) // 2, "ceil", "P // 2", _P),
    "tensorflow_up": _convention(lambda n, k, s: -(-_least(n, k, s) // 2), "ceil", "ceil(P / 2)", _P),
}
"""The conventions of `same` with a stride, by id, in the order of how many follow them."""


def accepted(known: Collection[str], chosen: Collection[str]) -> tuple[str, ...]:
    """Those that a policy accepts, which has chosen these for all its tasks: all where it has chosen none of them."""
    return tuple(name for name in known if name in chosen) or tuple(known)


@lru_cache(maxsize=4096)
def ends(n: int, k: int, s: int) -> Mapping[str, tuple[int, int]]:
    """The zeros before and after one axis, by convention; those after are negative where no window reaches the end.

    They are the same wherever the windows are.
    """
    found: dict[str, tuple[int, int]] = {}
    alike: dict[tuple[int, int], tuple[int, int]] = {}
    for name, convention in OF_SAME.items():
        before = convention.before(n, k, s)
        windows = {"fitting": count(n, k, s, (before, before)), "all": n, "ceil": -(-n // s)}[convention.rows]
        after = before if convention.rows == "fitting" else (windows - 1) * s + k - n - before
        found[name] = alike.setdefault((before, windows), (before, after))
    return found


def count(n: int, k: int, s: int, pads: tuple[int, int]) -> int:
    """How many windows fit on n pixels with these zeros before and after."""
    before, after = pads
    return (n + before + after - k) // s + 1


def most_followed(followed: Iterable[tuple[str, ...]], known: Iterable[str] = OF_SAME) -> str:
    """The one that most calls follow, the more usual one of several; "" where none does."""
    counts = dict.fromkeys(known, 0)
    for each in followed:
        for name in each:
            counts[name] += 1
    return max(counts, key=lambda name: counts[name]) if any(counts.values()) else ""
