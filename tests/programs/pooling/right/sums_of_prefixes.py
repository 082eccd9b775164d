import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    oh, ow = (h - kh) // sh + 1, (w - kw) // sw + 1
    if mode == 'avg':
        sums = np.zeros((m, h + 1, w + 1, c))
        sums[:, 1:, 1:] = images.cumsum(axis=1, dtype=float).cumsum(axis=2)
        boxes = sums[:, kh:, kw:] - sums[:, :-kh, kw:] - sums[:, kh:, :-kw] + sums[:, :-kh, :-kw]
        return boxes[:, ::sh, ::sw] / (kh * kw)
    pooled = np.empty((m, oh, ow, c))
    for i in range(oh):
        for j in range(ow):
            pooled[:, i, j] = images[:, i * sh:i * sh + kh, j * sw:j * sw + kw].max((1, 2))
    return pooled
