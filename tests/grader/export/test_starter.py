"""What students begin with: files that are clean and do nothing, and a page that shows every text as it is."""

import re
from pathlib import Path

import cmarkgfm
import msgspec
import pycodestyle
import pytest

import reference
from checks.model.assignment import Assignment, Policy, Task
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.export.starter import page, starter
from tests.checks.exercises.modelled.course import COURSE
from tests.checks.exercises.modelled.programs import X, body, written

HOSTILE = '"""\\ import os; os.system("x") <script>alert(1)</script> [x](http://x) `a` *b* | #'
LONG = "A title of many words that does not fit into a line of seventy-nine characters, and of more words than that"


@pytest.fixture(scope="module")
def whole() -> Assignment:
    return load(reference.FOLDER, CHECK_IDS)


def of(task: Task, **changes: object) -> Task:
    return msgspec.structs.replace(task, **changes)


def clean(text: str, folder: Path) -> None:
    file = folder / "starter.py"
    file.write_text(text)
    found = pycodestyle.StyleGuide(quiet=True).check_files([str(file)])
    assert not found.messages, found.messages


def test_every_task_of_the_reference(whole: Assignment, tmp_path: Path) -> None:
    for task in whole.tasks:
        text = starter([task], whole)
        clean(text, tmp_path)
        names: dict[str, object] = {}
        exec(text, names)
        function = names[task.function]
        assert function.__doc__.strip().split() == task.title.split()
        with pytest.raises(NotImplementedError):
            function(*[1] * sum(not argument.optional for argument in task.arguments))


@pytest.mark.parametrize("name", COURSE)
def test_every_exercise_of_a_course(name: str, tmp_path: Path) -> None:
    assignment = written(tmp_path, COURSE[name].task, COURSE[name].model)
    clean(starter(list(assignment.tasks), assignment), tmp_path)


@pytest.mark.parametrize("title", [HOSTILE, LONG, "x" * 200, '"', "\\", "'", "ends with \\", 'ends with "'])
def test_a_title_is_text_whatever_it_says(title: str, whole: Assignment, tmp_path: Path) -> None:
    text = starter([of(whole.tasks[0], title=title)], whole)
    clean(text, tmp_path)
    names: dict[str, object] = {}
    exec(text, names)
    assert {"os", "np"} & names.keys() == {"np"}


def test_tasks_that_share_a_file_have_one(whole: Assignment, tmp_path: Path) -> None:
    text = starter(list(whole.tasks[:2]), whole)
    clean(text, tmp_path)
    assert re.findall(r"def (\w+)", text) == [task.function for task in whole.tasks[:2]]


def test_many_parameters_have_a_line_each(whole: Assignment, tmp_path: Path) -> None:
    long = whole.tasks[3]
    arguments = tuple(msgspec.structs.replace(each, name=each.name + "_of_everybody") for each in long.arguments)
    text = starter([of(long, arguments=arguments)], whole)
    clean(text, tmp_path)
    assert "    padding_of_everybody='same',\n    stride_of_everybody=(1, 1),\n):\n" in text


def test_numpy_is_imported_where_it_may_be(whole: Assignment) -> None:
    without = msgspec.structs.replace(whole, policy=Policy(imports={"math": ()}))
    assert "import numpy as np" in starter([whole.tasks[0]], whole)
    assert "import" not in starter([whole.tasks[0]], without)


def test_the_page_says_what_is_asked(whole: Assignment) -> None:
    text = page(whole)
    assert "Write the function `convolve_grayscale_valid(images, kernel)` in the file" in text
    assert "- `images`: an array of shape `(m, h, w)`" in text
    assert "- at most 2 `for` statements" in text
    assert "`'same'` or `'valid'` or a tuple of two whole numbers `(ph, pw)`, at least `0` (`'same'` where" in text
    assert "- `math` may be imported: `ceil`, `floor` alone" in text


def test_nothing_in_a_text_becomes_markup(whole: Assignment) -> None:
    hostile = msgspec.structs.replace(whole, name=HOSTILE, tasks=(of(whole.tasks[0], id=HOSTILE, title=HOSTILE),))
    html = cmarkgfm.github_flavored_markdown_to_html(page(hostile))
    assert "<script" not in html
    assert "<a " not in html
    assert "<em>" not in html


def test_a_task_with_rules_of_its_own_says_them(tmp_path: Path) -> None:
    keys = 'loops = 0\norder = "any"\ntolerance = 0.01\ntypes = true\nimports = { math = [] }\n'
    assignment = written(tmp_path, keys + X, body("x", "return x"))
    text = page(assignment)
    assert "- no loop\n- for this task the rules are: `math`\n" in text
    assert "- the result: rows in any order, off by at most 0.01 of the largest right value\n" in text
    assert "- the result: the types of the model solution's result" in text
    assert "import numpy" not in starter([*assignment.tasks], assignment)
