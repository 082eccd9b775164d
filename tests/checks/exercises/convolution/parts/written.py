"""Right convolutions in the ways in which students write them, whose parts are looked for."""

import ast
from types import ModuleType

from checks.exercises import readings_of
from checks.model import Reading, Syntax
from checks.model.assignment import Task

HEAD = '"""Convolve."""\nimport numpy as np\n\n\n'
VALID = f'''{HEAD}def convolve_grayscale_valid(images, kernel):
    """Convolve."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for r in range(h - kh + 1):
        for c in range(w - kw + 1):
            win = images[:, r:r + kh, c:c + kw]
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
'''
NAMED = f'''{HEAD}def convolve_grayscale_valid(pictures, k):
    """Convolve."""
    rows = pictures.shape[1] - k.shape[0] + 1
    cols = pictures.shape[2] - k.shape[1] + 1
    res = np.zeros((pictures.shape[0], rows, cols))
    for x in range(rows):
        for y in range(cols):
            res[:, x, y] = np.sum(pictures[:, x:x + k.shape[0], y:y + k.shape[1]] * k, axis=(1, 2))
    return res
'''
FLAT = f'''{HEAD}def convolve_grayscale_valid(images, kernel):
    """Convolve."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    rows, cols = h - kh + 1, w - kw + 1
    out = np.zeros((m, rows, cols))
    for n in range(rows * cols):
        r, c = divmod(n, cols)
        out[:, r, c] = np.einsum("mij,ij->m", images[:, r:r + kh, c:c + kw], kernel)
    return out
'''
OVER_THE_KERNEL = f'''{HEAD}def convolve_grayscale_valid(images, kernel):
    """Convolve."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    rows, cols = h - kh + 1, w - kw + 1
    out = np.zeros((m, rows, cols))
    for a in range(kh):
        for b in range(kw):
            out += images[:, a:a + rows, b:b + cols] * kernel[a, b]
    return out
'''
OWN_FUNCTION = f'''{HEAD}def convolve_grayscale_valid(images, kernel):
    """Convolve."""
    m, h, w = images.shape
    kh, kw = kernel.shape

    def value(y, x):
        """One value of every image"""
        win = images[:, y:y + kh, x:x + kw]
        return np.tensordot(win, kernel, axes=2)

    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for r in range(h - kh + 1):
        for c in range(w - kw + 1):
            out[:, r, c] = value(r, c)
    return out
'''
SAME = f'''{HEAD}def convolve_grayscale_same(images, kernel):
    """Convolve."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    framed = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((m, h, w))
    for r in range(h):
        for c in range(w):
            win = framed[:, r:r + kh, c:c + kw]
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
'''
STORED = f'''{HEAD}def convolve_grayscale_same(images, kernel):
    """Convolve."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    framed = np.zeros((m, h + kh - 1, w + kw - 1))
    framed[:, kh // 2:kh // 2 + h, kw // 2:kw // 2 + w] = images
    out = np.zeros_like(images, dtype=float)
    for r in range(h):
        for c in range(w):
            out[:, r, c] = (framed[:, r:r + kh, c:c + kw] * kernel).sum(axis=(1, 2))
    return out
'''
PADDING = f'''{HEAD}def convolve_grayscale_padding(images, kernel, padding):
    """Convolve."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    rows = h + 2 * ph - kh + 1
    cols = w + 2 * pw - kw + 1
    out = np.zeros((m, rows, cols))
    for r in range(rows):
        for c in range(cols):
            out[:, r, c] = (images[:, r:r + kh, c:c + kw] * kernel).sum(axis=(1, 2))
    return out
'''
RIGHT = {
    "two loops": VALID,
    "sides by their numbers": NAMED,
    "one loop for all places": FLAT,
    "loops over the kernel": OVER_THE_KERNEL,
    "a function of one's own": OWN_FUNCTION,
    "zeros by np.pad": SAME,
    "zeros around a copy": STORED,
    "zeros that are given": PADDING,
}


def columns_first(text: str) -> str:
    """The same with the loop over the columns outside."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.lstrip().startswith("for "))
    outer, inner = lines[first], lines[first + 1]
    lines[first : first + 2] = [inner[4:], f"    {outer}"]
    return "\n".join(lines) + "\n"


def readings(task: Task, text: str) -> tuple[Reading, ...]:
    """The parts of a text."""
    return readings_of(task, Syntax(task.file, text, ast.parse(text)))


def loaded(text: str) -> ModuleType:
    """A module with this text."""
    module = ModuleType("written")
    exec(compile(text, "written.py", "exec"), module.__dict__)  # our own text, above
    return module
