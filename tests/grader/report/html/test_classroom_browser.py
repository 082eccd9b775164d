"""The page of a class as people see it, in a real browser."""

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page

from checks.model.assignment import Assignment
from grader.batch.journal import Record
from tests.axe import unsure
from tests.grader.report.html.conftest import Opened
from tests.grader.results.classes import hostile, large, mixed, page, vast

Open = Callable[..., Opened]

every = pytest.mark.parametrize("name", ["mixed", "hostile", "long", "vast"])
schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture(scope="module")
def pages(assignment: Assignment) -> dict[str, str]:
    classes: dict[str, Iterable[Record]] = {
        "mixed": mixed(assignment),
        "hostile": hostile(assignment),
        "long": hostile(assignment, "x" * 3000),
        "vast": vast(assignment),
    }
    return {name: page(assignment, records, linked=("Ben",), similar=True) for name, records in classes.items()}


def students(page: Page) -> list[str]:
    return page.locator("#roll tbody tr:visible > th").all_inner_texts()


def sorts(page: Page) -> list[str | None]:
    return [head.get_attribute("aria-sort") for head in page.locator("#roll thead th").all()]


@every
def test_it_loads_without_a_complaint_and_asks_for_nothing(name: str, pages: dict[str, str], opened: Open) -> None:
    shown = opened(pages[name])
    assert shown.complaints == []
    assert shown.requests == []
    assert shown.page.locator("#roll thead button").count() == 6


@every
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_sticks_out(name: str, width: int, pages: dict[str, str], opened: Open) -> None:
    page = opened(pages[name], width).page
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    outside = """width => [...document.querySelectorAll('body *')].filter(element => {
        const box = element.getBoundingClientRect();
        return box.right > width + 0.5 && !element.closest(width < 700 ? '.wrap table, .skip' : '.skip');
    }).map(element => element.outerHTML.slice(0, 200))"""
    assert page.evaluate(outside, width) == []


@every
@schemes
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_serious(name: str, scheme: str, width: int, pages: dict[str, str], opened: Open) -> None:
    page = opened(pages[name], width, color_scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert unsure(page, 21) in ([], ["color-contrast"])


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        pytest.param(0, "Ada Ben Chloé Dmitri Esra", "Esra Dmitri Chloé Ben Ada", id="by name"),
        pytest.param(1, "Dmitri Ben Chloé Esra Ada", "Ada Chloé Esra Ben Dmitri", id="by points, stable"),
        pytest.param(2, "Dmitri Ben Ada Chloé Esra", "Ada Chloé Esra Ben Dmitri", id="by one task's points"),
        pytest.param(5, "Dmitri Ben Ada Chloé Esra", "Ben Dmitri Ada Chloé Esra", id="what is empty is last"),
    ],
)
def test_a_click_on_a_head_sorts_and_another_turns_it_round(
    column: int, up: str, down: str, pages: dict[str, str], opened: Open
) -> None:
    page = opened(pages["mixed"]).page
    assert sorts(page) == [None] * 6
    for wanted, told in ((up, "ascending"), (down, "descending"), (up, "ascending")):
        page.locator("#roll thead button").nth(column).click()
        assert students(page) == wanted.split()
        assert sorts(page) == [None] * column + [told] + [None] * (5 - column)
    page.locator("#roll thead button").nth((column + 1) % 6).click()
    assert sorts(page)[column] is None


def test_the_rows_of_a_class_too_large_for_everybody_are_sorted_and_found(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["vast"]).page
    assert students(page)[0] == "Chloé"
    page.locator("#roll thead button").nth(1).click()
    assert students(page)[0] == "Dmitri"
    page.get_by_label("Show those with").fill("swapped")
    assert students(page) == ["Ben"]
    assert page.get_by_role("status").inner_text() == "1 of 1000"


def test_points_are_sorted_as_numbers(assignment: Assignment, opened: Open) -> None:
    records = list(large(assignment, 4))
    shown = opened(page(assignment, records)).page
    shown.locator("#roll thead button").nth(4).click()
    points = shown.locator("#roll tbody td:nth-child(5)").all_inner_texts()
    assert [text.split()[0] for text in points] == ["3.5", "3.5", "10", "10"]


def test_the_keyboard_sorts_and_shows_where_it_is(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["mixed"]).page
    page.locator("#filter").focus()
    for _ in range(3):  # the region that may be scrolled, the name, the points
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Points"
    assert "3px" in page.evaluate("getComputedStyle(document.activeElement).outline")
    for key, first in (("Enter", "Dmitri"), ("Space", "Ada")):
        page.keyboard.press(key)
        assert students(page)[0] == first
        assert page.evaluate("document.activeElement.textContent") == "Points"


def test_the_filter_finds_names_verdicts_and_misconceptions(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["mixed"]).page
    field = page.get_by_label("Show those with")
    for wanted, found in (("CHLO", ["Chloé"]), ("swapped", ["Ben"]), ("missing", ["Esra"]), ("q", [])):
        field.fill(wanted)
        assert students(page) == found
        assert page.get_by_role("status").inner_text() == f"{len(found)} of 5"
    field.fill("")
    assert len(students(page)) == 5
    assert page.get_by_role("status").inner_text() == ""


def test_a_link_to_a_row_that_is_filtered_away_brings_it_back(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["mixed"]).page
    page.get_by_label("Show those with").fill("ada")
    page.locator(".failures a").click()
    row = page.locator("#roll tr:target")
    assert row.locator("th").inner_text() == "Chloé"
    assert row.is_visible()


def test_without_script_all_is_there_and_nothing_that_would_not_work(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["mixed"], java_script_enabled=False).page
    assert students(page) == ["Ada", "Ben", "Chloé", "Dmitri", "Esra"]
    assert page.locator("button").count() == 0
    assert not page.locator("#filter").is_visible()
    page.locator("summary").first.click()
    assert page.locator(".names a").first.is_visible()


def test_a_script_that_got_in_does_not_run(pages: dict[str, str], opened: Open) -> None:
    shown = opened(pages["mixed"].replace("<main", "<script>document.title = 'owned'</script><main"))
    assert "owned" not in shown.page.title()
    assert any("Content Security Policy" in complaint for complaint in shown.complaints)
    assert shown.page.locator("#roll thead button").count() == 6


def test_failures_of_the_grader_are_red_and_on_top(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["mixed"]).page
    box = page.locator(".failures")
    assert box.evaluate("element => getComputedStyle(element).borderTopColor") == "rgb(168, 32, 26)"
    assert page.locator("main > section").first.get_attribute("class") == "failures"


def test_on_paper_every_row_is_there_and_the_filter_is_not(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["mixed"]).page
    page.emulate_media(media="print")
    assert not page.locator("#filter").is_visible()
    assert page.locator(".names").last.bounding_box()["height"] > 5  # type: ignore[index]
    assert page.pdf().startswith(b"%PDF-")


def test_five_thousand_students_load_sort_and_are_filtered(assignment: Assignment, opened: Open) -> None:
    html = page(assignment, large(assignment, 5000))
    assert len(html) < 2_500_000
    shown = opened(html)
    rows = shown.page.locator("#roll tbody tr")
    assert rows.count() == 5000
    shown.page.locator("#roll thead button").nth(1).click()
    assert rows.nth(0).locator("th").inner_text() == "student 00000"
    assert rows.nth(1).locator("th").inner_text() == "student 00003"
    shown.page.get_by_label("Show those with").fill("student 04999")
    assert students(shown.page) == ["student 04999"]
    assert shown.complaints == []
