"""Exercises with images: bytes, blocks and counts."""

from tests.checks.exercises.modelled.programs import Asked, body

IMAGES = {
    "counts of values in bins": Asked(
        '[tasks.arguments]\nx = { array = "n", least = 0, most = 1 }\n'
        'bins = { integer = "bins", least = 1, most = 9 }\n',
        body("x, bins", "return np.histogram(x, bins, (0, 1))[0]"),
        (
            body("x, b", "return np.bincount(np.minimum((x * b).astype(int), b - 1), minlength=b)"),
            body(
                "x, b", "i = np.clip(np.floor(x * b), 0, b - 1)", "return np.array([(i == k).sum() for k in range(b)])"
            ),
        ),
        (
            body("x, b", "return np.bincount((x * b).astype(int), minlength=b)[:b]"),
            body("x, b", "return np.histogram(x, b)[0]"),
            body("x, b", "return np.bincount(np.minimum((x * b).astype(int), b - 1))"),
            body("x, b", "return np.histogram(x, b, (0, 1), density=True)[0]"),
        ),
    ),
    "the mean of blocks": Asked(
        'where = ["h == k*a", "w == k*b"]\n[tasks.arguments]\nx = { array = "h w" }\n'
        'k = { integer = "k", least = 1, most = 4 }\na = { integer = "a", least = 1 }\n'
        'b = { integer = "b", least = 1 }\n',
        body("x, k, a, b", "return x.reshape(a, k, b, k).mean((1, 3))"),
        (
            body(
                "x, k, a, b",
                "s = np.add.reduceat(x * 1.0, np.arange(0, len(x), k), 0)",
                "return np.add.reduceat(s, np.arange(0, x.shape[1], k), 1) / k ** 2",
            ),
        ),
        (
            body("x, k, a, b", "return x.reshape(a, k, b, k).mean((0, 2))"),
            body("x, k, a, b", "return x.reshape(k, a, k, b).mean((0, 2))"),
            body("x, k, a, b", "return x.reshape(a, k, b, k).max((1, 3))"),
            body("x, k, a, b", "return x[::k, ::k]"),
        ),
    ),
    "bytes that are made brighter": Asked(
        '[tasks.arguments]\nx = { array = "h w", dtype = "uint8" }\n'
        'more = { integer = "more", least = 0, most = 255 }\n',
        body("x, more", "return np.clip(x.astype(int) + more, 0, 255).astype(np.uint8)"),
        (
            body("x, more", "return np.minimum(x + float(more), 255)"),
            body("x, more", "return np.where(x > 255 - more, 255, x + np.uint8(more))"),
        ),
        (
            body("x, more", "return x + np.uint8(more)"),
            body("x, more", "return x.astype(int) + more"),
            body("x, more", "return np.clip(x.astype(int) + more, 0, 254)"),
        ),
    ),
    "the mean of bytes": Asked(
        '[tasks.arguments]\na = { array = "n", dtype = "uint8" }\nb = { array = "n", dtype = "uint8" }\n',
        body("a, b", "return (a.astype(float) + b) / 2"),
        (body("a, b", "return a / 2 + b / 2"), body("a, b", "return np.mean([a, b], axis=0)")),
        (
            body("a, b", "return (a + b) / 2"),
            body("a, b", "return (a.astype(int) + b) // 2"),
            body("a, b", "return np.round((a.astype(float) + b) / 2)"),
        ),
    ),
    "gray of colours": Asked(
        '[tasks.arguments]\nimage = { array = "h w c", dtype = "uint8" }\n[tasks.axes]\nc = { least = 3, most = 3 }\n',
        body("image", "return image @ np.array([0.299, 0.587, 0.114])"),
        (
            body(
                "image",
                "r, g, b = np.moveaxis(image.astype(np.float32), -1, 0)",
                "return 0.114 * b + 0.587 * g + 0.299 * r",
            ),
        ),
        (
            body("image", "return image.mean(-1)"),
            body("image", "return image @ np.array([0.114, 0.587, 0.299])"),
            body("image", "return np.rint(image @ np.array([0.299, 0.587, 0.114]))"),
            body("image", "return image @ np.array([0.2989, 0.587, 0.114])"),
        ),
    ),
    "an image as black and white, by its mode": Asked(
        '[tasks.arguments]\nimage = { array = "h w", dtype = "uint8" }\nt = { integer = "t", least = 0, most = 255 }\n'
        'mode = { either = ["binary", "inverse"], default = "binary" }\n',
        body(
            "image, t, mode='binary'",
            "on = image > t",
            "return np.where(on == (mode == 'binary'), 255, 0).astype(np.uint8)",
        ),
        (body("image, t, mode='binary'", "on = (image > t) * 255", "return on if mode is 'binary' else 255 - on"),),
        (
            body("image, t, mode='binary'", "return (image > t) * 255"),
            body("image, t, mode='binary'", "return (image >= t) * 255 if mode == 'binary' else (image < t) * 255"),
            body("image, t, mode='inverse'", "on = (image > t) * 255", "return on if mode == 'binary' else 255 - on"),
            body("image, t, mode='binary'", "return (image > t) * 1 if mode == 'binary' else (image <= t) * 1"),
        ),
    ),
    "histogram equalisation": Asked(
        '[tasks.arguments]\nimage = { array = "h w", dtype = "uint8" }\n',
        body(
            "image",
            "c = np.bincount(image.ravel(), minlength=256).cumsum()",
            "return (c * 255 // image.size).astype(np.uint8)[image]",
        ),
        (
            body(
                "image",
                "s = np.sort(image, axis=None)",
                "return np.searchsorted(s, image, 'right') * 255 // image.size",
            ),
        ),
        (
            body(
                "image",
                "c = np.bincount(image.ravel(), minlength=256).cumsum()",
                "return (c * 256 // image.size).astype(np.uint8)[image]",
            ),
            body(
                "image",
                "c = np.bincount(image.ravel(), minlength=256).cumsum()",
                "return np.rint(c * 255 / image.size)[image]",
            ),
            body(
                "image",
                "c = np.bincount(image.ravel(), minlength=256)",
                "return (c * 255 // image.size).astype(np.uint8)[image]",
            ),
        ),
    ),
}
