"""The pages for students are complete, and show what is really there."""

import re

import pytest

from checks.model.assignment import Assignment
from grader.sandbox.client import Sandbox
from tests.manual import misconceptions
from tests.manual.drawing import picture

RENEW = "`python -m tests.manual.{}` writes it anew"


def test_the_page_has_every_misconception_in_its_order_and_no_other() -> None:
    text = misconceptions.PAGE.read_text()
    shown = re.findall(r"\(pictures/(\w+)-(\w+)\.svg\)", text)
    assert shown == list(misconceptions.every()), RENEW.format("misconceptions")
    assert text.startswith(misconceptions.FRAME.format(count=len(shown)))


def test_every_misconception_is_about_something_that_the_page_explains() -> None:
    for kind, named in misconceptions.KINDS.items():
        assert {each.concept for each in named().values()} == misconceptions.CONCEPTS[kind].keys()
    text = misconceptions.PAGE.read_text()
    wanted = [
        misconceptions.headings(kind, concept)
        for kind, concepts in misconceptions.CONCEPTS.items()
        for concept in concepts
    ]
    assert [heading for heading in wanted if f"\n{heading}\n" not in text] == []


def test_there_is_no_picture_that_the_page_does_not_show() -> None:
    shown = {f"{kind}-{name}.svg" for kind, name in misconceptions.every()}
    assert {path.name for path in misconceptions.PICTURES.iterdir()} == shown


@pytest.mark.parametrize(("kind", "name"), misconceptions.every(), ids=lambda word: word.replace("_", " "))
def test_what_the_page_shows_of_a_misconception_is_what_a_program_with_it_does(
    kind: str, name: str, whole: Assignment, box: Sandbox
) -> None:
    shown = misconceptions.example(kind, name, whole, box)
    assert shown.found.misconception is not None
    assert shown.found.misconception.id == name
    assert f"\n{misconceptions.section(shown)}" in misconceptions.PAGE.read_text(), RENEW.format("misconceptions")
    assert picture(shown.found.evidence) == shown.picture_file.read_text(), RENEW.format("misconceptions")
