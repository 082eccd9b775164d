"""What GitHub's own Markdown parser (cmark-gfm, with GitHub's extensions) makes of the report."""

import re
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from checks.model import Evidence, Finding, Severity, Verdict
from checks.model.assignment import Assignment
from grader.report import markdown
from tests.grader.report.fixed import failed, fixed, task_grade, whole
from tests.grading import SUBMISSIONS, graded
from tests.tasks import of

OURS = {"h1", "h2", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "code", "pre"} | {
    "details",
    "summary",
    "span",
}
HOSTILE = [
    "`code` ``` fence\n```\n# heading",
    "a | b | c \\| d",
    "</td></table></details><script>alert(1)</script><img src=x onerror=alert(1)>",
    "@everyone and @org/team and someone@example.com",
    "[link](https://example.com) ![image](https://example.com/x.png) <https://example.com>",
    "https://example.com www.example.com WWW.example.com http://a.b mailto:a@b.cd xmpp:a@b.cd",
    "#1 org/repo#12 GH-1 :smile: $x$ $$y$$",
    "**bold** __bold__ _it_ *it* ~~gone~~ ~gone~ &lt; &#64;you \\@you",
    "[ref]: https://example.com\n[ref]",
    "`@everyone` `` `x` `https://example.com` `",
    "- list\n1. list\n> quote\n\ttab\n---\n===",
    "\u202e\x1b[31m\x00\u2028",
]


class Page(HTMLParser):
    """The elements of a page and its text, apart from code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.open: list[str] = []
        self.told, self.code, self.spans = "", "", 0
        self.feed(html)

    def handle_starttag(self, tag, attributes) -> None:
        self.elements.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        if "code" in self.open:
            self.code += data
        else:
            self.told += data
            self.spans += "span" in self.open


def page(text: str) -> Page:
    return Page(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


def is_tame(shown: Page) -> None:
    """Nothing but our own elements, and of what GitHub looks for in a text nothing."""
    assert set(shown.elements) <= OURS
    assert not re.search(r"@\w", shown.told)
    assert not re.search(r"(?<!\w)#\d", shown.told)
    assert not re.search(r":\w+:|://|www\.", shown.told, re.IGNORECASE)
    assert shown.told.count("$") == shown.spans  # GitHub takes no formula from there


def without_joiners(text: str) -> str:
    return text.replace(markdown.JOINER, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_shown_as_it_is_and_does_nothing(text: str) -> None:
    for shown in (markdown.escaped, markdown.prose):
        made = page(f"before {shown(text)} after")
        is_tame(made)
        assert made.elements.count("p") == 1
    told = without_joiners(page(f"before {markdown.escaped(text)} after").told)
    assert told.strip() == f"before {markdown.one_line(text)} after"


def test_names_in_backticks_are_code() -> None:
    made = page(f"it {markdown.prose('defines `f_1` and `a|b`, not `g')}")
    assert made.code == "f_1a|b"
    assert made.told.strip() == "it defines  and , not `g"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_closes_a_fence(text: str) -> None:
    made = page(f"before\n\n{markdown.fenced(text)}\n\nafter")
    assert [tag for tag in made.elements if tag != "p"] == ["pre", "code"]
    assert made.told.split() == ["before", "after"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_report_full_of_hostile_text_keeps_its_form(text: str, assignment: Assignment) -> None:
    def report(word: str) -> Page:
        evidence = Evidence(printed=word, snippet=word, sum=word)
        finding = Finding(check="runs", message=word, reason=word, hint=word, file=word, line=1, evidence=evidence)
        inline = Finding(check="runs", message=f"defines `{word}`", severity=Severity.WARNING)
        task = task_grade(of(assignment, "valid"), Verdict.RUNTIME_ERROR, (failed("runs", 0, 1, finding, inline),))
        return page(markdown.render(whole(task, name=word)))

    hostile, harmless = report(text), report("word")
    is_tame(hostile)
    # A name that holds a backtick is not told from the sentence it stands in; all else has the same elements.
    varying = {"code", "span"}
    assert [t for t in hostile.elements if t not in varying] == [t for t in harmless.elements if t not in varying]


def test_the_table_has_a_row_for_each_task(assignment: Assignment) -> None:
    text = markdown.render(fixed(assignment))
    assert "| Task 1 Same Convolution | ✗ wrong_answer | line 8: the kernel is flipped | 0.08 / 4.25 |" in text
    made = page(text)
    is_tame(made)
    assert made.elements.count("table") == 4  # the tasks, and every check of those that are handed in


def test_a_failure_of_the_grader_is_told_at_the_top(assignment: Assignment) -> None:
    assert (
        "The grader failed, so these points are not final." in markdown.render(fixed(assignment)).partition("| task")[0]
    )


@pytest.mark.parametrize("name", ["correct_kernel_loops", "wrong_flipped_kernel", "broken_syntax_error"])
def test_a_real_grade_is_a_page(name: str, assignment: Assignment) -> None:
    made = page(markdown.render(graded(SUBMISSIONS / name, assignment)))
    is_tame(made)
    assert not made.open


def test_the_largest_report_fits_into_a_summary(assignment: Assignment) -> None:
    """GitHub takes 1 MiB for a step."""
    long = "`<@|" * 100_000
    evidence = Evidence(printed=long, snippet=long, sum="1*1 + " * 100)
    finding = Finding(check="loops", message=long, reason=long, hint=long, file=long, line=1, evidence=evidence)
    results = tuple(failed("loops", 0, 1, *[finding] * 100) for _ in range(17))
    tasks = [task_grade(task, Verdict.WRONG_ANSWER, results) for task in assignment.tasks]
    text = markdown.render(whole(*tasks))
    size = len(text.encode())
    assert size < 2**20
    assert text.endswith("GitHub shows no more.\n")
    is_tame(page(text))
