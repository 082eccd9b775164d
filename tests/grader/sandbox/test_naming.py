from collections.abc import Callable
from typing import Any

import pytest

from grader.sandbox.naming import arranged

PARAMETERS = ("images", "kernel", "padding", "stride")


def asked(images: int, kernel: int, padding: str = "same", stride: int = 1) -> Any:
    return images, kernel, padding, stride


def renamed(images: int, kernel: int, pad: str = "same", step: int = 1) -> Any:
    return images, kernel, pad, step


def exchanged(images: int, kernel: int, stride: int = 1, padding: str = "same") -> Any:
    return images, kernel, padding, stride


def half_renamed(images: int, kernel: int, stride: int = 1, pad: str = "same") -> Any:
    return images, kernel, pad, stride


def by_place_only(images: int, kernel: int, padding: str = "same", stride: int = 1, /) -> Any:
    return images, kernel, padding, stride


def any_more(images: int, kernel: int, *more: Any) -> Any:
    return images, kernel, *more


def one_and_any_more(images: int, kernel: int, padding: str = "same", *more: Any) -> Any:
    return images, kernel, padding, *more


def by_name_only(images: int, kernel: int, *, padding: str = "same", stride: int = 1) -> Any:
    return images, kernel, padding, stride


def any_names(images: int, kernel: int, **more: Any) -> Any:
    return images, kernel, more["padding"], more["stride"]


class Callee:
    def __call__(self, images: int, kernel: int, padding: str = "same", stride: int = 1) -> Any:
        return images, kernel, padding, stride


EVERY = [asked, renamed, exchanged, half_renamed, by_place_only, any_more, one_and_any_more, by_name_only, any_names]


@pytest.mark.parametrize(
    "function", [*EVERY, Callee()], ids=lambda f: getattr(f, "__name__", "an object that is called")
)
def test_a_function_gets_what_the_task_gives_whatever_it_calls_its_parameters(function: Callable[..., Any]) -> None:
    given, by_name = arranged(function, PARAMETERS, [1, 2], {"padding": "valid", "stride": 3})
    assert function(*given, **by_name) == (1, 2, "valid", 3)


@pytest.mark.parametrize("function", [asked, renamed, exchanged, half_renamed, by_place_only], ids=lambda f: f.__name__)
def test_what_is_left_out_before_another_argument_keeps_its_default(function: Callable[..., Any]) -> None:
    given, by_name = arranged(function, PARAMETERS, [1, 2], {"stride": 3})
    assert function(*given, **by_name) == (1, 2, "same", 3)


def test_a_name_too_many_is_python_s_to_refuse() -> None:
    def short(images: int, kernel: int) -> Any:
        return images, kernel

    given, by_name = arranged(short, PARAMETERS, [1, 2], {"padding": "valid"})
    with pytest.raises(TypeError, match="padding"):
        short(*given, **by_name)
