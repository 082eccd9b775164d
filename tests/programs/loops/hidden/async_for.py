"""A valid convolution."""
import numpy as np
def run(n, visit):
    """r"""
    class Steps:
        """s"""

        def __aiter__(self):
            """a"""
            self.p = -1
            return self

        async def __anext__(self):
            """n"""
            self.p += 1
            if self.p >= n:
                raise StopAsyncIteration
            return self.p

    async def work():
        """w"""
        async for p in Steps():
            visit(p)
    try:
        work().send(None)
    except StopIteration:
        pass


def convolve_grayscale_valid(images, kernel):
    """doc"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))

    def visit(p):
        """v"""
        i, j = divmod(int(p), ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum(axis=(1, 2))
        return 0
    run(oh * ow, visit)
    return out
