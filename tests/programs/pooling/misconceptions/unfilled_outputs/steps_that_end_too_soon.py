import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    reduce = np.max if mode == 'max' else np.mean
    pooled = np.zeros((m, (h - kh) // sh + 1, (w - kw) // sw + 1, c))
    for i in range(0, h - kh, sh):  # the cause
        for j in range(0, w - kw, sw):
            pooled[:, i // sh, j // sw] = reduce(images[:, i:i + kh, j:j + kw], axis=(1, 2))
    return pooled
