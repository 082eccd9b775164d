"""Programs of one function each, as students write them, for the watch over loops: right ones and evading ones."""

HEAD = "import numpy as np\n"

# Each is the body of convolve_grayscale_valid(images, kernel), or, where it has a `def` of its own, the whole file.
BODY = """
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
"""
LOOP = """
    for i in range(oh):
        for j in range(ow):
            out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum(axis=(1, 2))
    return out
"""


def function(body: str, before: str = "") -> str:
    """A file with the function, its sides unpacked, and `body`."""
    return f"{HEAD}{before}\n\ndef convolve_grayscale_valid(images, kernel):{BODY}{body}\n    return out\n"


WINDOW = "(images[:, i:i + kh, j:j + kw] * kernel).sum(axis=(1, 2))"
VISIT = f"""
    def visit(n):
        i, j = divmod(int(n), ow)
        out[:, i, j] = {WINDOW}
        return 0.0
"""
PLACES = "np.arange(oh * ow)"
LONG = "\n".join(f"            x{n} = i * {n} + j - kernel[0, 0] * images[0, 0, {n % 5}]" for n in range(120))

RIGHT = {
    "two loops over places": function(LOOP),
    "two loops over taps": function(
        "    for i in range(kh):\n        for j in range(kw):\n"
        "            out += images[:, i:i + oh, j:j + ow] * kernel[i, j]"
    ),
    "one loop, flattened": function(
        f"    for n in range(oh * ow):\n        i, j = divmod(n, ow)\n        out[:, i, j] = {WINDOW}"
    ),
    "one loop over ndindex": function(f"    for i, j in np.ndindex(oh, ow):\n        out[:, i, j] = {WINDOW}"),
    "a loop over images and one over places": function(
        "    for n in range(m):\n        for p in range(oh * ow):\n            i, j = divmod(p, ow)\n"
        "            out[n, i, j] = (images[n, i:i + kh, j:j + kw] * kernel).sum()"
    ),
    "zip and enumerate": function(
        "    for i, row in enumerate(kernel):\n        for j, tap in zip(range(kw), row):\n"
        "            out += images[:, i:i + oh, j:j + ow] * tap"
    ),
    "for with else": function(
        f"    for i in range(oh):\n        for j in range(ow):\n            out[:, i, j] = {WINDOW}\n"
        "        else:\n            last = i\n    else:\n        last = 0\n    out += last * 0"
    ),
    "try, except and finally in a loop": function(
        f"    for i in range(oh):\n        for j in range(ow):\n            try:\n                out[:, i, j] = {WINDOW}\n"
        "                int('x')\n            except ValueError as error:\n                last = str(error)\n"
        "            finally:\n                done = i\n            if done and last:\n                continue"
    ),
    "with in a loop": function(
        "    for i in range(oh):\n        with np.errstate(all='ignore'):\n            for j in range(ow):\n"
        f"                out[:, i, j] = {WINDOW}"
    ),
    "a helper, called in two places": function(
        "    for i in range(oh):\n        for j in range(ow):\n"
        "            out[:, i, j] = one(images, kernel, i, j) + 0 * one(images, kernel, i, j)\n    one(images, kernel, 0, 0)",
        before="\n\ndef one(images, kernel, i, j):\n    kh, kw = kernel.shape\n    return (images[:, i:i + kh, j:j + kw] * kernel).sum(axis=(1, 2))\n",
    ),
    "helpers within helpers": function(
        "    for i in range(oh):\n        for j in range(ow):\n            out[:, i, j] = add(cut(images, i, j, kh, kw) * kernel)",
        before="\n\ndef cut(a, i, j, kh, kw):\n    return a[:, i:i + size(kh), j:j + size(kw)]\n\n\ndef size(k):\n    return k\n\n\n"
        "def add(a):\n    return np.sum(a, axis=(1, 2))\n",
    ),
    "a generator with a loop of its own": function(
        f"    for i, j in places(oh, ow):\n        out[:, i, j] = {WINDOW}",
        before="\n\ndef places(oh, ow):\n    for n in range(oh * ow):\n        yield divmod(n, ow)\n",
    ),
    "a class with methods": function(
        "    one = Window(images, kernel)\n    for i in range(oh):\n        for j in range(ow):\n            out[:, i, j] = one.at(i, j)",
        before="\n\nclass Window:\n    def __init__(self, images, kernel):\n        self.images, self.kernel = images, kernel\n\n"
        "    @property\n    def sides(self):\n        return self.kernel.shape\n\n"
        "    def at(self, i, j):\n        kh, kw = self.sides\n"
        "        return (self.images[:, i:i + kh, j:j + kw] * self.kernel).sum(axis=(1, 2))\n",
    ),
    "a lambda in a loop": function(
        "    cut = lambda i, j: images[:, i:i + kh, j:j + kw]\n    for i in range(oh):\n        for j in range(ow):\n"
        "            out[:, i, j] = (cut(i, j) * kernel).sum(axis=(1, 2))"
    ),
    "a decorator": function(
        LOOP,
        before="\n\ndef plain(function):\n    def call(*arguments):\n        return function(*arguments)\n    return call\n\n\n@plain",
    ).replace("@plain\n\n\ndef", "@plain\ndef"),
    "a comprehension over the kernel's sides": function(
        "    half = [k // 2 for k in kernel.shape]\n    out += sum(half) * 0" + LOOP
    ),
    "a NamedTuple": function(
        "    sides = Sides(kh, kw)\n" + LOOP.replace("kh", "sides.kh"),
        before="from typing import NamedTuple\n\n\nclass Sides(NamedTuple):\n    kh: int\n    kw: int\n",
    ),
    "a branch on parity": function(
        "    if kh % 2 == 0:\n        top = kh // 2\n    else:\n        top = (kh - 1) // 2\n    out += top * 0" + LOOP
    ),
    "a loop body long enough for wide jumps": function(
        f"    for i in range(oh):\n        for j in range(ow):\n{LONG}\n            out[:, i, j] = {WINDOW}"
    ),
    "several statements on a line": function(
        f"    for i in range(oh):\n        for j in range(ow): a = {WINDOW}; out[:, i, j] = a; a = 0"
    ),
    "no loop at all": function(
        "    windows = np.lib.stride_tricks.sliding_window_view(images, (kh, kw), (1, 2))\n"
        "    out = np.einsum('mhwij,ij->mhw', windows, kernel)"
    ),
    "np.pad and tensordot in a loop": function(
        "    padded = np.pad(images, ((0, 0), (0, kh), (0, kw)), mode='constant')\n    for i in range(oh):\n"
        "        for j in range(ow):\n            out[:, i, j] = np.tensordot(padded[:, i:i + kh, j:j + kw], kernel, 2)"
    ),
    "two loops that follow one another": function(
        "    rows = np.zeros((m, h, ow))\n    for j in range(ow):\n        rows[:, :, j] = images[:, :, j]\n"
        f"    for p in range(oh * ow):\n        i, j = divmod(p, ow)\n        out[:, i, j] = {WINDOW}"
    ),
}

EVADING = {
    "a while": function(
        f"    n = 0\n    while n < oh * ow:\n        i, j = divmod(n, ow)\n        out[:, i, j] = {WINDOW}\n        n += 1"
    ),
    "a while in a for": function(
        f"    for i in range(oh):\n        j = 0\n        while j < ow:\n            out[:, i, j] = {WINDOW}\n            j += 1"
    ),
    "a comprehension": function(f"{VISIT}\n    [visit(n) for n in range(oh * ow)]"),
    "a generator expression": function(f"{VISIT}\n    sum(visit(n) for n in range(oh * ow))"),
    "a sort key": function(f"{VISIT}\n    sorted(range(oh * ow), key=visit)"),
    "max with a key": function(f"{VISIT}\n    max({PLACES}, key=visit)"),
    "a sort by __lt__": function(
        "    sorted([Place(n) for n in range(2)] * (oh * ow))\n    out += Place.count * 0",
        before="\n\nclass Place:\n    count = 0\n\n    def __init__(self, n):\n        self.n = n\n\n"
        "    def __lt__(self, other):\n        Place.count += 1\n        return self.n < other.n\n",
    ),
    "vectorize by an alias": function(f"{VISIT}\n    getattr(np, 'vector' + 'ize')(visit)({PLACES})"),
    "frompyfunc": function(f"{VISIT}\n    np.frompyfunc(visit, 1, 1)({PLACES})"),
    "apply_along_axis": function(f"{VISIT}\n    np.apply_along_axis(lambda n: visit(n[0]), 1, {PLACES}[:, None])"),
    "map of one's own function": function(f"{VISIT}\n    list(map(visit, range(oh * ow)))"),
    "a callback of re.sub": function(
        f"{VISIT}\n    state = []\n\n    def back(_):\n        state.append(0)\n        visit(len(state) - 1)\n        return ''\n"
        "    re.sub('x', back, 'x' * (oh * ow))",
        before="import re\n",
    ),
    "functools.reduce": function(
        f"{VISIT}\n    functools.reduce(lambda a, n: visit(n), range(oh * ow), 0)", before="import functools\n"
    ),
    "operators of objects in an array": function(
        "    grid = np.empty(oh * ow, object)\n    grid[:] = Place()\n    grid * 2",
        before="\n\nclass Place:\n    def __mul__(self, other):\n        return 0\n",
    ),
    "__getitem__ as an iterator": function(
        "    list(Places(oh * ow))",
        before="\n\nclass Places:\n    def __init__(self, n):\n        self.n = n\n\n    def __getitem__(self, p):\n"
        "        if p >= self.n:\n            raise IndexError\n        return p\n",
    ),
    "iter of a callable and a sentinel": function(
        f"{VISIT}\n    todo = list(range(oh * ow))\n\n    def step():\n        visit(todo.pop())\n        return len(todo)\n"
        "    list(iter(step, 0))"
    ),
    "np.pad with a function": function(
        "    def fill(vector, width, axis, more):\n        vector[:] = vector\n    np.pad(images, ((0, 0), (1, 1), (1, 1)), fill)\n"
        + LOOP
    ),
    "recursion": function(
        f"    def visit(n):\n        i, j = divmod(n, ow)\n        out[:, i, j] = {WINDOW}\n        n and visit(n - 1)\n"
        "    visit(oh * ow - 1)"
    ),
    "recursion through a container": function(
        f"    steps = []\n\n    def visit(n):\n        i, j = divmod(n, ow)\n        out[:, i, j] = {WINDOW}\n"
        "        n and steps[0](n - 1)\n    steps.append(visit)\n    visit(oh * ow - 1)"
    ),
    "a loop in exec": function(
        "    exec('for i in range(oh):\\n for j in range(ow):\\n  out[:, i, j] = (images[:, i:i + kh, j:j + kw]"
        " * kernel).sum(axis=(1, 2))')"
    ),
    "a function made by eval": function("    eval('lambda: 0')()\n" + LOOP),
    "three loops": function(
        "    for n in range(m):\n        for i in range(oh):\n            for j in range(ow):\n"
        "                out[n, i, j] = (images[n, i:i + kh, j:j + kw] * kernel).sum()"
    ),
    "loops in two functions": function(
        "    for i in range(oh):\n        for j in range(ow):\n            out[:, i, j] = add(images[:, i:i + kh, j:j + kw] * kernel)",
        before="\n\ndef add(window):\n    total = 0\n    for row in window.transpose(1, 0, 2):\n        total = total + row.sum(axis=1)\n    return total\n",
    ),
    "the watch taken away": function("    sys.settrace(None)\n" + LOOP, before="import sys\n"),
}
