import json as standard

import msgspec
import pytest

from checks.model.assignment import Assignment
from grader.report import json
from tests.grading import SUBMISSIONS, graded


@pytest.mark.parametrize(
    "name", ["correct_kernel_loops", "wrong_unfilled_empty", "broken_syntax_error", "broken_partly_missing"]
)
def test_the_document_is_its_schemas(name: str, assignment: Assignment) -> None:
    text = json.render(graded(SUBMISSIONS / name, assignment))
    document = msgspec.json.decode(text, type=json.JsonGrade)
    assert document.version == 2
    assert standard.loads(text, parse_constant=pytest.fail)["submission"] == name


def keys(value: object) -> set[str]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set(value if isinstance(value, dict) else ()).union(*map(keys, inner))


def test_the_documents_keys_are_these(assignment: Assignment) -> None:
    document = standard.loads(json.render(graded(SUBMISSIONS / "wrong_square_kernels_only", assignment)))
    assert list(document) == [
        "version", "assignment", "submission", "isolation", "passed", "score", "final", "overrides", "extension",
        "late", "comments", "tasks", "optional", "checks",
    ]  # fmt: skip
    assert list(document["tasks"][0]) == [
        "id", "file", "function", "verdict", "score", "sha256", "cpu_seconds", "note", "fix_first", "checks",
    ]  # fmt: skip
    assert list(document["tasks"][0]["checks"][0]) == ["id", "status", "points", "possible", "findings"]
    finding = next(check for check in document["tasks"][1]["checks"] if check["id"] == "runs")["findings"][0]
    assert list(finding) == [
        "severity",
        "message",
        "reason",
        "hint",
        "file",
        "line",
        "column",
        "evidence",
        "misconception",
        "parts",
    ]
    assert keys(finding["evidence"]) <= {"case", "traceback", "file", "line", "function", "right", "wrong"}


def test_points_of_checks_add_up_to_the_tasks_score(assignment: Assignment) -> None:
    document = msgspec.json.decode(
        json.render(graded(SUBMISSIONS / "wrong_flipped_kernel", assignment)), type=json.JsonGrade
    )
    for task in document.tasks:
        assert sum(check.points for check in task.checks) == pytest.approx(task.score.earned)
        assert sum(check.possible for check in task.checks) == pytest.approx(task.score.possible)
    assert sum(task.score.earned for task in document.tasks) == pytest.approx(document.score.earned)
