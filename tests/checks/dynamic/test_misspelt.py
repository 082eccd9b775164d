import pytest

from checks.dynamic.misspelt import misspelt
from checks.model import Finding, Misconception

NEAR = {"image": "images"}
CRASH = Misconception("crash", "an exception in every call", "", "it ends", "look")
OTHER = Misconception("unset_name", "a name without a value", "", "it has none", "give it one")


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("NameError: name 'image' is not defined, for x", "did you mean `images`? There is no `image`; NameError"),
        (
            "fails for every shape; the smallest: NameError: name 'image' is not defined",
            "did you mean `images`? There is no `image`; fails for every shape",
        ),
        (
            "AttributeError: module 'numpy' has no attribute 'zeors'",
            "did you mean `np.zeros`? There is no `np.zeors`; AttributeError",
        ),
        (
            "AttributeError: 'numpy.ndarray' object has no attribute 'shap', for x",
            "did you mean `.shape`? There is no `.shap`; AttributeError",
        ),
    ],
)
def test_the_name_that_is_meant_is_said_before_all_else(message: str, first: str) -> None:
    plain = misspelt(Finding(check="runs", message=message, misconception=CRASH), NEAR)
    assert plain is not None
    assert plain.message.startswith(first)
    assert plain.message.endswith(message)
    assert plain.hint.startswith("Write `")


@pytest.mark.parametrize(
    ("message", "more"),
    [
        pytest.param("NameError: name 'elsewhere' is not defined", {}, id="no name is near"),
        pytest.param("ValueError: name 'image' is not defined", {}, id="another exception"),
        pytest.param(
            "AttributeError: module 'numpy' has no attribute 'float'.\n`np.float` was",
            {},
            id="numpy says more",
        ),
        pytest.param("NameError: name 'image' is not defined", {"misconception": OTHER}, id="a cause says more"),
    ],
)
def test_of_all_else_nothing_is_said(message: str, more) -> None:
    assert misspelt(Finding(check="runs", message=message, **more), NEAR) is None
