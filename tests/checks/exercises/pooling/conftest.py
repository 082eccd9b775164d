"""What the tests of the pooling share: an assignment of it alone."""

import pytest

from checks.model.assignment import Assignment, Task
from tests import pooled


@pytest.fixture(scope="session")
def pooling(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The assignment."""
    return pooled.loaded(tmp_path_factory.mktemp("pooling"))


@pytest.fixture(scope="session")
def task(pooling: Assignment) -> Task:
    """Its one task."""
    return pooled.task_of(pooling)
