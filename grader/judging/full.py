"""Cuts the full training set to what this machine's memory can take."""

import math
import os

from checks.model import Array
from checks.model.assignment import Limits

SHARE = 0.5  # of the machine's memory: the grader holds images, answers and expected values beside the student


def chunks(images: Array, limits: Limits) -> tuple[Array, ...]:
    """`images` (m, h, w) whole, or in equal parts where the memory the limits allow is not there."""
    available = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * SHARE
    parts = max(1, math.ceil(limits.memory_mb * 2**20 / available))
    size = -(-len(images) // parts)
    return tuple(images[start : start + size] for start in range(0, len(images), size))
