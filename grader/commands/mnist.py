"""`grader mnist`: the full set of digits."""

import sys
from pathlib import Path

import click

from grader.commands.exits import PASSED, Usage
from grader.folders import NOWHERE, full_mnist


@click.command()
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Where to put MNIST.npz.")
def mnist(output: Path | None) -> int:
    """Build the course's full MNIST.npz (50000 training images) for `grade --full`."""
    from reference.mnist import MnistError
    from reference.mnist.full import build

    destination = output or full_mnist()
    if NOWHERE in destination.parents:
        raise Usage("there is no home folder to keep it in; name a place with --output")
    if sys.stderr.isatty():
        click.echo("downloading 16 MB ...", err=True)
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        build(destination)
    except MnistError as error:
        raise Usage(str(error)) from error
    except OSError as error:
        raise Usage(f"{destination}: {error.strerror}; name another place with --output") from error
    click.echo(f"{destination}: 50000 training, 10000 validation and 10000 test images")
    return PASSED
