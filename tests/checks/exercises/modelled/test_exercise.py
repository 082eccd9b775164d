"""Exercises of many forms: arrays of any rank and type, numbers and tuples given and returned."""

from pathlib import Path

import pytest

from checks.model import TaskGrade
from grader.sandbox.levels import LEVELS
from tests.checks.exercises.modelled.programs import Asked, body, judged
from tests.grading import warm

EXERCISES = {
    "distances between two sets of points": Asked(
        '[tasks.arguments]\npoints = { array = "n d" }\ncentres = { array = "k d" }\n',
        body("points, centres", "return np.sqrt(((points[:, None] - centres[None]) ** 2).sum(axis=-1))"),
        (
            body("p, c", "return np.linalg.norm(p[:, None] - c, axis=2)"),
            body(
                "p, c",
                "squares = (p * p).sum(1)[:, None] + (c * c).sum(1) - 2 * p @ c.T",
                "return np.sqrt(np.maximum(squares, 0))",
            ),
        ),
        (
            body("p, c", "return np.abs(p[:, None] - c).sum(axis=2)"),
            body("p, c", "return np.linalg.norm(p[:, None] - c, axis=2).T"),
        ),
    ),
    "a histogram of bytes": Asked(
        '[tasks.arguments]\nimage = { array = "h w", dtype = "uint8" }\n'
        'bins = { integer = "bins", least = 1, most = 256 }\n',
        body("image, bins", "return np.bincount(image.ravel().astype(int) * bins // 256, minlength=bins)"),
        (body("a, b", "edges = np.arange(b + 1) - 0.5", "return np.histogram(a.astype(int) * b // 256, edges)[0]"),),
        (
            body("a, b", "return np.bincount(a.ravel() * b // 256, minlength=b)[:b]"),  # bytes overflow
            body("a, b", "return np.bincount(a.ravel().astype(int) * b // 255, minlength=b)[:b]"),
        ),
    ),
    "a power of a matrix of whole numbers": Asked(
        'loops = 1\n[tasks.arguments]\na = { array = "s s", least = -2, most = 2, dtype = "int64" }\n'
        'n = { integer = "n", least = 0, most = 6 }\n',
        body("a, n", "return np.linalg.matrix_power(a, n)"),
        (
            body(
                "a, n",
                "out = np.eye(len(a), dtype=int)",
                "for _ in range(n):",
                "    out = out @ a",
                "return out",
            ),
        ),
        (body("a, n", "return a ** n"), body("a, n", "return np.linalg.matrix_power(a, max(n, 1))")),
    ),
    "the smallest and the largest value": Asked(
        '[tasks.arguments]\nx = { array = "n" }\n',
        body("x", "return x.min(), x.max()"),
        (
            body("x", "return np.sort(x)[0], np.sort(x)[-1]"),
            body("x", "return (float(min(x)), max(x))"),
            body("x", "return [x.min(), x.max()]"),
        ),
        (
            body("x", "return x.max(), x.min()"),
            body("x", "return x.min()"),
            body("x", "return [x.max(), x.min()]"),
            body("x", "return np.array([x.min(), x.max()])"),
        ),
    ),
    "an array in the place of a tuple": Asked(
        '[tasks.arguments]\nx = { array = "n" }\n',
        body("x", "return np.sort(x), x.size"),
        (),
        (body("x", "return np.sort(x)"),),
    ),
    "runs of equal values": Asked(
        '[tasks.arguments]\nx = { array = "n", dtype = "int64", least = 0, most = 2 }\n',
        body(
            "x",
            "starts = np.flatnonzero(np.concatenate(([True], x[1:] != x[:-1])))",
            "return x[starts], np.diff(np.append(starts, len(x)))",
        ),
        (
            body(
                "x",
                "ends = np.append(np.flatnonzero(np.diff(x)), len(x) - 1)",
                "return x[ends], np.diff(np.append(-1, ends))",
            ),
        ),
        (body("x", "values, counts = np.unique(x, return_counts=True)", "return values, counts"),),
    ),
    "a mean, which is a number": Asked(
        '[tasks.arguments]\nx = { array = "n" }\n',
        body("x", "return x.mean()"),
        (body("x", "return float(x.sum() / len(x))"), body("x", "return np.asarray(x.mean())")),
        (body("x", "return np.median(x)"), body("x", "return x.mean(keepdims=True)"), body("x", "return None")),
    ),
    "a mask of what is above the mean": Asked(
        '[tasks.arguments]\nx = { array = "n m" }\n',
        body("x", "return x > x.mean()"),
        (body("x", "return (x - x.mean()) > 0"),),
        (body("x", "return x >= x.mean()"), body("x", "return x > x.mean(axis=0)")),
    ),
    "labels as rows of zeros and a one": Asked(
        '[tasks.arguments]\nlabels = { array = "n", dtype = "int64", least = 0, most = "classes - 1" }\n'
        'classes = { integer = "classes", least = 1, most = 9 }\n',
        body("labels, classes", "return np.eye(classes)[labels]"),
        (body("a, c", "return (a[:, None] == np.arange(c)) * 1.0"),),
        (body("a, c", "return np.eye(c)[:, a]"), body("a, c", "return np.eye(a.max() + 1)[a]")),
    ),
    "the sum of an axis that may be left out": Asked(
        '[tasks.arguments]\nx = { array = "n m" }\naxis = { integer = "axis", least = 0, most = 1, default = 0 }\n',
        body("x, axis=0", "return x.sum(axis=axis)"),
        (body("x, axis=0", "return np.add.reduce(x, axis)"),),
        (body("x, axis=1", "return x.sum(axis=axis)"), body("x, axis=0", "return x.sum(axis=0)")),
    ),
    "one of two ways, by its name": Asked(
        '[tasks.arguments]\nx = { array = "n" }\nmode = { either = ["sum", "product"] }\n',
        body("x, mode", 'return x.sum() if mode == "sum" else x.prod()'),
        (body("x, mode", "return {'sum': np.sum, 'product': np.prod}[mode](x)"),),
        (body("x, mode", 'return x.sum() if mode == "add" else x.prod()'),),
    ),
    "a checkerboard, of which True is as good as 1": Asked(
        '[tasks.arguments]\nn = { integer = "n", least = 1, most = 9 }\n',
        body("n", "return np.indices((n, n)).sum(0) % 2"),
        (body("n", "return np.add.outer(np.arange(n), np.arange(n)) % 2 == 1"),),
        (body("n", "return np.add.outer(np.arange(n), np.arange(n)) % 2 == 0"),),
    ),
    "a solution of equations, which not all have": Asked(
        '[tasks.arguments]\na = { array = "n n" }\nb = { array = "n" }\n',
        body("a, b", "return np.linalg.solve(a, b)"),
        (body("a, b", "return np.linalg.inv(a) @ b"),),
        (body("a, b", "return np.linalg.solve(a.T, b)"),),
    ),
    "a factorial, which soon has more than 64 bits": Asked(
        '[tasks.arguments]\nn = { integer = "n", least = 0, most = 40 }\n',
        body("n", "return 1 if n < 2 else __import__('math').factorial(n)"),
        (body("n", "out = 1", "for i in range(n):", "    out *= i + 1", "return out"),),
        (body("n", "return np.arange(1, n + 1).prod()"),),
    ),
    "complex roots": Asked(
        '[tasks.arguments]\nx = { array = "n" }\n',
        body("x", "return np.sqrt(x.astype(complex))"),
        (body("x", "return x.astype(complex) ** 0.5"),),
        (body("x", "return np.sqrt(np.abs(x))"), body("x", "return np.conj(np.sqrt(x.astype(complex)))")),
    ),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory):
    known: dict[str, dict[str, TaskGrade]] = {}

    def grade(name: str) -> dict[str, TaskGrade]:
        if name not in known:
            asked = EXERCISES[name]
            programs = {f"right {n}": text for n, text in enumerate((asked.model, *asked.right))}
            programs |= {f"wrong {n}": text for n, text in enumerate(asked.wrong)}
            folder: Path = tmp_path_factory.mktemp("exercise")
            known[name] = judged(folder, asked.task, asked.model, programs, warm(tuple(LEVELS)))
        return known[name]

    return grade


@pytest.mark.parametrize("name", EXERCISES)
def test_a_right_program_earns_everything(name: str, graded) -> None:
    found = {program: grade for program, grade in graded(name).items() if program.startswith("right")}
    assert {
        program: [finding.message for check in grade.checks for finding in check.findings]
        for program, grade in found.items()
        if grade.verdict != "accepted" or grade.score.earned != grade.score.possible
    } == {}


def test_an_array_in_the_place_of_a_tuple_is_told_by_its_type(graded) -> None:
    grade = graded("an array in the place of a tuple")["wrong 0"]
    told = {check.id: check.findings[0].message for check in grade.checks if check.status == "failed"}
    assert told["return_type"].startswith("returned ndarray instead of a tuple of 2 parts")
    assert "a value of type ndarray instead of a tuple of 2 parts" in told["proof"]


MEAN_OF_ROWS = Asked(
    '[tasks.arguments]\nx = { array = "n m" }\n',
    body("x", "return x.mean(axis=1)"),
    (body("x", "return x.astype(np.float32).mean(axis=1)"),),
    (
        body("x", "return x.mean(axis=1).astype(np.float16)"),
        body("x", "return x.astype(np.float16).mean(axis=1).astype(float)"),
        body("x", "return x.mean(axis=1) * 2"),
    ),
)


def test_what_is_kept_in_few_figures_is_named(tmp_path: Path) -> None:
    task, model, right, wrong = MEAN_OF_ROWS
    programs = {
        **dict(zip(("float32",), right, strict=True)),
        **dict(zip(("kept", "worked", "other"), wrong, strict=True)),
    }
    found = judged(tmp_path, task, model, programs, warm(tuple(LEVELS)))
    hints = {
        program: {check.id: check.findings[0].hint for check in grade.checks if check.id in ("values", "proof")}
        for program, grade in found.items()
    }
    assert found["float32"].verdict == "accepted"
    assert hints["kept"]["values"].startswith("The result is float16")
    assert hints["worked"]["values"].startswith("Every value is nearly right")
    assert "float16" not in hints["other"]["values"]
    for program, text in zip(("kept", "worked", "other"), wrong, strict=True):
        returned = text.strip().splitlines()[-1].partition("return ")[2]
        assert hints[program]["proof"].endswith(f"what is returned: `{returned}` should be `x.mean(axis=1)`.")


@pytest.mark.parametrize("name", EXERCISES)
def test_a_wrong_program_is_wrong(name: str, graded) -> None:
    found = {program: grade for program, grade in graded(name).items() if program.startswith("wrong")}
    assert found
    assert {program: grade.verdict for program, grade in found.items() if grade.verdict == "accepted"} == {}
    for grade in found.values():
        assert grade.score.earned < grade.score.possible


def test_a_call_of_the_assignments_own_need_not_give_an_array(tmp_path: Path) -> None:
    task = '[tasks.arguments]\nn = { integer = "n" }\n[[tasks.calls]]\nn = 4\n'
    model = body("n", "return np.arange(n)")
    grade = judged(tmp_path, task, model, {"right": model}, warm(tuple(LEVELS)))["right"]
    assert grade.verdict == "accepted"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("return np.zeros((len(p), len(c)))", "`points` and of `centres`", id="zeros of the right shape"),
        pytest.param("return np.sqrt((p ** 2).sum(1))[:, None] + np.zeros(len(c))", "`centres`", id="half of it"),
    ],
)
def test_what_never_looks_into_an_array_is_worth_nothing(line: str, names: str, tmp_path: Path) -> None:
    asked = EXERCISES["distances between two sets of points"]
    box = warm(tuple(LEVELS))
    grade = judged(tmp_path, asked.task, asked.model, {"one": body("p, c", line)}, box)["one"]
    assert grade.score.earned == 0
    assert f"changes with the values of {names}:" in grade.note
