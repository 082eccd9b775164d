import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    images = images.astype('float16')  # the cause
    sh, sw = stride
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel_shape, axis=(1, 2))
    chosen = windows[:, ::sh, ::sw]
    if mode == 'max':
        return chosen.max(axis=(-2, -1))
    return chosen.mean(axis=(-2, -1))
