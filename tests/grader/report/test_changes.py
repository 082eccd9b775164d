from checks.assignment import Assignment
from grader.report.changes import changes
from grader.standing import Override, standing
from tests.grader.report.fixed import fixed


def test_points_that_are_set_look_different_from_those_they_replace(assignment: Assignment) -> None:
    grade = fixed(assignment)
    task = grade.tasks[0].task.id
    earned = grade.tasks[0].score.earned
    said = (Override(task, earned + 1e-9, "a look"),)
    (line,) = changes(grade, standing(grade, assignment.late, None, False, said))
    assert line == f"task {task}: {earned + 1e-9!r} points instead of {earned:g}, set by the instructor: a look"
