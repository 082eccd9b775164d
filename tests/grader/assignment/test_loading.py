# ruff: noqa: E501 (messages are compared whole)
import re
from pathlib import Path

import pytest

from checks.exercises.convolution.families import CHOSEN
from checks.model.assignment import Assignment, Limits
from grader.assignment.loading import AssignmentError, load
from reference import ASSIGNMENT

TEXT = ASSIGNMENT.read_text(encoding="utf-8")
CHECKS = (
    "source", "signature", "imports", "loops", "loads", "runs", "loop_trace", "return_type", "shapes",
    "proof", "values", "repeatable", "documentation", "style", "file_format",
)  # fmt: skip
FAMILIES = ("mnist", "edges")
ALL_CHECKS = ", ".join(CHECKS)
TOP_KEYS = "name, tasks, scoring, policy, cases, limits, limits_full, late, intake"
LATE_KEYS = "deadline, zone, grace_minutes, percent_per_day, most_percent, free_days"
A_DATE = "a date with a time such as 2026-03-01T23:59:59"
TASK_KEYS = "id, title, file, function, parameters, convolution, loops"


OWN = "[[cases.own]]\nimages = [9, 8, 7]\nkernel = [2, 3]\n"
INTAKE = TEXT[TEXT.index("[intake]") :]
LATE = TEXT[TEXT.index("[late]") : TEXT.index("[intake]")]
AS_OF_DEADLINE = '[intake]\ngit = "commit"\nas_of = "deadline"\n'
DUE = TEXT.replace("# deadline", "deadline").replace(INTAKE, AS_OF_DEADLINE)


def loaded(path: Path, text: str | bytes) -> Assignment:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load(path, CHECKS, FAMILIES)


def edited(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def refused(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "copy.toml"
    with pytest.raises(AssignmentError) as caught:
        loaded(path, text)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


def test_the_real_assignment_is_fine() -> None:
    assignment = load(ASSIGNMENT, CHECKS, FAMILIES)
    assert [task.id for task in assignment.tasks] == ["0", "1", "2"]
    assert assignment.scoring.points["loops"] == 3
    assert assignment.policy.imports["math"] == ("ceil", "floor")
    assert isinstance(assignment.limits, Limits)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("loops = 2 ", "loops = 0 ", id="no loops at all"),
        pytest.param("loops = 3", "loops = 3.5", id="parts of points"),
        pytest.param("loops = 3", "loops = 0", id="a check worth nothing"),
        pytest.param("cpu_factor = 20", "cpu_factor = 0", id="no part of the limit from the reference"),
        pytest.param("rule_violation_share = 0.5", "rule_violation_share = 1", id="a whole share"),
        pytest.param("hidden = []", 'hidden = ["mnist"]', id="a hidden family"),
        pytest.param("checks = []", f"checks = {list(CHECKS)}", id="every check by its name"),
        pytest.param("families = []", 'families = ["mnist", "wide_padding"]', id="two families"),
        pytest.param("families = []", f"families = []\n{OWN}", id="cases of one's own"),
        pytest.param("families = []", f'families = ["own"]\n{OWN}', id="nothing but cases of one's own"),
        pytest.param('["numpy.convolve"]', '["numpy.convolve", "exec"]', id="a builtin among the calls"),
        pytest.param("math =", '"scipy.signal" = []\nmath =', id="a module with dots"),
        pytest.param('same_even_kernel = "either"', 'same_even_kernel = "after"', id="another choice"),
        pytest.param('file = "0-', 'file = "00 ', id="a file name with spaces"),
        pytest.param("seed = 4", "seed = 0", id="seed 0"),
        pytest.param(LATE, "", id="nothing about being late"),
        pytest.param("# deadline", "deadline", id="a deadline without a zone"),
        pytest.param("# deadline = 2026-03-01T23:59:59", "deadline = 2026-03-01T23:59:59+01:00", id="one with a zone"),
        pytest.param('zone = "UTC"', 'zone = "America/New_York"', id="another zone"),
        pytest.param("most_percent = 100", "most_percent = 0", id="a penalty that takes nothing"),
        pytest.param(INTAKE, "", id="nothing about what counts of what was handed in"),
        pytest.param('git = "working"', 'git = "commit"', id="commits count"),
        pytest.param(TEXT, DUE, id="commits before the deadline count"),
    ],
)
def test_accepts(tmp_path: Path, old: str, new: str) -> None:
    loaded(tmp_path / "copy.toml", edited(old, new))


def test_hidden_families_are_not_judged_without_a_list(tmp_path: Path) -> None:
    path = tmp_path / "copy.toml"
    path.write_text(edited("hidden = []", 'hidden = ["anything"]'))
    assert load(path, CHECKS).cases.hidden == ("anything",)


# fmt: off
REFUSED = [
    # wrong types
    ("loops = 2 ", 'loops = "2" ', "tasks[0].loops: expected an integer, got a string"),
    ("loops = 2 ", "loops = 2.5 ", "tasks[0].loops: expected an integer, got a number"),
    ("loops = 2 ", "loops = true ", "tasks[0].loops: expected an integer, got true or false"),
    ("loops = 3", 'loops = "3"', "scoring.points.loops: expected a number, got a string"),
    ("loops = 3", '"lo ops" = []', 'scoring.points."lo ops": expected a number, got a list'),
    ("seed = 4", "seed = 1979-05-27", "cases.seed: expected an integer, got a date"),
    ("shape = true", "shape = 1", "scoring.require_right_shape: expected true or false, got an integer"),
    ("hidden = []", "hidden = [1]", "cases.hidden[0]: expected a string, got an integer"),
    ('"ceil", "floor"', '"ceil", 3', "policy.imports.math[1]: expected a string, got an integer"),
    ('["ceil", "floor"]', "true", "policy.imports.math: expected a list of strings, got true or false"),
    (TEXT, "tasks = 3", "tasks: expected a list of tables, got an integer"),
    (TEXT, "tasks = [3]", "tasks[0]: expected a table, got an integer"),
    (TEXT, 'name = "x"\ntasks = []\nscoring = 3', "scoring: expected a table, got an integer"),
    # choices
    (
        'kernel = "either"',
        'kernel = "both"',
        'policy.same_even_kernel: expected "either", "before" or "after", got "both"',
    ),
    (
        'convolution = "valid"',
        'convolution = "full"',
        'tasks[0].convolution: expected "valid", "same" or "padding", got "full"',
    ),
    # keys
    ('title = "V', 'titel = "V', f"tasks[0].titel: unknown key; did you mean title? the keys here are {TASK_KEYS}"),
    ("[cases]", "[zzz]", f"zzz: unknown key; the keys here are {TOP_KEYS}"),
    (
        "[limits_full]",
        "[limits_ful]",
        f"limits_ful: unknown key; did you mean limits_full? the keys here are {TOP_KEYS}",
    ),
    ("name =", '"a\\nb" = 1\nname =', f'"a\\nb": unknown key; the keys here are {TOP_KEYS}'),
    ('id = "1"\n', "", "tasks[1].id: missing; expected a string"),
    ("memory_mb = 6144", "", "limits_full.memory_mb: missing; expected an integer"),
    (TEXT, "", "name: missing; expected a string"),
    # TOML
    ("name =", "name", "line 4, column 6: not TOML: Expected '=' after a key in a key/value pair"),
    ("name =", "name = 1\nname =", "line 5, column 40: not TOML: Cannot overwrite a value"),
    (TEXT, 'name = """', "end of document: not TOML: Unterminated string"),
    (TEXT, "name = " + "[" * 20_000, "not TOML: nested too deeply"),
    # tasks
    ('id = "0"', 'id = " "', "tasks[0].id: expected a name, got an empty string"),
    ('id = "1"', 'id = "0"', 'tasks[1].id: expected an id of its own, "0" is taken by an earlier task'),
    (
        '"1-convolve_grayscale_same.py"',
        '"0-convolve_grayscale_valid.py"',
        'tasks[1].file: expected a file of its own, "0-convolve_grayscale_valid.py" is taken by an earlier task',
    ),
    *(
        (
            '"0-convolve_grayscale_valid.py"',
            f'"{name}"',
            f'tasks[0].file: expected a plain file name that ends with .py, got "{name}"',
        )
        for name in ("valid", ".py", "../valid.py", "/etc/valid.py", "a\\\\valid.py", "valid.pyc", "a\\nb.py")
    ),
    ('function = "convolve_grayscale_valid"', 'function = "f()"', 'tasks[0].function: expected a Python name, got "f()"'),
    ('function = "convolve_grayscale_valid"', 'function = "def"', 'tasks[0].function: expected a Python name, got "def"'),
    (
        '["images", "kernel"]',
        '["images", "images"]',
        'tasks[0].parameters[1]: expected a Python name of its own, got "images"',
    ),
    ('["images", "kernel"]', '["images"]', 'tasks[0].parameters: expected 2 names for convolution = "valid", got 1'),
    ('"kernel", "padding"]', '"kernel"]', 'tasks[2].parameters: expected 3 names for convolution = "padding", got 2'),
    ("loops = 2 ", "loops = -1 ", "tasks[0].loops: expected 0 or more, got -1"),
    # scoring
    ("loops = 3", "loop = 3", f'scoring.points.loop: there is no check "loop"; did you mean "loops"? the checks are {ALL_CHECKS}'),
    ("loops = 3", "loops = -3", "scoring.points.loops: expected 0 or more points, got -3.0"),
    ("loops = 3", "loops = nan", "scoring.points.loops: expected 0 or more points, got nan"),
    ("loops = 3", "loops = inf", "scoring.points.loops: expected 0 or more points, got inf"),
    ('"source", ', '"sources", ', f'scoring.required[0]: there is no check "sources"; did you mean "source"? the checks are {ALL_CHECKS}'),
    ("violation_share = 0.5", "violation_share = 1.5", "scoring.rule_violation_share: expected a share between 0 and 1, got 1.5"),
    ("loops_share = 0.0", "loops_share = nan", "scoring.rule_violation_loops_share: expected a share between 0 and 1, got nan"),
    # policy and cases
    ("numpy = []", '"num py" = []', 'policy.imports."num py": expected a module\'s name, got "num py"'),
    ('"ceil", "floor"', '"ceil", "*"', 'policy.imports.math[1]: expected a Python name, got "*"'),
    (
        '["numpy.convolve"]',
        '["numpy.convolve()"]',
        'policy.forbidden_calls[0]: expected a dotted name such as numpy.convolve, got "numpy.convolve()"',
    ),
    ("seed = 4", "seed = -4", "cases.seed: expected 0 or more, got -4"),
    (
        "hidden = []",
        'hidden = ["edge"]',
        'cases.hidden[0]: there is no family "edge"; did you mean "edges"? the families are mnist, edges',
    ),
    ("checks = []", 'checks = ["stile"]', f'policy.checks[0]: there is no check "stile"; did you mean "style"? the checks are {ALL_CHECKS}'),
    ("checks = []", 'checks = ["loops", "values"]', 'policy.checks: expected "imports" among them, which scoring counts on'),
    ("families = []", 'families = ["minst"]', f'cases.families[0]: there is no family "minst"; did you mean "mnist"? the families are {", ".join(CHOSEN)}'),
    ("families = []", 'families = ["proof"]', f'cases.families[0]: there is no family "proof"; the families are {", ".join(CHOSEN)}'),
    ("families = []", 'families = ["wide_padding"]', "cases.families: expected one of which there are cases for tasks[0]"),
    ("families = []", 'families = ["own"]', "cases.families: expected one of which there are cases for tasks[0]"),
    ("families = []", f"families = []\n{OWN}".replace("[9, 8, 7]", "[9, 8]"), "cases.own[0].images: expected a list of 3 integers, got 2"),
    ("families = []", f"families = []\n{OWN}".replace("[9, 8, 7]", "9"), "cases.own[0].images: expected a list of 3 integers, got an integer"),
    ("families = []", f"families = []\n{OWN}".replace("[9, 8, 7]", "[0, 8, 7]"), "cases.own[0].images: expected [m, h, w], 1 or more each and 39200000 values at most"),
    ("families = []", f"families = []\n{OWN}".replace("[2, 3]", "[9, 3]"), "cases.own[0].kernel: expected [kh, kw], 1 or more each, and no side longer than the images'"),
    ("families = []", f"families = []\n{OWN}".replace("[2, 3]", '[2, "3"]'), "cases.own[0].kernel[1]: expected an integer, got a string"),
    ("families = []", f"families = []\n{OWN}padding = [0, -1]\n", "cases.own[0].padding: expected [ph, pw], from 0 to 100"),
    # limits
    ("cpu_seconds = 10 ", "cpu_seconds = 0 ", "limits.cpu_seconds: expected more than 0 and at most 1073741824, got 0.0"),
    ("cpu_seconds = 10 ", "cpu_seconds = nan ", "limits.cpu_seconds: expected more than 0 and at most 1073741824, got nan"),
    ("memory_mb = 6144", "memory_mb = -1", "limits_full.memory_mb: expected more than 0 and at most 1073741824, got -1"),
    ("cpu_factor = 20", "cpu_factor = -1", "limits.cpu_factor: expected 0 or more and at most 1073741824, got -1.0"),
    # being late
    ('id = "1"', 'id = "late"', 'tasks[1].id: expected another id: "late" is what overrides call the points that lateness takes'),
    ('id = "1"', 'id = "deadline"', 'tasks[1].id: expected another id: "deadline" is what overrides call a student\'s own deadline'),
    ('id = "1"', 'id = "free_days"', 'tasks[1].id: expected another id: "free_days" is what overrides call the late days that cost a student nothing'),
    ("free_days = 0", "free_days = -1", "late.free_days: expected 0 to 365 days, got -1"),
    ("free_days = 0", "free_days = 366", "late.free_days: expected 0 to 365 days, got 366"),
    ("free_days = 0", "free_days = 1.5", "late.free_days: expected an integer, got a number"),
    ("# deadline = 2026-03-01T23:59:59", "deadline = 2026-03-01", f"late.deadline: expected {A_DATE}, got a date"),
    ("# deadline = 2026-03-01T23:59:59", 'deadline = "soon"', f"late.deadline: expected {A_DATE}, got a string"),
    ("# deadline = 2026-03-01T23:59:59", "deadline = 3", f"late.deadline: expected {A_DATE}, got an integer"),
    ('zone = "UTC"', 'zone = "Mars"', 'late.zone: expected the name of a time zone such as "Europe/Paris", got "Mars"'),
    ('zone = "UTC"', 'zone = "../etc/passwd"', 'late.zone: expected the name of a time zone such as "Europe/Paris", got "../etc/passwd"'),
    ("grace_minutes = 0", "grace_minutes = -1", "late.grace_minutes: expected 0 or more minutes, got -1.0"),
    ("percent_per_day = 0", "percent_per_day = 101", "late.percent_per_day: expected a number between 0 and 100, got 101.0"),
    ("percent_per_day = 0", 'percent_per_day = "10 %"', "late.percent_per_day: expected a number, got a string"),
    ("most_percent = 100", "most_percent = nan", "late.most_percent: expected a number between 0 and 100, got nan"),
    ("percent_per_day = 0", "percent_a_day = 0", f"late.percent_a_day: unknown key; did you mean percent_per_day? the keys here are {LATE_KEYS}"),
    # what counts of what was handed in
    ('git = "working"', 'git = "index"', 'intake.git: expected "working" or "commit", got "index"'),
    ('as_of = "newest"', 'as_of = 2026-03-01', 'intake.as_of: expected "newest" or "deadline", got a date'),
    (TEXT, DUE.replace('git = "commit"\n', ""), 'intake.as_of: expected git = "commit" beside "deadline": of working files there are no earlier ones'),
    (INTAKE, AS_OF_DEADLINE, 'intake.as_of: expected a deadline in [late] beside "deadline"'),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "message"), REFUSED, ids=[case[2][:70] for case in REFUSED])
def test_refuses_in_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert refused(tmp_path, edited(old, new)) == message


def test_at_least_one_task_and_one_required_check(tmp_path: Path) -> None:
    without_tasks = re.sub(r"\[\[tasks\]\].*?(?=\[scoring\])", "", TEXT, flags=re.DOTALL)
    text = without_tasks.replace("name = ", "tasks = []\nname = ", 1)
    assert refused(tmp_path, text) == "tasks: expected at least one task"
    without_required = re.sub(r"required = \[.*?\]", "required = []", TEXT, flags=re.DOTALL)
    assert refused(tmp_path, without_required) == "scoring.required: expected at least one check"


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    assert refused(tmp_path, b'name = "x"\n\xff') == "line 2: not UTF-8 text"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match=r"/none\.toml: there is no such file$"):
        load(tmp_path / "none.toml", CHECKS)
    with pytest.raises(AssignmentError, match=r"not a file$"):
        load(tmp_path, CHECKS)


@pytest.mark.parametrize("key", ["a` - at `$.zzz", "x`", "$.tasks[0]", "[...]"])
def test_a_key_cannot_pass_for_the_words_of_an_error(tmp_path: Path, key: str) -> None:
    assert refused(tmp_path, f"'{key}' = 1\n{TEXT}")
