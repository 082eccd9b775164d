import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    m, h, w, c = images.shape
    (kh, kw), (sh, sw) = kernel_shape, stride
    ph = ((h - 1) * sh + kh - h) // 2 + 1
    pw = ((w - 1) * sw + kw - w) // 2 + 1
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)))  # the cause
    oh, ow = (h + 2 * ph - kh) // sh + 1, (w + 2 * pw - kw) // sw + 1
    best = np.full((m, oh, ow, c), -np.inf)
    total = np.zeros((m, oh, ow, c))
    for u in range(kh):
        for v in range(kw):
            part = images[:, u:u + sh * oh:sh, v:v + sw * ow:sw]
            best = np.maximum(best, part)
            total = total + part
    if mode == 'max':
        return best
    return total / (kh * kw)
