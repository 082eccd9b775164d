"""`make bench`: the speed, as ratios of two things measured in turn in one run; ARGS names subjects, all by default.

`teaching` is no speed, and is measured where it is named: how many wrong programs are told what is wrong in them.
"""

import os
import sys

from tests.bench import many, peers, proofs, share, starting, trips, where
from tests.teaching import __main__ as teaching

SPEED = {
    "starting": starting.figures,
    "where": where.figures,
    "trips": trips.figures,
    "proofs": proofs.figures,
    "peers": peers.figures,
    "share": share.figures,
    "many": many.figures,
}
SUBJECTS = SPEED | {"teaching": lambda: teaching.main([])}


def main(names: list[str]) -> None:
    """Print the figures of these subjects, one to a line."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if unknown := set(names) - SUBJECTS.keys():
        sys.exit(f"there is no subject {', '.join(sorted(unknown))}; the subjects are {', '.join(SUBJECTS)}")
    print(f"load of the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name in names or SPEED:
        SUBJECTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
