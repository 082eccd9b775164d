import pytest
from msgspec.structs import replace

from checks.model import Finding, Severity, Verdict
from checks.model.arguments import Argument, EitherOf
from checks.static.signature import CHECK
from tests.checks.inspections import inspection

NAME = "convolve_grayscale_valid"
GOOD = f"def {NAME}(images, kernel):\n    return images\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(GOOD, id="the handout's own words"),
        pytest.param(f"def {NAME}(images, kernel, /): pass", id="positional only"),
        pytest.param(f"def {NAME}(images: 'Array', kernel: int) -> 'Array': pass", id="annotations"),
        pytest.param(f"if True:\n    def {NAME}(images, kernel): pass", id="under `if`"),
        pytest.param(f"try:\n    def {NAME}(images, kernel): pass\nfinally:\n    x = 1", id="under `try`"),
        pytest.param(f"with x:\n    def {NAME}(images, kernel): pass", id="under `with`"),
        pytest.param(f"try:\n    import x\nexcept E:\n    def {NAME}(images, kernel): pass", id="under `except`"),
        pytest.param(
            f"if __name__ == '__main__':\n    pass\nelse:\n    def {NAME}(images, kernel): pass",
            id="under the `else` of the main block",
        ),
        pytest.param(f"def {NAME}(): pass\n{GOOD}", id="the last def wins"),
        pytest.param(
            f"if x:\n    def {NAME}(images, kernel): pass\nelse:\n    def {NAME}(): pass",
            id="one of two that may win",
        ),
        pytest.param(f"{NAME} = lambda images, kernel: images", id="a lambda"),
        pytest.param(f"{NAME}: object = wrapped", id="an annotated assignment"),
        pytest.param(f"a = ({NAME}, b) = 1, 2", id="a tuple"),
        pytest.param(f"if ({NAME} := wrapped): pass", id="a walrus"),
        pytest.param(f"for {NAME} in (f,): pass", id="a loop's target"),
        pytest.param(f"from other import {NAME}", id="another task's file"),
        pytest.param(f"from other import convolve as {NAME}", id="an import under this name"),
        pytest.param(f"import other.{NAME} as {NAME}", id="a module under this name"),
        pytest.param("from other import *", id="a star, which may bring it"),
        pytest.param(f"class {NAME}:\n    def __new__(cls, images, kernel): pass", id="a class that can be called"),
        pytest.param(f"@wrapped\ndef {NAME}(): pass", id="a decorator, which may change everything"),
        pytest.param(f"globals()['{NAME}'] = wrapped", id="a name that only running shows"),
        pytest.param(f"def make():\n    global {NAME}\n    {NAME} = 1\nmake()", id="a global"),
        pytest.param(f"def __getattr__(name): return wrapped # {NAME}", id="a module's __getattr__"),
        pytest.param(f"def {NAME}(images, kernel):\n    def g():\n        yield 1\n", id="a generator inside"),
        pytest.param(f"def {NAME}(images, kernel):\n    return lambda: (yield)\n", id="a yield in a lambda"),
        pytest.param(f"def {NAME}(images, kernel):\n    return (x for x in images)\n", id="a generator expression"),
    ],
)
def test_accepts(text: str) -> None:
    assert list(CHECK.inspect(inspection(text))) == []


def test_asks_for_the_parameters_of_each_task() -> None:
    text = "def convolve_grayscale_padding(images, kernel, padding): pass"
    assert list(CHECK.inspect(inspection(text, task="2"))) == []
    (finding,) = CHECK.inspect(inspection("def convolve_grayscale_padding(images, kernel): pass", task="2"))
    assert "it takes 2 arguments, the assignment gives 3" in finding.message


@pytest.mark.parametrize(
    ("parameters", "shown"),
    [
        pytest.param("imgs, k", "imgs, k", id="other names"),
        pytest.param("kernel, images", "kernel, images", id="the handout's names the other way round"),
        pytest.param("images, kernel, mode='valid'", "images, kernel, mode=...", id="a further default"),
        pytest.param("images, kernel=None", "images, kernel=...", id="a default that is not needed"),
        pytest.param("*args", "*args", id="any arguments"),
        pytest.param("images, *rest, **options", "images, *rest, **options", id="the rest"),
        pytest.param("images, kernel, *, mode=1", "images, kernel, *, mode=...", id="a keyword with a default"),
    ],
)
def test_warns_of_parameters_that_work_and_differ(parameters: str, shown: str) -> None:
    (finding,) = CHECK.inspect(inspection(f"def {NAME}({parameters}): pass"))
    assert finding.severity is Severity.WARNING
    assert finding.message == f"`{NAME}` takes `({shown})`; the assignment says `(images, kernel)`"


def _of_a_mode(text: str) -> list[Finding]:
    asked = inspection(text)
    mode = Argument("mode", EitherOf(("valid", "same")), optional=True, default="same")
    return list(CHECK.inspect(replace(asked, task=replace(asked.task, arguments=(*asked.task.arguments, mode)))))


def test_a_default_that_is_asked_for_is_no_departure() -> None:
    assert _of_a_mode(f"def {NAME}(images, kernel, mode='same'): pass") == []


@pytest.mark.parametrize("default", ["'sa' 'me'", "SAME", "make()"], ids=["the same text", "a name", "a call"])
def test_a_default_that_is_the_same_or_that_only_running_shows_is_no_departure(default: str) -> None:
    assert _of_a_mode(f"def {NAME}(images, kernel, mode={default}): pass") == []


def test_another_default_is_mentioned() -> None:
    (finding,) = _of_a_mode(f"def {NAME}(images, kernel, mode='valid'): pass")
    assert finding.severity is Severity.WARNING
    assert finding.message == "`mode` is 'valid' where it is left out; the assignment says 'same'"


def test_a_default_that_is_missing_is_to_be_added() -> None:
    (finding,) = _of_a_mode(f"def {NAME}(images, kernel, mode): pass")
    assert finding.severity is Severity.WARNING
    assert (
        finding.message == f"`{NAME}` takes `(images, kernel, mode)`; the assignment says `(images, kernel, mode=...)`"
    )
    assert finding.hint == (
        f"Calls may leave `mode` out, so give it its default: `def {NAME}(images, kernel, mode='same'):`."
    )


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param("images, kernel, *, mode='same'", id="by name alone"),
        pytest.param("images, kernel, *, mode", id="by name alone, without a default"),
        pytest.param("images, kernel, **options", id="any names"),
        pytest.param("images, kernel, mode='same', /", id="by place alone, which no call by name can be"),
    ],
)
def test_what_calls_give_by_name_may_be_taken_so(parameters: str) -> None:
    (finding,) = _of_a_mode(f"def {NAME}({parameters}): pass")
    assert finding.severity is Severity.WARNING


def test_another_name_with_its_default_works() -> None:
    (finding,) = _of_a_mode(f"def {NAME}(images, kernel, how='same'): pass")
    assert finding.hint.startswith("It works")


def test_a_definition_to_write_has_the_defaults() -> None:
    for text in (f"def {NAME}(images): pass", "x = 1"):
        (finding,) = _of_a_mode(text)
        assert f"`def {NAME}(images, kernel, mode='same'):`" in finding.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(f"def {NAME}(images): pass", "it takes 1 argument, the assignment gives 2", id="too few"),
        pytest.param(f"def {NAME}(): pass", "it takes 0 arguments, the assignment gives 2", id="none"),
        pytest.param(f"def {NAME}(a, b, c): pass", "it takes 3 arguments, the assignment gives 2", id="too many"),
        pytest.param(f"def {NAME}(a, b, c, *d): pass", "it takes 3 arguments", id="too many before the rest"),
        pytest.param(f"def {NAME}(images, *, kernel): pass", "it takes 1 argument", id="a keyword-only kernel"),
        pytest.param(f"def {NAME}(a, b, *, mode): pass", "it needs the keyword `mode`", id="a required keyword"),
        pytest.param(f"async def {NAME}(images, kernel): pass", "is an `async def`", id="async"),
        pytest.param(f"def {NAME}(images, kernel):\n    yield images", "holds a `yield`", id="a generator"),
        pytest.param(f"def {NAME}(a, b):\n    if a:\n        x = yield from b", "holds a `yield`", id="yield from"),
        pytest.param(f"{GOOD}def {NAME}(): pass", "it takes 0 arguments", id="the last def, when it is wrong"),
    ],
)
def test_refuses_what_the_handout_cannot_call(text: str, said: str) -> None:
    errors = [finding for finding in CHECK.inspect(inspection(text)) if finding.severity is Severity.ERROR]
    assert len(errors) == 1
    assert said in errors[0].message
    assert errors[0].line


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        pytest.param("x = 1", f"there is no function `{NAME}` in the file, and no other function", None, id="none"),
        pytest.param(
            "\ndef convolve_grayscale(images, kernel): pass",
            f"there is no function `{NAME}` in the file; it defines `convolve_grayscale`",
            2,
            id="one with another name",
        ),
        pytest.param(
            "def f(): pass\ndef convolve_greyscale_valid(a, b): pass",
            f"there is no function `{NAME}` in the file; it defines `convolve_greyscale_valid`",
            2,
            id="a misspelt one among others",
        ),
        pytest.param(
            "def f(): pass\ndef g(): pass",
            f"there is no function `{NAME}` in the file; it defines `f`, `g`",
            None,
            id="others, none of them near",
        ),
        pytest.param(
            f"class A:\n    def {NAME}(self, images, kernel): pass",
            f"`{NAME}` cannot be imported: it is defined inside the class `A`",
            2,
            id="in a class",
        ),
        pytest.param(
            f"def f():\n    def {NAME}(images, kernel): pass",
            f"`{NAME}` cannot be imported: it is defined inside the function `f`",
            2,
            id="in a function",
        ),
        pytest.param(
            f'if __name__ == "__main__":\n    def {NAME}(images, kernel): pass',
            f"`{NAME}` cannot be imported: it is defined under "
            '`if __name__ == "__main__":`, which an import does not run',
            2,
            id="in the main block",
        ),
        pytest.param(f"x = '{NAME}'  # {NAME}", f"there is no function `{NAME}`", None, id="in a text only"),
        pytest.param(f"x.{NAME} = 1", f"there is no function `{NAME}`", None, id="as an attribute"),
        pytest.param(f"print({NAME})", f"there is no function `{NAME}`", None, id="used, never bound"),
    ],
)
def test_says_where_the_function_is_instead(text: str, message: str, line: int | None) -> None:
    (finding,) = CHECK.inspect(inspection(text))
    assert finding.message.startswith(message)
    assert finding.line == line
    assert finding.hint
    assert finding.severity is Severity.ERROR


def test_a_wrong_signature_is_a_wrong_answer() -> None:
    assert CHECK.verdict is Verdict.WRONG_ANSWER


def test_names_are_shown_and_not_obeyed() -> None:
    (finding,) = CHECK.inspect(inspection(f"def {'f' * 5000}(): pass"))
    assert len(finding.message) < 500


def test_takes_time_in_proportion_to_the_file() -> None:
    for text in (f"if x: {NAME} = 1\n" * 10_000, "def f(): pass\n" * 20_000):
        assert len(list(CHECK.inspect(inspection(text)))) <= 1
