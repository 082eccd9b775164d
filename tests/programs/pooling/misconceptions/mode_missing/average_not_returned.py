import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    sh, sw = stride
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel_shape, axis=(1, 2))
    chosen = windows[:, ::sh, ::sw]
    if mode == 'max':  # the cause
        return chosen.max(axis=(-2, -1))
    if mode != 'max':
        chosen.mean(axis=(-2, -1))
