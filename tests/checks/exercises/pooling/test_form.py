from pathlib import Path

import pytest

from grader.assignment.loading import AssignmentError
from tests import pooled


def test_the_task_of_the_handout_is_a_pooling(tmp_path: Path) -> None:
    assert pooled.task_of(pooled.loaded(tmp_path)).exercise == "pooling"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"m h w c"', '"m h w"', 'arguments.images: expected { array = "m h w c" } of a pooling'),
        ('"kh kw", least = 1', '"kh kw", least = 0', "arguments.kernel_shape: expected { pair"),
        ('"sh sw", least = 1', '"sh sw"', "arguments.stride: expected { pair"),
        ('default = "max"', 'default = "avg"', "arguments.mode: expected { either"),
        ('["max", "avg"]', '["max", "mean"]', "arguments.mode: expected { either"),
        ("kernel_shape = { pair", "kernel = { pair", "arguments.kernel: expected one of images, kernel_shape"),
        ('"sh sw"', '"kh kw"', "expected a name of its own for each size of a pooling, kh stands for several"),
        ('"kw <= w"]', '"kw <= w", "sh <= kh"]', "where[2]: expected kh <= h or kw <= w"),
        ("loops = 2\nwhere", 'loops = 2\nfixed.mode = "max"\nwhere', "fixed.mode"),
    ],
    ids=lambda text: text if " " not in text else text[:30],
)
def test_another_description_is_refused_by_its_key(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(AssignmentError) as refused:
        pooled.loaded(tmp_path, (old, new), text=pooled.DESCRIBED)
    assert said in str(refused.value)
