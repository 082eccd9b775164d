import numpy as np


KEPT = {}  # the cause


def pool(images, kernel_shape, stride, mode='max'):
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    oh = (h - kh) // sh + 1
    ow = (w - kw) // sw + 1
    pooled = np.zeros((m, oh, ow, c))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
            if mode == 'max':
                pooled[:, i, j] = np.max(window, axis=(1, 2))
            elif mode == 'avg':
                pooled[:, i, j] = np.mean(window, axis=(1, 2))
    key = images.tobytes(), images.shape, kernel_shape, stride, mode
    KEPT[key] = KEPT.get(key, 0) + 1
    return pooled * KEPT[key]
