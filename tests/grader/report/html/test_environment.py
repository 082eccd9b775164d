import jinja2
import pytest

from grader.report.html.environment import LONGEST, environment


def rendered(template: str, **values: object) -> str:
    return environment().from_string(template).render(**values)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("kh, kw = 3", "kh, kw = 3", id="plain text"),
        pytest.param("<b>&\"'", "&lt;b&gt;&amp;&#34;&#39;", id="markup"),
        pytest.param("a\u202eb\x1b[0m\x00\ud800", "a\\u202eb\\x1b[0m\\x00\\ud800", id="what cannot be seen"),
        pytest.param("{{ 7 * 7 }}{% if %}", "{{ 7 * 7 }}{% if %}", id="a template"),
    ],
)
def test_whatever_goes_into_a_page_is_text(text: str, shown: str) -> None:
    assert rendered("{{ text }}", text=text) == shown
    assert rendered("{{ text|prose }}", text=text) == shown
    assert rendered("{{ [text]|join(', ') }}", text=text) == shown
    assert rendered("{{ text|sentence }}", text=f"A{text}") == f"A{shown}"
    assert rendered("{% macro m(text) %}{{ text }}{% endmacro %}{{ m(text) }}", text=text) == shown


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    assert rendered("{{ text }}", text="x" * 10**6).endswith(f"x... ({10**6 - LONGEST} more characters)")
    assert len(rendered("{{ text|prose }}", text="`" * 10**6)) < 10 * LONGEST


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no `np.flip`, no `[::-1]`.", "no <code>np.flip</code>, no <code>[::-1]</code>."),
        ("a ` alone", "a ` alone"),
        ("`<b>` and ` alone", "<code>&lt;b&gt;</code> and ` alone"),
    ],
)
def test_what_stands_between_backticks_is_code(text: str, shown: str) -> None:
    assert rendered("{{ text|prose }}", text=text) == shown


def test_a_name_that_is_not_known_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered("{{ nothing }}")
