"""Cuts all the data that there is to what this machine's memory can take."""

import math
import os

from checks.model import Array
from checks.model.assignment import Limits

SHARE = 0.5  # of the machine's memory: the grader holds data, answers and expected values beside the student


def chunks(array: Array, limits: Limits) -> tuple[Array, ...]:
    """The array whole, or in equal parts along its first axis where the memory the limits allow is not there."""
    available = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * SHARE
    parts = max(1, math.ceil(limits.memory_mb * 2**20 / available))
    size = -(-len(array) // parts)
    return tuple(array[start : start + size] for start in range(0, len(array), size))
