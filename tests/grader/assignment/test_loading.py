# ruff: noqa: E501 (messages are compared whole)
"""What an assignment may say, and what is said of one that says something else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import reference
from checks.exercises import families_of
from checks.exercises.families import COMMON
from checks.model.arguments import DataOf, RandomOf, Written
from checks.model.assignment import Assignment, Limits
from checks.pipeline import CHECK_IDS
from grader.assignment import AssignmentError, load
from tests.assignments import TEXT, edited, folder_with
from tests.conftest import ROOT
from tests.tasks import FORMS, only

ALL_CHECKS = ", ".join(CHECK_IDS)
TOP_KEYS = "name, tasks, scoring, policy, cases, limits, limits_full, late, intake, data, answers"
LATE_KEYS = "deadline, zone, grace_minutes, percent_per_day, most_percent, free_days"
A_DATE = "a date with a time such as 2026-03-01T23:59:59"
TASK_KEYS = (
    "id, title, file, function, exercise, arguments, fixed, where, axes, calls, inputs, loops, imports, forbidden_calls, tolerance, types, order, points, "
    "required, optional, misconceptions"
)
DATA_KEYS = "file, key, divide, sha256, full"
INTAKE = TEXT[TEXT.index("[intake]") :]
LATE = TEXT[TEXT.index("[late]") : TEXT.index("[intake]")]
AS_OF_DEADLINE = '[intake]\ngit = "commit"\nas_of = "deadline"\n'
DUE = TEXT.replace("# deadline", "deadline").replace(INTAKE, AS_OF_DEADLINE)
CALL = TEXT[TEXT.index("[[tasks.calls]]") : TEXT.index("[[tasks]]", TEXT.index("[[tasks.calls]]"))]
SHARP = "[[tasks.calls]]\nimages = { random = [9, 8, 7] }\nkernel = [[1, 0.5], [-1, 0]]\n"
PADDED = SHARP + "padding = [0, 3]\n"
TASKS = only(load(reference.FOLDER, CHECK_IDS), *FORMS).tasks
FAMILIES = {name: None for task in TASKS for name in families_of(task)}
CHOSEN = tuple(name for name in FAMILIES if name not in COMMON)
WITHOUT_CALL = TEXT.replace(CALL, "", 1)
LAST = TEXT.index("[scoring]")


def of_last(call: str) -> str:
    """The assignment with a call more of the last task."""
    return TEXT[:LAST] + call + TEXT[LAST:]


def refused(folder: Path, text: str | bytes = TEXT) -> str:
    """What is said of a folder with this `assignment.toml`, after the file's name: one line."""
    folder_with(folder, text if isinstance(text, str) else "")
    if isinstance(text, bytes):
        (folder / "assignment.toml").write_bytes(text)
    with pytest.raises(AssignmentError) as caught:
        load(folder, CHECK_IDS)
    message = str(caught.value)
    assert message.isprintable()
    assert message.startswith(f"{folder / 'assignment.toml'}: ")
    return message.removeprefix(f"{folder / 'assignment.toml'}: ")


def loaded(folder: Path, text: str) -> Assignment:
    return load(folder_with(folder, text), CHECK_IDS)


def test_the_real_assignment_is_fine() -> None:
    assignment = load(reference.FOLDER, CHECK_IDS)
    assert "0" in {task.id for task in assignment.tasks}
    assert assignment.scoring.points["loops"] == 3
    assert assignment.policy.imports["math"] == ("ceil", "floor")
    assert isinstance(assignment.limits, Limits)
    assert {task.file for task in assignment.tasks} <= set(assignment.files)


def test_a_folder_and_the_file_in_it_are_the_same_assignment() -> None:
    assert load(reference.ASSIGNMENT, CHECK_IDS) == load(reference.FOLDER, CHECK_IDS)


def test_what_is_read_is_what_lies_in_the_folder(tmp_path: Path) -> None:
    assignment = loaded(tmp_path, TEXT)
    names = ("mnist/digits.npz", "photographs/tiles.npz", *(task.file for task in assignment.tasks))
    assert assignment.files == {name: (tmp_path / name).read_bytes() for name in names}


def test_a_model_solution_may_be_missing_where_the_kind_knows_the_answers(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / "0-convolve_grayscale_valid.py").unlink()
    assert "0-convolve_grayscale_valid.py" not in load(folder, CHECK_IDS).files


def test_loading_does_without_numpy() -> None:
    """It takes longer to import than everything that the command line does before it needs it."""
    program = (
        "import sys, reference; from checks.pipeline import CHECK_IDS; from grader.assignment import load; "
        "load(reference.FOLDER, CHECK_IDS); print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("loops = 2 ", "loops = 0 ", id="no loops at all"),
        pytest.param("loops = 2 ", "", id="loops that are not counted"),
        pytest.param("loops = 3", "loops = 3.5", id="parts of points"),
        pytest.param("loops = 3", "loops = 0", id="a check worth nothing"),
        pytest.param("loops = 2 ", "points.values = 7\nloops = 2 ", id="points of one task"),
        pytest.param("loops = 2 ", 'required = ["source", "values"]\nloops = 2 ', id="required checks of one task"),
        pytest.param("cpu_factor = 20", "cpu_factor = 0", id="no part of the limit from the reference"),
        pytest.param("rule_violation_share = 0.5", "rule_violation_share = 1", id="a whole share"),
        pytest.param("hidden = []", 'hidden = ["mnist"]', id="a hidden family"),
        pytest.param("hidden = []", 'hidden = ["proof", "repeatable", "traced"]', id="hidden families of every task"),
        pytest.param("checks = []", f"checks = {list(CHECK_IDS)}", id="every check by its name"),
        pytest.param("families = []", 'families = ["mnist", "wide_padding"]', id="two families"),
        pytest.param(CALL, CALL + SHARP, id="two calls of one's own"),
        pytest.param(CALL, "", id="no call of one's own"),
        pytest.param("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "{ random = [2, 2] }", id="a kernel of random values"),
        pytest.param('["numpy.convolve"]', '["numpy.convolve", "exec"]', id="a builtin among the calls"),
        pytest.param("math =", '"numpy.linalg" = []\nmath =', id="a module with dots"),
        pytest.param("conventions = []", 'conventions = ["after"]', id="one convention"),
        pytest.param('sha256 = "c', '# "', id="data without a hash"),
        pytest.param("divide = 256", "divide = 0.5", id="data that is multiplied"),
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
    loaded(tmp_path, edited((old, new)))


def test_a_file_name_may_have_spaces(tmp_path: Path) -> None:
    assert loaded(tmp_path, edited(('file = "0-', 'file = "00 '))).tasks[0].file.startswith("00 ")


def test_families_may_be_those_of_the_assignments_own_calls(tmp_path: Path) -> None:
    family = 'family = "own"\n'
    text = TEXT.replace("[[tasks.calls]]\n", "[[tasks.calls]]\n" + family).replace('family = "mnist"\n', "")
    assert loaded(tmp_path, text.replace("families = []", 'families = ["own"]')).cases.families == ("own",)


def test_a_call_has_its_arguments_in_the_order_of_the_tasks(tmp_path: Path) -> None:
    head, *lines = PADDED.splitlines()
    given = loaded(tmp_path, of_last("\n".join((head, *reversed(lines), ""))))
    assert given.tasks[-1].calls[-1].arguments == (
        ("images", RandomOf((9, 8, 7))),
        ("kernel", Written((2, 2), (1, 0.5, -1, 0))),
        ("padding", (0, 3)),
    )
    assert given.tasks[-1].calls[0].arguments[0] == ("images", DataOf("digits"))


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
    ("conventions = []", 'conventions = ["middle"]', 'policy.conventions[0]: there is no convention "middle"; the conventions are before, after'),
    ('exercise = "convolution"', 'exercise = "convolutions"', 'tasks[0].exercise: there is no kind "convolutions"; the kinds are convolution, pooling'),
    ('exercise = "convolution"', 'exercise = "../x"', 'tasks[0].exercise: there is no kind "../x"; the kinds are convolution, pooling'),
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
    ('key = "X_train"\n', "", "data.digits.full.key: missing; expected a string"),
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
        'file = "1-convolve_grayscale_same.py"\nfunction = "convolve_grayscale_same"',
        'file = "0-convolve_grayscale_valid.py"\nfunction = "convolve_grayscale_valid"',
        'tasks[1].function: expected another one than an earlier task has in "0-convolve_grayscale_valid.py"',
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
    ("numpy = []", '"scipy.signal" = []', 'policy.imports."scipy.signal": expected numpy or a module of Python\'s own: where submissions are run, there is no other'),
    ("loops = 2", "imports = { pandas = [] }", "tasks[0].imports.pandas: expected numpy or a module of Python's own: where submissions are run, there is no other"),
    ("loops = 2", 'imports = { math = ["*"] }', 'tasks[0].imports.math[0]: expected a Python name, got "*"'),
    ("loops = 2", "imports = { math = [1] }", "tasks[0].imports.math[0]: expected a string, got an integer"),
    ("loops = 2", "imports = { math = true }", "tasks[0].imports.math: expected a list of strings, got true or false"),
    ("loops = 2", 'imports = ["numpy"]', "tasks[0].imports: expected a table, got a list"),
    ("loops = 2", "tolerance = 0", "tasks[0].tolerance: expected a share of the largest value, more than 0 and less than 1, got 0.0"),
    ("loops = 2", "tolerance = nan", "tasks[0].tolerance: expected a share of the largest value, more than 0 and less than 1, got nan"),
    ("loops = 2", 'tolerance = "1e-3"', "tasks[0].tolerance: expected a number, got a string"),
    ("checks = []", "tolerance = 1", "policy.tolerance: expected a share of the largest value, more than 0 and less than 1, got 1.0"),
    ("checks = []", 'hints = "all"', 'policy.hints: expected "right" or "part", got "all"'),
    ("checks = []", "tolerance = true", "policy.tolerance: expected a number, got true or false"),
    ("loops = 2", 'order = "all"', 'tasks[0].order: expected "given" or "any", got "all"'),
    ("loops = 2", 'order = "any"', "tasks[0].order: expected no order beside a kind, whose results are not sets of rows"),
    ("loops = 2", "types = 1", "tasks[0].types: expected true or false, got an integer"),
    ("loops = 2", "types = true", "tasks[0].types: expected no `types` beside a kind, whose results are arrays of numbers"),
    ("loops = 2", 'forbidden_calls = "numpy.sum"', "tasks[0].forbidden_calls: expected a list of strings, got a string"),
    ("loops = 2", 'forbidden_calls = ["np sum"]', 'tasks[0].forbidden_calls[0]: expected a dotted name such as numpy.linalg.solve, got "np sum"'),
    ("numpy = []", '"num py" = []', 'policy.imports."num py": expected a module\'s name, got "num py"'),
    ('"ceil", "floor"', '"ceil", "*"', 'policy.imports.math[1]: expected a Python name, got "*"'),
    (
        '["numpy.convolve"]',
        '["numpy.convolve()"]',
        'policy.forbidden_calls[0]: expected a dotted name such as numpy.linalg.solve, got "numpy.convolve()"',
    ),
    ("seed = 4", "seed = -4", "cases.seed: expected 0 or more, got -4"),
    ("hidden = []", 'hidden = ["minst"]', f'cases.hidden[0]: there is no family "minst"; did you mean "mnist"? the families are {", ".join(FAMILIES)}'),
    ("checks = []", 'checks = ["stile"]', f'policy.checks[0]: there is no check "stile"; did you mean "style"? the checks are {ALL_CHECKS}'),
    ("checks = []", 'checks = ["loops", "values"]', 'policy.checks: expected "imports" among them, which scoring counts on'),
    ("families = []", 'families = ["minst"]', f'cases.families[0]: there is no family "minst"; did you mean "mnist"? the families are {", ".join(CHOSEN)}'),
    ("families = []", 'families = ["proof"]', f'cases.families[0]: there is no family "proof"; the families are {", ".join(CHOSEN)}'),
    ("families = []", 'families = ["wide_padding"]', "cases.families: expected one of which there are cases for tasks[0]"),
    ('title = "V', 'title = "\\u001b[31mV', 'tasks[0].title: expected one line of at most 200 characters, got "\\u001b[31mValid Convolution"'),
    ('id = "1"', 'id = "1\\n2"', 'tasks[1].id: expected one line of at most 200 characters, got "1\\n2"'),
    ('name = "0x04. ', 'name = "\\t', 'name: expected one line of at most 200 characters, got "\\tConvolutions and Pooling"'),
    # tables that are read apart
    ("[tasks.arguments]\nimages", "arguments = 3\n[tasks.fixe]\nimages", "tasks[0].arguments: expected a table, got an integer"),
    ("fixed.padding = \"valid\"", "fixed = 3", "tasks[0].fixed: expected a table, got an integer"),
    ('fixed.padding = "valid"', "fixed.padding = [1.5]", "tasks[0].fixed.padding: expected a text, a number, true, false or a list of integers, got a list"),
    ("loops = 2 ", "points = 3\nloops = 2 ", "tasks[0].points: expected a table, got an integer"),
    ("loops = 2 ", 'points.values = "7"\nloops = 2 ', "tasks[0].points.values: expected a number, got a string"),
    ("loops = 2 ", "points.value = 7\nloops = 2 ", f'tasks[0].points.value: there is no check "value"; did you mean "values"? the checks are {ALL_CHECKS}'),
    ("loops = 2 ", "points.values = -7\nloops = 2 ", "tasks[0].points.values: expected 0 or more points, got -7.0"),
    ("loops = 2 ", "required = []\nloops = 2 ", "tasks[0].required: expected at least one check"),
    ("loops = 2 ", 'required = ["stile"]\nloops = 2 ', f'tasks[0].required[0]: there is no check "stile"; did you mean "style"? the checks are {ALL_CHECKS}'),
    ("loops = 2 ", 'required = ["loops", "loop_trace"]\n# ', "tasks[0].loops: missing; expected a number: loops, loop_trace alone makes the verdict"),
    ('where = ["kh <= h", ', 'where = ["kh == 3", ', "tasks[0].where[0]: expected kh <= h or kw <= w: a convolution's calls meet no other condition"),
    ('"kw <= w + 2*pw"', '"kw <= w"', "tasks[2].where[1]: expected kh <= h + 2*ph or kw <= w + 2*pw: a convolution's calls meet no other condition"),
    ('where = ["kh <= h", ', 'axes = { m = 3 }\nwhere = ["kh <= h", ', "tasks[0].axes: expected none: the calls of a convolution have every length from 1 on"),
    ("checks = []", 'checks = ["imports", "loops", "loop_trace", "return_type", "shapes", "proof", "values", "repeatable"]', 'policy.checks: expected "documentation" among them, which scoring counts on'),
    (TEXT, "data.digits = 3\n" + TEXT[: TEXT.index("[data")] + TEXT[TEXT.index("[[tasks]]") :], "data.digits: expected a table, got an integer"),
    ("seed = 4", f"seed = {2**63}", "cases.seed: expected an integer, got a number of more than 64 bits"),
    # calls
    (CALL, "[tasks.calls]\nkernel = 3\n", "tasks[0].calls: expected a list of tables, [[tasks.calls]], got a table"),
    ("[[tasks.calls]]\nfamily", "[[tasks.calls]]\npadding = [1, 2]\nfamily", 'tasks[0].calls[0].padding: there is no argument "padding"; the arguments are images, kernel'),
    ("kernel = [[1", "kernal = [[1", 'tasks[0].calls[0].kernal: there is no argument "kernal"; did you mean "kernel"? the arguments are images, kernel'),
    ("images = { data", "# images = { data", "tasks[0].calls[0].images: missing; expected a value, since the argument has no default"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", '"x"', 'tasks[0].calls[0].kernel: expected an array, data or random values, got "x"'),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "[[1, 0], [1]]", "tasks[0].calls[0].kernel: expected lists of the same length of numbers, or of true and false"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "[[1, 0], [1, [2]]]", "tasks[0].calls[0].kernel: expected lists of the same length of numbers, or of true and false"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", '[[1, "0"], [1, 2]]', "tasks[0].calls[0].kernel: expected lists of the same length of numbers, or of true and false"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "[[1, true], [1, 2]]", "tasks[0].calls[0].kernel: expected lists of the same length of numbers, or of true and false"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "[[1, nan], [1, 2]]", "tasks[0].calls[0].kernel: expected lists of the same length of numbers, or of true and false"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", f"[[1, {2**64}]]", "tasks[0].calls[0].kernel: expected lists of the same length of numbers, or of true and false"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "[1, 0, -1]", "tasks[0].calls[0].kernel: expected an array with the axes kh kw, got one with 1"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "{ random = [3] }", "tasks[0].calls[0].kernel.random: expected the lengths of kh kw, got a list"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "{ random = [3, -1] }", "tasks[0].calls[0].kernel.random: expected the lengths of kh kw, got a list"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", f"{{ random = [{2**62}, 0] }}", f"tasks[0].calls: expected at most 39200000 random values, got {2**62}"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "{ zeros = 3 }", 'tasks[0].calls[0].kernel: expected { data = "name" } or { random = [3, 4] }'),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", '{ data = "digits" }', "tasks[0].calls[0].kernel.data: expected an array with the axes kh kw, it is one with 3"),
    ("[[1, 0, -1], [1, 0, -1], [1, 0, -1]]", "{ random = [100000, 100000] }", "tasks[0].calls: expected at most 39200000 random values, got 10000000000"),
    ('{ data = "digits" }', '{ data = "digit" }', 'tasks[0].calls[0].images.data: there is no data "digit"; did you mean "digits"? the data are digits, photographs'),
    (TEXT, of_last(PADDED.replace("[0, 3]", "[0, 3, 1]")), "tasks[2].calls[1].padding: expected a list of two integers, got a list"),
    (TEXT, of_last(PADDED.replace("[0, 3]", "[0, 1.5]")), "tasks[2].calls[1].padding: expected a list of two integers, got a list"),
    (TEXT, of_last(PADDED.replace("[0, 3]", "[0, true]")), "tasks[2].calls[1].padding: expected a list of two integers, got a list"),
    (TEXT, of_last(PADDED.replace("[0, 3]", "2")), "tasks[2].calls[1].padding: expected a list of two integers, got an integer"),
    (TEXT, of_last(SHARP), "tasks[2].calls[1].padding: missing; expected a value, since the argument has no default"),
    ('family = "mnist"', "family = 3", "tasks[0].calls[0].family: expected a string, got an integer"),
    ('family = "mnist"', 'family = ""', 'tasks[0].calls[0].family: expected one line of at most 200 characters, got ""'),
    ('family = "mnist"', 'family = "proof"', 'tasks[0].calls[0].family: expected another name: "proof" is every small shape'),
    ('title = "1000', 'title = "a\\n1000', 'tasks[0].calls[0].title: expected one line of at most 200 characters, got "a\\n1000 MNIST digits"'),
    (TEXT, of_last(PADDED + 'full = "all"\n'), "tasks[2].calls[1].full: expected an argument { data = ... } beside it"),
    # what the kind needs
    ('fixed.padding = "valid"', "", 'tasks[0].fixed.padding: missing; expected "valid" or "same", or padding among the arguments'),
    ('fixed.padding = "valid"', 'fixed.padding = "full"', 'tasks[0].fixed.padding: expected "valid" or "same", or padding among the arguments'),
    ('fixed.padding = "valid"', 'fixed.padding = "valid"\nfixed.stride = 2', "tasks[0].fixed.stride: expected padding alone"),
    ('title = "Convolution with P', 'fixed.padding = "same"\ntitle = "Convolution with P', "tasks[2].fixed.padding: expected nothing: the function is given the padding"),
    (TEXT, WITHOUT_CALL.replace("kh kw", "kh kw kc", 1), 'tasks[0].arguments.kernel: expected { array = "kh kw" } of a convolution, with the channels of the images'),
    (TEXT, WITHOUT_CALL.replace('array = "m h w"', 'array = "m h w c"', 1).replace("kh kw", "kh kw kc", 1), 'tasks[0].arguments.kernel: expected { array = "kh kw c" } of a convolution, with the channels of the images'),
    (TEXT, WITHOUT_CALL.replace('kernel = { array', 'kernel = { pair', 1), 'tasks[0].arguments.kernel: expected { array = "kh kw" } or { array = "kh kw c" } of a convolution'),
    (TEXT, WITHOUT_CALL.replace('where = ["kh <= h", "kw <= w"]\n', "", 1).replace('"kh kw"', '"h w"', 1), "tasks[0].arguments: expected a name of its own for each size of a convolution, h stands for several"),
    ('padding = { pair = "ph pw", least = 0 }', 'padding = { pair = "ph pw", least = 1 }', 'tasks[2].arguments.padding: expected { pair = "ph pw", least = 0 } or { either = ["same", "valid", { pair = "ph pw", least = 0 }] } of a convolution'),
    ('padding = { pair = "ph pw", least = 0 }', 'padding = { either = ["same", { pair = "ph pw", least = 0 }] }', 'tasks[2].arguments.padding: expected { pair = "ph pw", least = 0 } or { either = ["same", "valid", { pair = "ph pw", least = 0 }] } of a convolution'),
    ('padding = { pair = "ph pw", least = 0 }', 'padding = { pair = "ph pw", least = 0 }\nstride = { pair = "sh sw", least = 0, default = [1, 1] }', 'tasks[2].arguments.stride: expected { pair = "sh sw", least = 1 } of a convolution'),
    ('exercise = "convolution"', "", "tasks[0].fixed: expected exercise = ... beside it: these are values of a kind's arguments"),
    # keys of before
    ('exercise = "convolution"', 'convolution = "valid"', 'tasks[0].convolution: no key any more; write exercise = "convolution" and fixed.padding = "valid"'),
    ('exercise = "convolution"', 'convolution = "padding"', 'tasks[0].convolution: no key any more; write exercise = "convolution"'),
    ('exercise = "convolution"', 'parameters = ["images", "kernel"]', 'tasks[0].parameters: no key any more; write [tasks.arguments] with images = { array = "m h w" }, kernel = { array = "kh kw" }'),
    ("conventions = []", 'same_even_kernel = "either"', "policy.same_even_kernel: no key any more; write conventions = []"),
    ("conventions = []", 'same_even_kernel = "after"', 'policy.same_even_kernel: no key any more; write conventions = ["after"]'),
    ("families = []", "families = []\n[[cases.own]]\nimages = [9, 8, 6]\nkernel = [2, 3]\n", "cases.own: no key any more; write [[tasks.calls]] below each task with images = { random = [9, 8, 6] }, kernel = { random = [2, 3] }"),
    # data
    ('file = "mnist/digits.npz"', 'file = "../digits.npz"', 'data.digits.file: expected the name of an .npz file in the folder, got "../digits.npz"'),
    ('file = "mnist/digits.npz"', 'file = "/etc/digits.npz"', 'data.digits.file: expected the name of an .npz file in the folder, got "/etc/digits.npz"'),
    ('file = "mnist/digits.npz"', 'file = "mnist/./digits.npz"', 'data.digits.file: expected the name of an .npz file in the folder, got "mnist/./digits.npz"'),
    ('file = "mnist/digits.npz"', 'file = "assignment.toml"', 'data.digits.file: expected the name of an .npz file in the folder, got "assignment.toml"'),
    ('file = "MNIST.npz"', 'file = "../MNIST.npz"', 'data.digits.full.file: expected a plain file name, got "../MNIST.npz"'),
    ("divide = 256", "divide = 0", "data.digits.divide: expected a number above 0, got 0.0"),
    ("divide = 256", "divided = 256", f"data.digits.divided: unknown key; did you mean divide? the keys here are {DATA_KEYS}"),
    ('key = "images"', 'key = "image"', "data.digits.key: mnist/digits.npz: holds no image"),
    ('key = "images"\n', "", "data.digits.key: missing; expected a string"),
    ('sha256 = "c', 'sha256 = "d', "data.digits.sha256: expected c3510c5cc43e455570fea68c0fc16f55777c1af1642ef8c73c73175ddb132e30, got \"d3510c5cc43e455570fea68c0fc16f55777c1af1642ef8c73c73175ddb132e30\": the array is another one"),
    ("[policy]", "[policy]\nfiles = []", "policy.files: unknown key; did you mean rules? the keys here are imports, forbidden_calls, conventions, checks, rules, tolerance, hints"),
    ("name =", "files = {}\nname =", f"files: unknown key; the keys here are {TOP_KEYS}"),
    # limits
    ("cpu_seconds = 10 ", "cpu_seconds = 0 ", "limits.cpu_seconds: expected more than 0 and at most 3600, got 0.0"),
    ("cpu_seconds = 10 ", "cpu_seconds = nan ", "limits.cpu_seconds: expected more than 0 and at most 3600, got nan"),
    ("cpu_seconds = 10 ", "cpu_seconds = 1e9 ", "limits.cpu_seconds: expected more than 0 and at most 3600, got 1000000000.0"),
    ("memory_mb = 6144", "memory_mb = -1", "limits_full.memory_mb: expected more than 0 and at most 1048576, got -1"),
    ("cpu_factor = 20", "cpu_factor = -1", "limits.cpu_factor: expected 0 or more and at most 1000, got -1.0"),
    # being late
    ('id = "1"', 'id = "late"', 'tasks[1].id: expected another id: "late" is what overrides call the points that lateness takes'),
    ('id = "1"', 'id = "deadline"', 'tasks[1].id: expected another id: "deadline" is what overrides call a student\'s own deadline'),
    ('id = "1"', 'id = "free_days"', 'tasks[1].id: expected another id: "free_days" is what overrides call the late days that cost a student nothing'),
    ('id = "1"', 'id = "all"', 'tasks[1].id: expected another id: "all" is what `--task` calls every task'),
    ("loops = 2 ", 'optional = "yes" ', "tasks[0].optional: expected true or false, got a string"),
    ("name =", 'named = ["0"]\nname =', f"named: unknown key; did you mean name? the keys here are {TOP_KEYS}"),
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
    assert refused(tmp_path, edited((old, new))) == message


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
        load(tmp_path / "none.toml", CHECK_IDS)
    with pytest.raises(AssignmentError, match=r"/assignment\.toml: there is no such file$"):
        load(tmp_path, CHECK_IDS)
    os.mkfifo(tmp_path / "assignment.toml")
    with pytest.raises(AssignmentError, match=r"not a file$"):
        load(tmp_path, CHECK_IDS)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    assert refused(tmp_path, TEXT + "#" * 2**20) == "larger than 1 MiB"


@pytest.mark.parametrize("key", ["a` - at `$.zzz", "x`", "$.tasks[0]", "[...]", "\u202e\x1b[31m"])
def test_a_key_is_told_as_it_is_and_safely(tmp_path: Path, key: str) -> None:
    written = key.encode("unicode_escape").decode().replace("\\x1b", "\\u001b")
    said = refused(tmp_path, f'"{written}" = 1\n{TEXT}')
    assert said.startswith(f'"{written}": unknown key; ')
