import numpy as np


def pool(x, k, s, how='max'):
    m, h, w, c = x.shape
    kh, kw = k
    sh, sw = s
    oh = (h - kh) // sh + 1
    ow = (w - kw) // sw + 1
    pooled = np.zeros((m, oh, ow, c))
    for i in range(oh):
        for j in range(ow):
            window = x[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
            if how == 'max':
                pooled[:, i, j] = np.max(window, axis=(1, 2))
            elif how == 'avg':
                pooled[:, i, j] = np.mean(window, axis=(1, 2))
    return pooled
