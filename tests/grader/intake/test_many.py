"""The listing of a class that is large: what is held of it meanwhile."""

import tracemalloc
from pathlib import Path

from checks.model.assignment import Assignment
from grader.intake.overview import entries, overview


def test_of_each_student_little_more_than_the_name_is_held(tmp_path: Path, assignment: Assignment) -> None:
    peaks = {}
    for count in (250, 1750):
        folder = tmp_path / str(count)
        for number in range(count):
            own = folder / f"student{number:06}"
            own.mkdir(parents=True)
            (own / assignment.tasks[0].file).touch()
        tracemalloc.start()
        try:
            assert sum(1 for _ in entries(overview([folder], assignment))) == count
            peaks[count] = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peaks[1750] - peaks[250] < 200 * 1500  # bytes; an object for each folder and its path take twice as much
