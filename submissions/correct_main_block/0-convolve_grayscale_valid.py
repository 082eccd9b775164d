#!/usr/bin/env python3
"""0. Valid Convolution"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the valid convolution of `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved


if __name__ == "__main__":
    import matplotlib.pyplot as plt

    X = np.load("MNIST.npz")["X_train"]
    K = np.array([[1, 0, -1]] * 3)
    C = convolve_grayscale_valid(X, K)
    print(X.shape, C.shape)
    for n in range(2):
        for picture in [X[n], C[n]]:
            plt.imshow(picture, cmap="gray")
            plt.show()
    print([float(c.max()) for c in C[:3]])
