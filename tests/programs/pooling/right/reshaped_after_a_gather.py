import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    oh, ow = (h - kh) // sh + 1, (w - kw) // sw + 1
    rows = (np.arange(oh)[:, None] * sh + np.arange(kh)).ravel()
    columns = (np.arange(ow)[:, None] * sw + np.arange(kw)).ravel()
    blocks = images[:, rows][:, :, columns].reshape(m, oh, kh, ow, kw, c)
    return blocks.max(axis=(2, 4)) if mode == 'max' else blocks.sum(axis=(2, 4)) / (kh * kw)
