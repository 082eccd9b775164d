"""Exercises with arrays of one axis: what is where, how often, in which order."""

from tests.checks.exercises.modelled.programs import Asked, X, body

SEQUENCES = {
    "moving average of the same length, with NaN at the start": Asked(
        '[tasks.arguments]\nx = { array = "n" }\nk = { integer = "k", least = 1, most = "n" }\n',
        body(
            "x, k",
            "out = np.full(len(x), np.nan)",
            "out[k - 1:] = np.convolve(x, np.ones(k) / k, 'valid')",
            "return out",
        ),
        (
            body(
                "x, k",
                "s = np.cumsum(np.insert(x * 1.0, 0, 0))",
                "return np.append([np.nan] * (k - 1), (s[k:] - s[:-k]) / k)",
            ),
        ),
        (
            body(
                "x, k",
                "out = np.zeros(len(x))",
                "out[k - 1:] = np.convolve(x, np.ones(k) / k, 'valid')",
                "return out",
            ),
            body(
                "x, k",
                "out = np.full(len(x), np.nan)",
                "out[:len(x) - k + 1] = np.convolve(x, np.ones(k) / k, 'valid')",
                "return out",
            ),
        ),
    ),
    "runs of equal values in any array": Asked(
        X,
        body(
            "x",
            "starts = np.flatnonzero(np.concatenate(([True], x[1:] != x[:-1])))",
            "return x[starts], np.diff(np.append(starts, len(x)))",
        ),
        (
            body(
                "x",
                "v, c = [], []",
                "for e in x:",
                "    if v and v[-1] == e:",
                "        c[-1] += 1",
                "    else:",
                "        v.append(e)",
                "        c.append(1)",
                "return np.array(v), np.array(c)",
            ),
        ),
        (
            body("x", "return x, np.ones(len(x), int)"),
            body(
                "x",
                "v, i, c = np.unique(x, return_index=True, return_counts=True)",
                "o = i.argsort()",
                "return v[o], c[o]",
            ),
        ),
    ),
    "cumulative maxima": Asked(
        X,
        body("x", "return np.maximum.accumulate(x)"),
        (
            body("x", "return np.array([x[:i + 1].max() for i in range(len(x))])"),
            body("x", "y = x.copy()", "for i in range(1, len(y)):", "    y[i] = max(y[i], y[i - 1])", "return y"),
            body("x", "for i in range(1, len(x)):", "    x[i] = max(x[i], x[i - 1])", "return x"),
        ),
        (
            body(
                "x",
                "y = np.zeros(len(x))",
                "m = 0",
                "for i, e in enumerate(x):",
                "    m = max(m, e)",
                "    y[i] = m",
                "return y",
            ),
            body("x", "return np.maximum(x, np.roll(x, 1))"),
            body("x", "return np.maximum(x, np.append(x[:1], x[:-1]))"),
            body("x", "return np.sort(x)"),
            body("x", "return np.maximum.accumulate(np.abs(x))"),
        ),
    ),
    "order by two keys": Asked(
        '[tasks.arguments]\na = { array = "n" }\nb = { array = "n" }\n',
        body("a, b", "return np.lexsort((b, a))"),
        (
            body("a, b", "i = np.argsort(b, kind='stable')", "return i[np.argsort(a[i], kind='stable')]"),
            body("a, b", "return np.array(sorted(range(len(a)), key=lambda i: (a[i], b[i])))"),
        ),
        (
            body("a, b", "return np.lexsort((a, b))"),
            body("a, b", "return np.argsort(a, kind='stable')"),
            body("a, b", "return np.lexsort((-b, a))"),
        ),
    ),
    "padding by its mode": Asked(
        '[tasks.arguments]\nx = { array = "n" }\np = { integer = "p", least = 0, most = "n" }\n'
        'mode = { either = ["zeros", "edge", "wrap"], default = "zeros" }\n',
        body("x, p, mode='zeros'", "return np.pad(x, p, {'zeros': 'constant'}.get(mode, mode))"),
        (
            body(
                "x, p, mode='zeros'",
                "i = np.arange(-p, len(x) + p)",
                "if mode == 'wrap':",
                "    return x[i % len(x)]",
                "y = x[np.clip(i, 0, len(x) - 1)]",
                "return y if mode is 'edge' else y * ((i >= 0) & (i < len(x)))",
            ),
        ),
        (
            body("x, p, mode='edge'", "return np.pad(x, p, {'zeros': 'constant'}.get(mode, mode))"),
            body("x, p, mode='zeros'", "return np.pad(x, p)"),
            body("x, p, mode='zeros'", "return np.pad(x, p, 'edge' if mode == 'wrap' else 'constant')"),
            body(
                "x, p, mode='zeros'",
                "return np.concatenate([x[-p:], x, x[:p]]) if mode == 'wrap' else "
                "np.pad(x, p, {'zeros': 'constant'}.get(mode, mode))",
            ),
        ),
    ),
    "integer division and remainder": Asked(
        '[tasks.arguments]\na = { array = "n", dtype = "int64" }\nb = { integer = "b", least = 1 }\n',
        body("a, b", "return a // b, a % b"),
        (
            body("a, b", "return np.floor(a / b), a - np.floor(a / b) * b"),
            body("a, b", "return tuple(np.array(part) for part in zip(*[divmod(int(e), b) for e in a]))"),
        ),
        (
            body("a, b", "return (a / b).astype(int), a % b"),
            body("a, b", "return a // b, np.fmod(a, b)"),
            body("a, b", "return a / b, a % b"),
            body("a, b", "return a % b, a // b"),
        ),
    ),
    "where values are above a limit, which may be nowhere": Asked(
        '[tasks.arguments]\nx = { array = "n" }\nlimit = { float = "limit" }\n',
        body("x, limit", "return np.flatnonzero(x > limit)"),
        (
            body("x, limit", "return np.array([i for i, e in enumerate(x) if e > limit])"),
            body("x, limit", "return np.nonzero(x > limit)[0].astype(np.int32)"),
        ),
        (
            body("x, limit", "return x > limit"),
            body("x, limit", "return x[x > limit]"),
            body("x, limit", "return np.flatnonzero(x < limit)"),
            body("x, limit", "return np.flatnonzero(x > abs(limit))"),
            body("x, limit", "return np.flatnonzero(x >= limit)"),
            body("x, limit", "return np.flatnonzero(x > limit) + 1"),
        ),
    ),
    "what is between two values": Asked(
        'where = ["low <= high"]\n[tasks.arguments]\nx = { array = "n", dtype = "int64" }\n'
        'low = { integer = "low", least = -9, most = 9 }\nhigh = { integer = "high", least = -9, most = 9 }\n',
        body("x, low, high", "return ((x >= low) & (x < high)).sum()"),
        (body("x, low, high", "return sum(1 for e in x if low <= e < high)"),),
        (
            body("x, low, high", "return ((x >= low) & (x <= high)).sum()"),
            body("x, low, high", "return ((x > low) & (x < high)).sum()"),
            body("x, low, high", "return (x >= low).sum()"),
        ),
    ),
    "the sign, 0 for 0": Asked(
        X,
        body("x", "return np.sign(x)"),
        (body("x", "return (x > 0) * 1 - (x < 0)"), body("x", "return [-1, 0, 1] @ np.array([x < 0, x == 0, x > 0])")),
        (
            body("x", "return np.where(x > 0, 1, -1)"),
            body("x", "return np.where(x < 0, -1, 1)"),
            body("x", "return x / np.abs(x)"),
        ),
    ),
    "different values and how often they are there": Asked(
        X,
        body("x", "return np.unique(x, return_counts=True)"),
        (body("x", "v = np.array(sorted(set(x.tolist())))", "return v, (x == v[:, None]).sum(1)"),),
        (
            body("x", "return np.sort(x), np.ones(len(x))"),
            body(
                "x", "v = list(dict.fromkeys(x.tolist()))", "return np.array(v), np.array([(x == e).sum() for e in v])"
            ),
        ),
    ),
    "differences of a time apart": Asked(
        '[tasks.arguments]\nx = { array = "n" }\nk = { integer = "k", least = 0 }\n',
        body("x, k", "return x[k:] - x[:max(0, len(x) - k)]"),
        (body("x, k", "return np.array([x[i + k] - x[i] for i in range(len(x) - k)])"),),
        (
            body("x, k", "return x[k:] - x[:len(x) - k]"),
            body("x, k", "return x[k:] - x[:-k]"),
            body("x, k", "return np.diff(x, k)"),
            body("x, k", "return x - np.roll(x, k)"),
        ),
    ),
    "bytes as megabytes": Asked(
        '[tasks.arguments]\nx = { array = "n", dtype = "int64", least = 0 }\n',
        body("x", "return x / 1e6"),
        (body("x", "return x.astype(np.float32) * np.float32(1e-6)"), body("x", "return x / 1000 / 1000")),
        (body("x", "return x / 2 ** 20"), body("x", "return x // 1e6"), body("x", "return x * 0.0")),
    ),
    "a roll by any number": Asked(
        '[tasks.arguments]\nx = { array = "n" }\nk = { integer = "k", least = -9, most = 9 }\n',
        body("x, k", "return np.roll(x, k)"),
        (body("x, k", "return x[(np.arange(len(x)) - k) % len(x)]"),),
        (
            body("x, k", "return np.roll(x, abs(k))"),
            body("x, k", "return np.roll(x, -k)"),
            body("x, k", "return np.concatenate([x[-k:], x[:-k]])"),
        ),
    ),
    "ranks, alike for what is alike": Asked(
        X,
        body("x", "return np.searchsorted(np.sort(x), x) + 1"),
        (body("x", "return (x < x[:, None]).sum(1) + 1.0"),),
        (
            body("x", "return np.argsort(np.argsort(x)) + 1"),
            body("x", "return np.searchsorted(np.sort(x), x, 'right')"),
            body("x", "return np.unique(x, return_inverse=True)[1] + 1"),
            body("x", "return np.argsort(x) + 1"),
        ),
    ),
    "values kept between two limits, either of which may be None": Asked(
        '[tasks.arguments]\nx = { array = "n" }\nlow = { float = "low", most = 0, none = "default" }\n'
        'high = { float = "high", least = 0, none = "default" }\n',
        body(
            "x, low=None, high=None",
            "return np.clip(x, -np.inf if low is None else low, np.inf if high is None else high)",
        ),
        (
            body(
                "x, low=None, high=None",
                "x = x if low is None else np.maximum(x, low)",
                "return x if high is None else np.minimum(x, high)",
            ),
        ),
        (
            body("x, low=None, high=None", "return np.clip(x, low or 0, high or 0)"),
            body("x, low=None, high=None", "return x if low is None or high is None else np.clip(x, low, high)"),
            body("x, low=None, high=None", "return np.clip(x, low, np.inf)"),
        ),
    ),
    "the rest of a division by a float": Asked(
        '[tasks.arguments]\nx = { array = "n" }\nperiod = { float = "period", least = 0.5, most = 7 }\n',
        body("x, period", "return x % period"),
        (body("x, period", "return x - np.floor(x / period) * period"),),
        (body("x, period", "return np.fmod(x, period)"), body("x, period", "return np.abs(x) % period")),
    ),
    "the greatest common divisor": Asked(
        '[tasks.arguments]\na = { array = "n", dtype = "int64", least = 1 }\nb = { integer = "b", least = 1 }\n',
        body("a, b", "return np.gcd(a, b)"),
        (
            body(
                "a, b",
                "b = np.full_like(a, b)",
                "while b.any():",
                "    a, b = np.where(b, b, a), np.where(b, a % np.where(b, b, 1), 0)",
                "return a",
            ),
        ),
        (body("a, b", "return np.minimum(a, b)"), body("a, b", "return np.lcm(a, b)"), body("a, b", "return a % b")),
    ),
}
