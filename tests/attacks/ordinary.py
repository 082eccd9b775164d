"""`python -m tests.attacks.ordinary LEVEL`: the attacks picked for it, as whoever runs this; a JSON line each."""

import json
import os
import sys
import tempfile
from pathlib import Path

from grader.sandbox.levels import LEVELS
from grader.sandbox.server import IsolationError
from tests.attacks.attack import Attack
from tests.attacks.every import ATTACKS
from tests.attacks.run import attempt, reached, succeed, verdict
from tests.attacks.world import World


def outcome(attack: Attack, level: str) -> dict[str, object]:
    """What became of an attack, and of its control."""
    with tempfile.TemporaryDirectory() as folder, World(Path(folder)) as world:
        trip = attempt(attack, LEVELS[level], world)
        world.assert_untouched()
        stopped = not reached(trip) and world.secret not in str(trip)
    with tempfile.TemporaryDirectory() as folder, World(Path(folder)) as world:
        control = succeed(attack, LEVELS[level] & ~attack.removed, world)
    right = verdict(trip) in attack.verdicts
    return {"user": os.geteuid(), "attack": attack.name, "stopped": stopped, "told": right, "control": reached(control)}


if __name__ == "__main__":
    try:
        for attack in ATTACKS:
            if attack.ordinary:
                print(json.dumps(outcome(attack, sys.argv[1])))
    except IsolationError as error:
        print(json.dumps({"lacking": str(error)}))
