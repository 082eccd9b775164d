"""The other order of two loops."""

import itertools
import re

_FOR = re.compile(r"( *)(for .*:)$")


def exchanged(text: str) -> str | None:
    """The text with its first loop inside of the loop that is in it; None where there are no two.

    What stands between the two goes with the loop that it stood in.
    """
    lines = text.split("\n")
    loops = [(number, found) for number, line in enumerate(lines) if (found := _FOR.match(line))]
    for (outer, first), (inner, second) in itertools.pairwise(loops):
        if len(second[1]) > len(first[1]):
            between = [" " * (len(second[1]) - len(first[1])) + line for line in lines[outer + 1 : inner]]
            heads = [first[1] + second[2], second[1] + first[2]]
            return "\n".join([*lines[:outer], *heads, *between, *lines[inner + 1 :]])
    return None
