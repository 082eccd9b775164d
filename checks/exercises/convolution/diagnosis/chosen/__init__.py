"""Convolutions whose zeros, stride, channels or kernels are chosen call by call: the one mistake that explains them."""
