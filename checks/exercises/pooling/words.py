"""What is said of a pooling in the place of what checks say of any function."""

WORDS: tuple[tuple[str, str], ...] = (
    (
        "Each step of a loop is to work on many values at once; a loop more means that it works on too few.",
        "Each step of a loop is to work on many pixels at once; a loop more means that it works on too few.",
    ),
    (
        "The exercise is about giving the work to numpy: few loops are enough if each step works on whole arrays.",
        "The exercise is about giving the work to numpy: few loops are enough if each step works on all images and "
        "channels.",
    ),
    (
        "Work on whole arrays, with slices and sums along an axis: then no loop over single values is needed.",
        "Work on all images and channels at once: `images[:, top:top + kh, left:left + kw]` has this window of every "
        "image in it, and `np.max(..., axis=(1, 2))` takes the largest value of each. Where the modes have loops of "
        "their own, choose np.max or np.mean first, and loop once. No loop over images or channels is needed.",
    ),
    ('"""Work out averages."""', '"""Pool images."""'),
    (
        "a library of ready-made scientific functions",
        "a library of ready-made scientific functions, filters among them",
    ),
    ("a deep learning library with much ready-made", "a deep learning library with pooling ready-made"),
    (
        "The exercise is to be written with numpy and nothing else.",
        "The exercise is to build the pooling from slices, maxima and means, with numpy and nothing else.",
    ),
    ("library of ready-made filters", "library of ready-made image filters"),
    ("__import__('name-of-the-file')", "__import__('6-pool')"),
    (
        "to unpack a shape, write `rows, columns = array.shape`.",
        "to unpack a shape, write `m, h, w, c = images.shape`.",
    ),
    (
        "The arrays hold numbers; work on them with slices, broadcasting or `np.einsum`.",
        "Images are numbers; work on them with slices, np.max and np.mean.",
    ),
    (
        "Work on the whole array at once; `array[:, i] * weights` needs no loop over the rows.",
        "Work on all images at once; `images[:, top:top + kh, left:left + kw]` needs no loop over the images.",
    ),
    (
        "Pad with a constant, `np.pad(array, 1)`, and work on slices of the result.",
        "Pooling needs no padding: work on slices of the images.",
    ),
    (
        "Look for an array with one axis too many, or for one that grows in a loop.",
        "The output has no more values than the images: look for an array with one axis too many.",
    ),
    (
        "Look for a loop that never ends, or one that visits single values: work on whole arrays at once.",
        "Look for a loop that never ends, or one that visits single pixels of single images: work on all images and "
        "channels at once, images[:, top:top + kh, left:left + kw].",
    ),
    ("Work on whole arrays at once, array[:, i].", "Work on all images at once: images[:, i, j]."),
    (", however small the arrays are", ", however small the images are"),
    ("Work on a copy: array.copy().", "Work on a copy: images.copy()."),
    (
        "Whoever calls your function still needs the arrays afterwards.",
        "Whoever calls your function still needs the images afterwards.",
    ),
    (
        "two calls with the same arguments gave different results",
        "two calls with the same images and the same window gave different results",
    ),
    ("The task asks for a numpy.ndarray.", "The handout asks for a numpy.ndarray with the pooled images."),
    (
        "The shapes of the arguments fix how many values there are along each axis.",
        "A window must lie wholly on the image, and moves by the stride: that fixes how many rows and columns there "
        "are.",
    ),
    (
        "Each value is to be right, whatever arguments are given.",
        "Each value is the largest one of its window, or the mean of all of them, whatever window, stride and images "
        "are given.",
    ),
    (
        "A solution returns an answer, whatever arguments it is given.",
        "A solution returns an answer, whatever images, window and stride it is given.",
    ),
    ("Try other shapes and other values.", "Try windows, strides and images other than the handout's."),
    (
        "np.zeros takes the shape as one tuple: np.zeros((2, 3)).",
        "np.zeros takes the shape as one tuple: np.zeros((m, oh, ow, c)).",
    ),
    ("the assignment gives", "the handout gives"),
    ("which the assignment does not give", "which the handout does not give"),
    ("the assignment says", "the handout says"),
    ("the assignment's own words", "the handout's own words"),
    ("cannot be called as in the assignment", "cannot be called as in the handout"),
    ("with the assignment's arguments", "with the handout's arguments"),
)
