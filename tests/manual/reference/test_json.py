"""The document that the page of JSON shows keeps to the schema."""

import msgspec

from grader.report.json import JsonGrade
from tests.manual.pages import blocks, text


def test_the_example_keeps_to_the_schema() -> None:
    (example,) = blocks(text("docs/reference/json.md"), "json")
    assert msgspec.json.decode(example, type=JsonGrade).tasks


def test_the_page_has_every_key_of_a_grade() -> None:
    page = text("docs/reference/json.md")
    assert [field.name for field in msgspec.structs.fields(JsonGrade) if f"`{field.name}`" not in page] == []
