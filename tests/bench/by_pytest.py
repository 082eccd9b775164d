"""The job as a test that pytest is given: of one submission, or of all in the folder that BENCH_FOLDER names."""

import ast
import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import correlate2d

from tests.bench.job import FILE, FUNCTION, arguments

IMAGES, KERNEL = arguments()
FILES = sorted(Path(os.environ["BENCH_FOLDER"]).rglob(FILE))
LOOPS = (ast.For, ast.While, ast.comprehension)


@pytest.fixture(scope="session")
def expected():
    return np.stack([correlate2d(image, KERNEL, mode="valid") for image in IMAGES])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_submission(file: Path, expected) -> None:
    spec = importlib.util.spec_from_file_location("submission", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    returned = getattr(module, FUNCTION)(IMAGES, KERNEL)
    assert returned.shape == expected.shape
    assert np.allclose(returned, expected)
    assert sum(isinstance(node, LOOPS) for node in ast.walk(ast.parse(file.read_bytes()))) <= 2
