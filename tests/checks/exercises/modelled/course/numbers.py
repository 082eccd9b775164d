"""Exercises of numerics and statistics: values that rounding makes inexact."""

from tests.checks.exercises.modelled.programs import MATRIX, Asked, X, body

NUMBERS = {
    "softmax whose model overflows": Asked(
        X,
        body("x", "return np.exp(x) / np.exp(x).sum()"),
        (body("x", "e = np.exp(x - x.max())", "return e / e.sum()"),),
        (body("x", "return np.exp(x) / np.exp(x).max()"), body("x", "return np.exp(x)")),
    ),
    "trapezoid rule": Asked(
        '[tasks.arguments]\ny = { array = "n" }\nx = { array = "n", sorted = "strictly" }\n[tasks.axes]\n'
        "n = { least = 2 }\n",
        body("y, x", "return ((y[1:] + y[:-1]) / 2 * np.diff(x)).sum()"),
        (
            body("y, x", "return sum((x[i + 1] - x[i]) * (y[i] + y[i + 1]) for i in range(len(x) - 1)) / 2"),
            body("y, x", "return np.dot(y[1:] + y[:-1], np.diff(x)) * 0.5"),
        ),
        (
            body("y, x", "return (y[1:] * np.diff(x)).sum()"),
            body("y, x", "return ((y[1:] + y[:-1]) / 2 * (x[1] - x[0])).sum()"),
            body("y, x", "return ((y[1:] + y[:-1]) // 2 * np.diff(x)).sum()"),
            body("y, x", "return abs(((y[1:] + y[:-1]) / 2 * np.diff(x)).sum())"),
        ),
    ),
    "linear interpolation": Asked(
        '[tasks.arguments]\nx = { array = "k" }\nxp = { array = "n", sorted = "strictly" }\nfp = { array = "n" }\n',
        body("x, xp, fp", "return np.interp(x, xp, fp)"),
        (
            body(
                "x, xp, fp",
                "if len(xp) == 1:",
                "    return np.full(len(x), fp[0])",
                "c = np.clip(x, xp[0], xp[-1])",
                "i = np.clip(np.searchsorted(xp, c) - 1, 0, len(xp) - 2)",
                "t = (c - xp[i]) / (xp[i + 1] - xp[i])",
                "return fp[i] * (1 - t) + fp[i + 1] * t",
            ),
        ),
        (
            body("x, xp, fp", "i = np.clip(np.searchsorted(xp, x) - 1, 0, len(xp) - 1)", "return fp[i] * 1.0"),
            body("x, xp, fp", "return np.interp(x, xp, fp, left=0)"),
            body("x, xp, fp", "return np.interp(x, xp, fp, right=0)"),
            body(
                "x, xp, fp",
                "i = np.clip(np.searchsorted(xp, x) - 1, 0, len(xp) - 2)",
                "return fp[i] + (fp[i + 1] - fp[i]) * (x - xp[i]) / (xp[i + 1] - xp[i])",
            ),
        ),
    ),
    "the mean where a mask is set, 0 where it is nowhere": Asked(
        '[tasks.arguments]\nx = { array = "n" }\nmask = { array = "n", dtype = "bool" }\n',
        body("x, mask", "return x[mask].mean() if mask.any() else 0"),
        (body("x, mask", "return (x * mask).sum() / max(1, mask.sum())"),),
        (
            body("x, mask", "return x[mask].mean()"),
            body("x, mask", "return (x * mask).mean()"),
            body("x, mask", "return (x * mask).sum() / (mask.sum() + 1e-2)"),
        ),
    ),
    "magnitude and angle of complex numbers": Asked(
        '[tasks.arguments]\nre = { array = "n" }\nim = { array = "n" }\n',
        body("re, im", "z = re + 1j * im", "return np.abs(z), np.angle(z)"),
        (body("re, im", "return np.hypot(re, im), np.arctan2(im, re)"),),
        (
            body("re, im", "return np.hypot(re, im), np.arctan(im / re)"),
            body("re, im", "return np.hypot(re, im), np.arctan2(re, im)"),
            body("re, im", "return np.hypot(re, im), np.degrees(np.arctan2(im, re))"),
            body("re, im", "return np.abs(re) + np.abs(im), np.arctan2(im, re)"),
        ),
    ),
    "a product of complex numbers": Asked(
        '[tasks.arguments]\nre = { array = "n" }\nim = { array = "n" }\n',
        body("re, im", "return (re + 1j * im) ** 2"),
        (body("re, im", "return re * re - im * im + 2j * re * im"),),
        (body("re, im", "return np.abs(re + 1j * im) ** 2"), body("re, im", "return re * re + im * im + 2j * re * im")),
    ),
    "variance, with what is taken from n": Asked(
        'where = ["n > ddof"]\n[tasks.arguments]\nx = { array = "n" }\n'
        'ddof = { integer = "ddof", least = 0, most = 1, default = 0 }\n',
        body("x, ddof=0", "return x.var(ddof=ddof)"),
        (
            body("x, ddof=0", "d = x - sum(x) / len(x)", "return d @ d / (len(x) - ddof)"),
            body("x, ddof=0", "return ((x ** 2).sum() - x.sum() ** 2 / len(x)) / (len(x) - ddof)"),
        ),
        (
            body("x, ddof=1", "return x.var(ddof=ddof) if len(x) > 1 else 0"),
            body("x, ddof=0", "return x.var()"),
            body("x, ddof=0", "return x.std(ddof=ddof)"),
            body("x, ddof=0", "return (x ** 2).sum() / (len(x) - ddof)"),
        ),
    ),
    "columns with mean 0 and deviation 1": Asked(
        MATRIX + "[tasks.axes]\nn = { least = 2 }\n",
        body("x", "return (x - x.mean(0)) / x.std(0)"),
        (
            body("x", "d = x - x.sum(0) / len(x)", "return d * len(x) ** 0.5 / np.linalg.norm(d, axis=0)"),
            body("x", "s = x.std(0)", "return np.where(s == 0, 0, (x - x.mean(0)) / np.where(s == 0, 1, s))"),
        ),
        (
            body("x", "return (x - x.mean()) / x.std()"),
            body("x", "return (x - x.mean(0)) / x.std(0, ddof=1)"),
            body("x", "return (x.T - x.mean(1)).T / x.std(0)"),
        ),
    ),
    "cross entropy of probabilities": Asked(
        '[tasks.arguments]\np = { array = "n c", least = 0, most = 1 }\n'
        'y = { array = "n", dtype = "int64", least = 0, most = "c - 1" }\n',
        body("p, y", "return -np.log(np.clip(p[np.arange(len(y)), y], 1e-7, 1)).mean()"),
        (
            body("p, y", "return sum(-np.log(max(r[k], 1e-7)) for r, k in zip(p, y)) / len(y)"),
            body("p, y", "t = np.eye(p.shape[1])[y]", "return -(t * np.log(np.maximum(p, 1e-7))).sum() / len(p)"),
        ),
        (
            body("p, y", "return -np.log(p[np.arange(len(y)), y]).mean()"),
            body("p, y", "return -np.log(np.clip(p[:, y], 1e-7, 1)).mean()"),
            body("p, y", "return -np.log(np.clip(p[np.arange(len(y)), y], 1e-7, 1)).sum()"),
            body("p, y", "return -np.log2(np.clip(p[np.arange(len(y)), y], 1e-7, 1)).mean()"),
        ),
    ),
    "values of a normal density": Asked(
        '[tasks.arguments]\nx = { array = "n" }\nmu = { float = "mu" }\n'
        'sigma = { float = "sigma", least = 0.1, most = 5 }\n',
        body("x, mu, sigma", "return np.exp(-((x - mu) / sigma) ** 2 / 2) / (sigma * np.sqrt(2 * np.pi))"),
        (body("x, mu, sigma", "return np.exp(-0.5 * ((x - mu) / sigma) ** 2 - np.log(sigma * (2 * np.pi) ** 0.5))"),),
        (
            body("x, mu, sigma", "return np.exp(-((x - mu) / sigma) ** 2 / 2) / np.sqrt(2 * np.pi)"),
            body("x, mu, sigma", "return np.exp(-((x - mu) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))"),
            body("x, mu, sigma", "return np.exp(-(x - mu) ** 2 / sigma / 2) / (sigma * np.sqrt(2 * np.pi))"),
        ),
    ),
    "a sigmoid": Asked(
        X,
        body("x", "return 1 / (1 + np.exp(-x))"),
        (
            body("x", "return 0.5 * (1 + np.tanh(x / 2))"),
            body("x", "return np.where(x > 0, 1 / (1 + np.exp(-np.abs(x))), 1 - 1 / (1 + np.exp(-np.abs(x))))"),
        ),
        (
            body("x", "return 1 / (1 + np.exp(x))"),
            body("x", "return np.exp(x) / (1 + np.exp(x))"),
            body("x", "return np.tanh(x)"),
        ),
    ),
    "a polynomial by its coefficients": Asked(
        '[tasks.arguments]\nc = { array = "n" }\nx = { array = "k", least = -2, most = 2 }\n',
        body("c, x", "return np.polyval(c, x)"),
        (
            body("c, x", "return np.vander(x, len(c)) @ c"),
            body("c, x", "return sum(a * x ** (len(c) - 1 - i) for i, a in enumerate(c.astype(np.float32)))"),
        ),
        (
            body("c, x", "return np.polyval(c[::-1], x)"),
            body("c, x", "return np.polyval(c[:3], x)"),
            body("c, x", "return np.polyval(c, x) + c[0] - c[-1]"),
        ),
    ),
    "a median": Asked(
        X,
        body("x", "return np.median(x)"),
        (body("x", "s = np.sort(x)", "n = len(x)", "return (s[n // 2] + s[(n - 1) // 2]) / 2"),),
        (
            body("x", "return np.sort(x)[len(x) // 2]"),
            body("x", "return np.sort(x)[(len(x) - 1) // 2]"),
            body("x", "return x.mean()"),
            body("x", "return x[len(x) // 2]"),
        ),
    ),
    "correlation of two arrays": Asked(
        '[tasks.arguments]\na = { array = "n" }\nb = { array = "n" }\n[tasks.axes]\nn = { least = 3 }\n',
        body(
            "a, b", "a, b = a - a.mean(), b - b.mean()", "return (a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum())"
        ),
        (
            body("a, b", "return np.corrcoef(a, b)[0, 1]"),
            body("a, b", "a, b = (a - a.mean()) / a.std(), (b - b.mean()) / b.std()", "return a @ b / len(a)"),
        ),
        (
            body("a, b", "return np.cov(a, b)[0, 1]"),
            body("a, b", "return a @ b / np.linalg.norm(a) / np.linalg.norm(b)"),
            body("a, b", "return abs(np.corrcoef(a, b)[0, 1])"),
            body("a, b", "return np.corrcoef(a, b)"),
        ),
    ),
}
