"""The exit codes, and the error of whoever called: 0 all passed, 1 something did not, 2 usage, 3 the grader failed."""

import click

PASSED, FAILED, USAGE, BROKEN = 0, 1, 2, 3
INTERRUPTED = 130


class Usage(click.ClickException):
    """What the person who called can mend: one line, exit code 2."""

    exit_code = USAGE
