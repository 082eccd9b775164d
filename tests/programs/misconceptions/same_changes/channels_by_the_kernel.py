import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    number, rows, columns, channels = images.shape
    high, wide = kernel.shape[0], kernel.shape[1]
    down, right = stride
    if isinstance(padding, tuple):
        top, left = padding
    elif padding == 'valid':
        top = left = 0
    elif high == wide:
        top = ((rows - 1) * down + high - rows) // 2 + 1
        left = ((columns - 1) * right + wide - columns) // 2 + 1
    else:
        top, left = (high - 1) // 2, (wide - 1) // 2
    framed = np.pad(images, ((0, 0), (top, top), (left, left), (0, 0)))
    new_rows = (rows + 2 * top - high) // down + 1
    new_columns = (columns + 2 * left - wide) // right + 1
    result = np.empty((number, new_rows, new_columns))
    for x in range(new_columns):
        for y in range(new_rows):
            seen = framed[:, y * down:y * down + high, x * right:x * right + wide]
            result[:, y, x] = np.tensordot(seen, kernel, axes=3)
    return result
