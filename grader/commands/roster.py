"""The `--roster` option: everybody in the class."""

from pathlib import Path

import click

roster_option = click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A table of everybody in the class; a roster.csv that lies among the results is taken without it.",
)
