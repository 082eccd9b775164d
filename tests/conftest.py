"""What every test may use: the real assignment, the real digits, and a cache that all workers share."""

import os
from pathlib import Path

import numpy as np
import pytest

import reference
from checks.assignment import Assignment
from checks.families import FAMILIES
from checks.ids import CHECK_IDS
from checks.model import Array
from grader import assignment as assignments
from reference.mnist import digits as read_digits

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    os.environ["XDG_CACHE_HOME"] = str(shared / "cache")


@pytest.fixture(scope="session")
def assignment() -> Assignment:
    return assignments.load(reference.ASSIGNMENT, CHECK_IDS, FAMILIES)


@pytest.fixture(scope="session")
def digits() -> Array:
    return read_digits().images


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(7)
