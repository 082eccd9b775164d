"""What is said of a convolution in the place of what checks say of any function."""

WORDS: tuple[tuple[str, str], ...] = (
    (
        ("Each step of a loop is to work on many values at once; a loop more means that it works on too few."),
        ("Each step of a loop is to work on many pixels at once; a loop more means that it works on too few."),
    ),
    (
        ("The exercise is about giving the work to numpy: few loops are enough if each step works on whole arrays."),
        ("The exercise is about giving the work to numpy: few loops are enough if each step works on all images."),
    ),
    (
        ("Work on whole arrays, with slices and sums along an axis: then no loop over single values is needed."),
        (
            "Work on all images at once: `images[:, i:i + kh, j:j + kw]` has this window of every "
            "image in it, and `np.sum(..., axis=(1, 2))` sums up each. No loop over the images is "
            "needed."
        ),
    ),
    (
        "Only one branch runs: let each work out what is its own, and write the loops once, after all of them.",
        "Only one branch runs: set the padding in each of them, and loop once, after all of them.",
    ),
    (
        '"""Work out averages."""',
        '"""Convolve grayscale images."""',
    ),
    (
        "a library of ready-made scientific functions",
        "a library of ready-made scientific functions, convolution among them",
    ),
    (
        "a deep learning library with much ready-made",
        "a deep learning library with convolutions ready-made",
    ),
    (
        "The exercise is to be written with numpy and nothing else.",
        ("The exercise is to build the convolution from slices and sums, with numpy and nothing else."),
    ),
    (
        "library of ready-made filters",
        "library of ready-made image filters",
    ),
    (
        "__import__('name-of-the-file')",
        "__import__('0-convolve_grayscale_valid')",
    ),
    (
        "to unpack a shape, write `rows, columns = array.shape`.",
        "to unpack a shape, write `kh, kw = kernel.shape`.",
    ),
    (
        "The arrays hold numbers; work on them with slices, broadcasting or `np.einsum`.",
        "Images and kernels are numbers; work on them with slices, broadcasting or `np.einsum`.",
    ),
    (
        "Work on the whole array at once; `array[:, i] * weights` needs no loop over the rows.",
        ("Work on the whole array at once; `images[:, i:i + kh, j:j + kw] * kernel` needs no loop over the images."),
    ),
    (
        "Pad with a constant, `np.pad(array, 1)`, and work on slices of the result.",
        ("Pad with zeros, `np.pad(images, ((0, 0), (ph, ph), (pw, pw)))`, and work on slices of the result."),
    ),
    (
        "Look for an array with one axis too many, or for one that grows in a loop.",
        ("The output has about as many values as the images: look for an array with one axis too many."),
    ),
    (
        ("Look for a loop that never ends, or one that visits single values: work on whole arrays at once."),
        (
            "Look for a loop that never ends, or one that visits single pixels of single images: work"
            " on all images at once, images[:, i:i + kh, j:j + kw]."
        ),
    ),
    (
        "Work on whole arrays at once, array[:, i].",
        "Work on all images at once: images[:, i, j].",
    ),
    (
        ", however small the arrays are",
        ", however small the images are",
    ),
    (
        "Work on a copy: array.copy().",
        "Work on a copy: images.copy() or np.pad(images, ...).",
    ),
    (
        "Whoever calls your function still needs the arrays afterwards.",
        "Whoever calls your function still needs the images afterwards.",
    ),
    (
        "two calls with the same arguments gave different results",
        "two calls with the same images and kernel gave different results",
    ),
    (
        "The task asks for a numpy.ndarray.",
        "The handout asks for a numpy.ndarray with the convolved images.",
    ),
    (
        "The shapes of the arguments fix how many values there are along each axis.",
        ("The kernel must lie wholly on the padded image; that fixes how many rows and columns there are."),
    ),
    (
        "Each value is to be right, whatever arguments are given.",
        ("Each value is the sum of the kernel times the pixels under it, whatever kernel and image are given."),
    ),
    (
        "A solution returns an answer, whatever arguments it is given.",
        "A solution returns an answer, whatever images, kernel and padding it is given.",
    ),
    (
        "Try other shapes and other values.",
        "Try shapes, kernels and values other than the handout's.",
    ),
    (
        "np.zeros takes the shape as one tuple: np.zeros((2, 3)).",
        "np.zeros takes the shape as one tuple: np.zeros((m, h, w)).",
    ),
    ("the assignment gives", "the handout gives"),
    ("which the assignment does not give", "which the handout does not give"),
    ("the assignment says", "the handout says"),
    ("the assignment's own words", "the handout's own words"),
    ("cannot be called as in the assignment", "cannot be called as in the handout"),
    ("with the assignment's arguments", "with the handout's arguments"),
)
