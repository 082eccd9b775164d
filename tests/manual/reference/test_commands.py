"""The page of all commands is what `--help` says."""

import pytest

from tests.manual.commands import MORE, PAGE, commands, written


def test_the_manual_has_every_command_and_option(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--renew") and PAGE.read_text() != written():
        PAGE.write_text(written())
        pytest.skip("commands.md is written anew: read what has changed in git diff")
    assert PAGE.read_text() == written()


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=[name for name, _ in commands()])
def test_a_command_is_on_the_page(name: str, command) -> None:
    section = written().partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("-")]
    assert [option for option in options if option not in section] == []


def test_more_is_told_of_every_command() -> None:
    assert {name for name, _ in commands()} == set(MORE)
