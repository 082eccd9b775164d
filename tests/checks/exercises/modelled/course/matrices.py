"""Exercises with arrays of several axes: rows, columns, masks and products."""

from tests.checks.exercises.modelled.programs import MATRIX, Asked, body

MATRICES = {
    "softmax of each row": Asked(
        MATRIX,
        body("x", "e = np.exp(x - x.max(axis=1, keepdims=True))", "return e / e.sum(axis=1, keepdims=True)"),
        (
            body("x", "z = x - x.max(1)[:, None]", "return np.exp(z - np.log(np.exp(z).sum(1))[:, None])"),
            body("x", "x = x.astype(np.float32)", "e = np.exp(x.T - x.max(1))", "return (e / e.sum(0)).T"),
            body("x", "rows = [np.exp(r - max(r)) for r in x]", "return np.array([r / sum(r) for r in rows])"),
        ),
        (
            body("x", "e = np.exp(x - x.max())", "return e / e.sum()"),
            body("x", "e = np.exp(x - x.max(0))", "return e / e.sum(0)"),
            body("x", "return np.exp(x) / np.exp(x).sum(1, keepdims=True)"),
            body("x", "e = np.exp(x - x.max(1, keepdims=True))", "return e / (e.sum(1, keepdims=True) + 1e-3)"),
        ),
    ),
    "squared distances": Asked(
        '[tasks.arguments]\na = { array = "n d" }\nb = { array = "k d" }\n',
        body("a, b", "return ((a[:, None] - b) ** 2).sum(-1)"),
        (
            body("a, b", "d = a[:, None] - b", "return np.einsum('nkd,nkd->nk', d, d)"),
            body("a, b", "return (a * a).sum(1)[:, None] - 2 * a @ b.T + (b * b).sum(1)"),
            body("a, b", "a = a.astype(np.float32)", "return np.array([((r - b) ** 2).sum(1) for r in a])"),
        ),
        (
            body("a, b", "return (a * a).sum(1)[:, None] - a @ b.T + (b * b).sum(1)"),
            body("a, b", "return ((a[:, None] - b) ** 2).mean(-1)"),
            body("a, b", "return ((a - b) ** 2).sum(-1)"),
        ),
    ),
    "rows of length one": Asked(
        MATRIX,
        body("x", "return x / np.linalg.norm(x, axis=1, keepdims=True)"),
        (
            body("x", "return (x.T / np.sqrt((x * x).sum(1))).T"),
            body("x", "n = np.linalg.norm(x, axis=1, keepdims=True)", "return x / np.where(n == 0, 1, n)"),
            body("x", "return np.array([r / float(np.sqrt(r @ r)) for r in x.astype(np.float32)])"),
        ),
        (
            body("x", "return x / np.linalg.norm(x)"),
            body("x", "return x / np.linalg.norm(x, axis=0)"),
            body("x", "return x / np.abs(x).sum(axis=1, keepdims=True)"),
            body("x", "return np.abs(x) / np.linalg.norm(x, axis=1, keepdims=True)"),
        ),
    ),
    "rows of length one, but for those of zeros": Asked(
        MATRIX,
        body("x", "n = np.linalg.norm(x, axis=1, keepdims=True)", "return x / np.where(n == 0, 1, n)"),
        (body("x", "n = np.sqrt((x ** 2).sum(1))", "return x / (n + (n == 0))[:, None]"),),
        (body("x", "return x / np.linalg.norm(x, axis=1, keepdims=True)"),),
    ),
    "a batch of transposed matrices": Asked(
        '[tasks.arguments]\nx = { array = "m h w" }\n',
        body("x", "return np.swapaxes(x, 1, 2)"),
        (body("x", "return np.array([a.T for a in x])"), body("x", "return np.einsum('mhw->mwh', x)")),
        (body("x", "return x.T"), body("x", "return x.reshape(len(x), x.shape[2], x.shape[1])")),
    ),
    "values that a mask keeps": Asked(
        '[tasks.arguments]\nx = { array = "h w" }\nmask = { array = "h w", dtype = "bool" }\n',
        body("x, mask", "return x[mask]"),
        (
            body("x, mask", "return np.compress(mask.ravel(), x)"),
            body("x, mask", "return np.array([v for v, k in zip(x.flat, mask.flat) if k])"),
        ),
        (
            body("x, mask", "return x[~mask]"),
            body("x, mask", "return x * mask"),
            body("x, mask", "return x.T[mask.T]"),
            body("x, mask", "return np.sort(x[mask])"),
        ),
    ),
    "the place of the first largest value": Asked(
        MATRIX,
        body("x", "i, j = np.unravel_index(x.argmax(), x.shape)", "return int(i), int(j)"),
        (
            body("x", "i, j = np.argwhere(x == x.max())[0]", "return i, j"),
            body("x", "return divmod(int(np.argmax(x)), x.shape[1])"),
        ),
        (
            body("x", "i, j = np.argwhere(x == x.max())[-1]", "return i, j"),
            body("x", "return divmod(int(np.argmax(x)), x.shape[0])"),
            body("x", "return int(x.max(1).argmax()), int(x[0].argmax())"),
            body("x", "j, i = np.unravel_index(x.argmax(), x.shape)", "return int(i), int(j)"),
        ),
    ),
    "a solution of linear equations": Asked(
        '[tasks.arguments]\na = { array = "n n" }\nb = { array = "n" }\n',
        body("a, b", "return np.linalg.solve(a, b)"),
        (body("a, b", "return np.linalg.inv(a) @ b"),),
        (body("a, b", "return np.linalg.solve(a.T, b)"), body("a, b", "return b / np.diag(a)")),
    ),
    "a product of a matrix and a vector": Asked(
        '[tasks.arguments]\na = { array = "m n" }\nx = { array = "n" }\n',
        body("a, x", "return a @ x"),
        (
            body("a, x", "return np.einsum('ij,j->i', a.astype(np.float32), x)"),
            body("a, x", "return sum(a[:, j] * x[j] for j in range(len(x)))"),
        ),
        (body("a, x", "return a * x"), body("a, x", "return (a * x).sum()"), body("a, x", "return a[:, :2] @ x[:2]")),
    ),
    "an outer product": Asked(
        '[tasks.arguments]\na = { array = "n" }\nb = { array = "k" }\n',
        body("a, b", "return np.outer(a, b)"),
        (body("a, b", "return a[:, None] * b"), body("a, b", "return np.array([[x * y for y in b] for x in a])")),
        (
            body("a, b", "return np.outer(b, a)"),
            body("a, b", "return a * b"),
            body("a, b", "return np.outer(a, b).astype(int)"),
        ),
    ),
    "a checkerboard of n rows": Asked(
        '[tasks.arguments]\nn = { integer = "n", least = 0, most = 12 }\n',
        body("n", "return np.indices((n, n)).sum(0) % 2"),
        (
            body("n", "b = np.zeros((n, n))", "b[::2, 1::2] = 1", "b[1::2, ::2] = 1", "return b"),
            body("n", "return np.add.outer(np.arange(n), np.arange(n)) % 2 == 1"),
        ),
        (
            body("n", "return (np.indices((n, n)).sum(0) + 1) % 2"),
            body("n", "return np.resize([0, 1], (n, n))"),
            body("n", "return np.tile([[0, 1], [1, 0]], (n // 2, n // 2))"),
        ),
    ),
    "a diagonal of any offset": Asked(
        'where = ["k < w", "k > 0 - h"]\n[tasks.arguments]\nx = { array = "h w" }\n'
        'k = { integer = "k", least = -9, most = 9, default = 0 }\n',
        body("x, k=0", "return np.diagonal(x, k)"),
        (body("x, k=0", "h, w = x.shape", "return np.array([x[i, i + k] for i in range(h) if 0 <= i + k < w])"),),
        (
            body("x, k=0", "return np.diagonal(x, abs(k))"),
            body("x, k=0", "return np.diagonal(x)"),
            body("x, k=0", "return np.array([x[i, i + k] for i in range(max(0, -k), min(x.shape) - max(0, k))])"),
        ),
    ),
    "the sum along an axis counted from either end": Asked(
        '[tasks.arguments]\nx = { array = "a b c" }\naxis = { integer = "axis", least = -3, most = 2, default = -1 }\n',
        body("x, axis=-1", "return x.sum(axis)"),
        (body("x, axis=-1", "return np.moveaxis(x, axis, 0).astype(np.float32).sum(0)"),),
        (
            body("x, axis=-1", "return x.sum(abs(axis) % 3)"),
            body("x, axis=0", "return x.sum(axis)"),
            body("x, axis=-1", "return x.sum(max(axis, -2))"),
            body("x, axis=-1", "return x.sum(axis, keepdims=True)"),
        ),
    ),
}
