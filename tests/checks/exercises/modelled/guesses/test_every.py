"""What may be meant in a wrong text: no program is run here."""

import ast
import hashlib

import pytest

from checks.exercises.modelled.guesses.every import MOST_GUESSES, guesses
from checks.exercises.repair.variants import edited
from checks.language.syntax import parse
from checks.model import Part, Source, Syntax
from checks.model.arguments import Argument, ArrayOf, EitherOf, IntegerOf
from checks.model.assignment import Task
from tests.teaching.own.programs import programs, written

HEAD = "import numpy as np\n\n\ndef f(x, k):\n"
TASK = Task(
    id="1",
    title="F",
    file="f.py",
    function="f",
    arguments=(Argument("x", ArrayOf(("n",))), Argument("k", IntegerOf("k", least=1))),
)


def syntax(text: str) -> Syntax:
    data = text.encode()
    return parse(Source("f.py", data, hashlib.sha256(data).hexdigest(), executable=True))


def made(body: str, model: str | None = None) -> tuple[Part, ...]:
    return guesses(TASK, syntax(HEAD + body), syntax(HEAD + model) if model else None)


def texts(body: str, model: str | None = None) -> list[str]:
    """The bodies that are guessed, as Python writes them."""
    every = [edited((HEAD + body).encode(), part.edits).decode() for part in made(body, model)]
    return [plain(text).removeprefix(plain(HEAD + "    pass").removesuffix("    pass")) for text in every]


def plain(text: str) -> str:
    return ast.unparse(ast.parse(text))


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        pytest.param("    return x[:k]\n", "    return x[:k + 1]\n", id="a slice that ends too soon"),
        pytest.param("    return x[k + 1]\n", "    return x[k:k + 1]\n", id="a colon that is missing"),
        pytest.param("    return x[0:k]\n", "    return x[1:k]\n", id="a number by one"),
        pytest.param("    return np.zeros(k - 1)\n", "    return np.zeros(k)\n", id="one that is taken away"),
        pytest.param("    return x - k / 2\n", "    return (x - k) / 2\n", id="brackets that are missing"),
        pytest.param("    return x / k\n", "    return x // k\n", id="another division"),
        pytest.param("    return x.sum(axis=0)\n", "    return x.sum(axis=1)\n", id="another axis"),
        pytest.param("    return x.sum(axis=0)\n", "    return x.sum()\n", id="an axis too many"),
        pytest.param("    return x.max()\n", "    return x.min()\n", id="another function"),
        pytest.param("    a = len(x)\n    return x / a\n", "    a = len(x)\n    return x / k\n", id="another name"),
        pytest.param("    return xx\n", "    return x\n", id="a misspelt name"),
        pytest.param("    h, w = x.shape\n    return h\n", "    w, h = x.shape\n    return h\n", id="names exchanged"),
        pytest.param(
            "    t = 0\n    for i in range(k):\n        t = x[i]\n    return t\n",
            "    t = 0\n    for i in range(k):\n        t += x[i]\n    return t\n",
            id="a sum that is begun anew",
        ),
        pytest.param(
            "    for i in range(k):\n        t = x[i]\n        return t\n",
            "    for i in range(k):\n        t = x[i]\n    return t\n",
            id="a return that stands too deep",
        ),
        pytest.param(
            "    t = 0\n    for i in range(k):\n        t += x[i]\n    return t\n",
            "    for i in range(k):\n        t = 0\n        t += x[i]\n    return t\n",
            id="what begins before the loop",
        ),
        pytest.param("    t = x / k\n", "    t = x / k\n    return t\n", id="nothing that is returned"),
    ],
)
def test_a_usual_mistake_is_taken_back_by_one_edit(body: str, meant: str) -> None:
    assert meant.rstrip() in texts(body)


@pytest.mark.parametrize(
    ("body", "model", "meant"),
    [
        pytest.param(
            "    s = np.mean(x)\n    return x - s\n",
            "    centre = np.median(x)\n    return x - centre\n",
            "    s = np.median(x)\n    return x - s\n",
            id="an expression, for the name that stands for the same",
        ),
        pytest.param(
            "    m = x.sum()\n    return m\n",
            "    return x.sum() / k\n",
            "    m = x.sum()\n    return m / k\n",
            id="what it is divided by in the end",
        ),
        pytest.param(
            "    return np.sum(x, axis=1)\n",
            "    return x - np.sum(x, axis=0, keepdims=True)\n",
            "    return np.sum(x, axis=0, keepdims=True)\n",
            id="the words of one call together",
        ),
        pytest.param("    return x * 2.5\n", "    return x * 2.25\n", "    return x * 2.25\n", id="a number"),
        pytest.param("    return x\n", "    return np.sqrt(x)\n", "    return np.sqrt(x)\n", id="a function left out"),
    ],
)
def test_the_model_solution_lends_what_stands_there(body: str, model: str, meant: str) -> None:
    assert meant.rstrip() in texts(body, model)


def test_what_is_lent_comes_first() -> None:
    assert (
        texts("    return np.sum(x, axis=1)\n", "    return np.sum(x, axis=0)\n")[0] == "    return np.sum(x, axis=0)"
    )


@pytest.mark.parametrize(
    ("body", "model"),
    [
        pytest.param(
            "    out = np.zeros(len(x))\n    for i in range(k):\n        out[i] = x[0]\n    return out\n",
            "    return np.maximum.accumulate(x)\n",
            id="in the place of where the work begins",
        ),
        pytest.param(
            "    s = np.sort(x)\n    return s * k\n", "    return np.maximum.accumulate(x)\n", id="at its end"
        ),
    ],
)
def test_the_whole_answer_is_lent_to_nobody(body: str, model: str) -> None:
    assert not [text for text in texts(body, model) if "accumulate" in text]


def test_a_text_that_a_choice_knows_is_meant() -> None:
    task = Task(id="1", title="F", file="f.py", function="f", arguments=(Argument("x", EitherOf(("max", "avg"))),))
    found = guesses(task, syntax('def f(x):\n    return x == "average"\n'), None)
    assert "x == 'avg'" in [part.right for part in found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def g(x, k):\n    return x\n", id="the function is another one"),
        pytest.param("f = 3\n", id="it is none"),
        pytest.param("def f(x, k):\n" + "    x = x + k * 2 - 1\n" * 400, id="it is far too long"),
    ],
)
def test_nothing_is_guessed_where(text: str) -> None:
    assert guesses(TASK, syntax(text), None) == ()


@pytest.mark.parametrize("program", tuple(programs()), ids=lambda program: program.name)
def test_every_guess_is_a_program_of_its_own(program) -> None:
    text, model = syntax(program.text), syntax(written(program.function))
    task = Task(id="1", title="F", file="f.py", function=program.function, arguments=TASK.arguments)
    found = guesses(task, text, model)
    assert 0 < len(found) <= MOST_GUESSES
    assert found == guesses(task, text, model)
    made = [edited(program.text.encode(), part.edits).decode() for part in found]
    assert len({*made}) == len(made)
    assert program.text not in made
    for each in made:
        compile(each, "f.py", "exec")
