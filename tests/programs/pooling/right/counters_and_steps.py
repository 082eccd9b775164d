import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    pooled = np.zeros((m, (h - kh) // sh + 1, (w - kw) // sw + 1, c))
    x = 0
    for i in range(0, h - kh + 1, sh):
        y = 0
        for j in range(0, w - kw + 1, sw):
            if mode == 'max':
                value = images[:, i:i + kh, j:j + kw, :].max(axis=1).max(axis=1)
            else:
                value = images[:, i:i + kh, j:j + kw, :].mean(axis=2).mean(axis=1)
            pooled[:, x, y, :] = value
            y += 1
        x += 1
    return pooled
