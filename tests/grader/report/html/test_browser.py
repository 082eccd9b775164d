"""The page as people see it, in a real browser."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from checks.model import Grade
from checks.model.assignment import Assignment
from checks.printable import printable
from grader.report import html
from tests.axe import unsure
from tests.grader.report.html.conftest import Opened
from tests.grader.report.html.pages import BLACK, GREEN, HOSTILE, MADE, RED, hostile, in_colour, mixed
from tests.grading import SUBMISSIONS, graded

Open = Callable[..., Opened]
LONG = "x" * 3000
REAL = ("wrong_flipped_kernel", "wrong_same_unpadded", "wrong_unfilled_empty", "forbidden_map", "correct_kernel_loops")


@pytest.fixture(scope="module")
def pages(assignment: Assignment) -> dict[str, str]:
    grades: dict[str, Grade] = {
        "mixed": mixed(assignment),
        "hostile": hostile(assignment),
        "long": hostile(assignment, LONG),
        "colour": in_colour(assignment),
        **{name: graded(SUBMISSIONS / name, assignment) for name in REAL},
    }
    return {name: html.render(shown, MADE) for name, shown in grades.items()}


pytestmark = pytest.mark.slow("looks at pages of real grades in a browser")
every = pytest.mark.parametrize("name", ["mixed", "hostile", "long", "colour", *REAL])
schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


@every
def test_a_page_loads_without_a_complaint_and_asks_for_nothing(name: str, pages: dict[str, str], opened: Open) -> None:
    shown = opened(pages[name])
    assert shown.complaints == []
    assert [url for url in shown.requests if not url.startswith("data:image/png;base64,")] == []
    pictures = shown.page.evaluate("[...document.images].map(image => image.complete && image.naturalWidth)")
    assert all(pictures)
    assert bool(pictures) == (shown.page.locator(".gallery").count() > 0)


@every
def test_nothing_sticks_out_of_a_wide_or_a_narrow_window(name: str, pages: dict[str, str], opened: Open) -> None:
    page = opened(pages[name], 1440).page
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    outside = """width => [...document.querySelectorAll('body *')].filter(element => {
        const box = element.getBoundingClientRect();
        return box.right > width + 0.5 && !element.closest('.snippet pre, svg, .skip');
    }).map(element => element.outerHTML.slice(0, 200))"""
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(outside, width) == []


@every
@schemes
def test_axe_finds_nothing_serious(name: str, scheme: str, pages: dict[str, str], opened: Open) -> None:
    page = opened(pages[name], color_scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert unsure(page, 16) in ([], ["color-contrast"])  # it cannot look through a gradient


def test_axe_would_find_what_is_wrong(pages: dict[str, str], opened: Open) -> None:
    broken = pages["mixed"].replace("--soft: #5d5b56", "--soft: #c0c0c0").replace(' alt="', ' data-alt="')
    found = Axe().run(opened(broken).page).response["violations"]
    assert {"color-contrast", "image-alt"} <= {violation["id"] for violation in found}


def test_wrong_values_are_marked_by_more_than_colour(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["wrong_flipped_kernel"]).page
    marked = page.locator("#task-0 .grid td.wrong")
    assert marked.count() == 1
    assert marked.inner_text().split() == ["wrong:", "0"]  # what a screen reader reads
    looks = "element => [getComputedStyle(element).backgroundImage, getComputedStyle(element).fontWeight]"
    image, weight = marked.evaluate(looks)
    assert image.startswith("linear-gradient")  # the corner
    assert weight == "700"
    usual = page.locator("#task-0 .grid td:not(.wrong):not(.asked)").first
    assert usual.evaluate(looks) == ["none", "400"]


@pytest.mark.parametrize("name", ["wrong_same_unpadded"])
def test_shapes_that_differ_are_outlined_to_scale(name: str, pages: dict[str, str], opened: Open) -> None:
    page = opened(pages[name]).page
    boxes = [page.locator(f"#task-1 svg rect.{which}").bounding_box() for which in ("expected", "returned")]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[1]["width"] / boxes[0]["width"] == pytest.approx(26 / 28, abs=0.02)
    dashed = "element => getComputedStyle(element).strokeDasharray"
    assert page.locator("#task-1 svg rect.returned").evaluate(dashed) != "none"


def test_the_zeros_lie_around_the_digit(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["wrong_flipped_kernel"]).page
    whole, image = (page.locator(f"#task-2 svg {part}").first.bounding_box() for part in ("> rect", "image"))
    assert whole is not None
    assert image is not None
    pixel = whole["width"] / 36
    assert (image["x"] - whole["x"]) / pixel == pytest.approx(4, abs=0.1)
    assert (image["y"] - whole["y"]) / pixel == pytest.approx(2, abs=0.1)


def boxes(page: Page, which: str) -> list[dict[str, float]]:
    return [box for each in page.locator(which).all() if (box := each.bounding_box())]


@pytest.mark.parametrize(("width", "pixel"), [(360, 4.4), (1440, 5)])
def test_pictures_that_belong_together_stand_side_by_side_to_scale(
    width: int, pixel: float, pages: dict[str, str], opened: Open
) -> None:
    page = opened(pages["colour"], width).page
    expected, returned, difference = boxes(page, "#task-0 .gallery img")
    assert expected["width"] == pytest.approx(28 * pixel, abs=0.1)
    assert expected["height"] == pytest.approx(30 * pixel, abs=0.1)
    assert returned["y"] == expected["y"]
    assert (difference["y"] == expected["y"]) == (width == 1440)
    kernel = boxes(page, "#task-0 .gallery table")
    assert len(kernel) == 3
    assert len({box["y"] for box in kernel}) == 1 or width == 360


@pytest.mark.parametrize("width", [360, 1440])
def test_each_kernel_stands_with_its_result_below_its_name(width: int, pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["colour"], width).page
    results = page.locator("#task-1 .gallery section")
    assert results.locator("h4").all_inner_texts() == ["kernel 0", "kernel 1", "kernel 2"]
    for number, pictures in enumerate((2, 2, 3)):
        kernel = boxes(page, f"#task-1 .gallery section:nth-of-type({number + 1}) table")
        assert len({box["y"] for box in kernel}) == 1  # in one row, even where it is narrow
        assert results.nth(number).locator("img").count() == pictures
    assert page.locator("#task-1 .gallery .said").count() == 3


def test_the_colours_of_a_photograph_are_those_on_the_page(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["colour"]).page
    drawn = """async () => {
        const picture = new Image(), canvas = document.createElement('canvas').getContext('2d');
        picture.src = document.querySelector('#task-0 svg image').getAttribute('href');
        await picture.decode();
        canvas.drawImage(picture, 0, 0);
        return [0, 1, 2].map(column => [...canvas.getImageData(column, 0, 1, 1).data.slice(0, 3)]);
    }"""
    assert page.evaluate(drawn) == [list(RED), list(GREEN), list(BLACK)]


def test_what_a_student_wrote_stays_text(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["hostile"]).page
    assert page.title() == f"{printable(HOSTILE)}: 1 of 10 points"
    assert page.locator("h1").inner_text() == printable(HOSTILE)
    assert page.locator("script").count() == 0
    assert page.locator("img:not([src^='data:'])").count() == 0
    code = page.locator("li[data-number='2'] > code").last
    assert "</script></style><img src=x onerror=" in code.inner_text()


def test_even_a_script_that_got_in_would_not_run(pages: dict[str, str], opened: Open) -> None:
    inside = (
        "<script>document.title = 'owned'</script><img src='http://127.0.0.1:9/x' onerror=\"document.title='owned'\">"
    )
    shown = opened(pages["mixed"].replace("<main", f"{inside}<main"))
    assert shown.page.title().startswith("ada")
    assert any("Content Security Policy" in complaint for complaint in shown.complaints)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))


@schemes
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    scheme: str, pages: dict[str, str], opened: Open
) -> None:
    page = opened(pages["mixed"], color_scheme=scheme).page
    page.keyboard.press("Tab")
    assert "Skip to the tasks" in focused(page)
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = []
    for _ in range(20):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.tagName")
        if name == "BODY":
            break
        style = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "3px" in style, focused(page)
        seen.append(name)
    assert seen == ["A", "SUMMARY", "A", "SUMMARY"]  # a line, the program, another line, the file that is folded


def test_the_keyboard_opens_what_is_folded_and_scrolls_a_program(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["mixed"]).page
    program = page.locator(".snippet pre")
    assert not program.is_visible()
    page.locator(".snippet summary").focus()
    page.keyboard.press("Enter")
    assert program.is_visible()
    page.keyboard.press("Tab")
    assert focused(page).startswith("<pre")


def test_code_in_a_remark_stands_in_its_line(opened: Open, assignment: Assignment) -> None:
    name = "correct_other_parameter_names"
    page = opened(html.render(graded(SUBMISSIONS / name, assignment), MADE)).page
    code = page.locator(".remark code")
    assert code.count()
    assert set(code.evaluate_all("all => all.map(code => getComputedStyle(code).display)")) == {"inline"}
    lines = page.locator(".code li > code")
    assert set(lines.evaluate_all("all => all.map(code => getComputedStyle(code).display)")) == {"block"}


def test_a_link_leads_to_the_line(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["mixed"]).page
    page.locator("a[href='#task-0-line-10']").click()
    box = page.locator("#task-0-line-10").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_dark_and_light_differ(pages: dict[str, str], opened: Open) -> None:
    colours = [
        opened(pages["mixed"], color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.documentElement).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert len(set(colours)) == 2


@schemes
def test_on_paper_all_is_black_on_white_and_nothing_is_folded(scheme: str, pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["mixed"], color_scheme=scheme).page
    page.emulate_media(media="print", color_scheme=scheme)
    style = "getComputedStyle(document.documentElement)"
    assert page.evaluate(f"[{style}.backgroundColor, {style}.color]") == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert not page.locator(".skip").is_visible()
    assert page.locator(".snippet pre").bounding_box()["height"] > 20  # type: ignore[index]
    assert page.locator("#task-1 .listing li").last.bounding_box()["height"] > 5  # type: ignore[index]
    assert page.pdf().startswith(b"%PDF-")
