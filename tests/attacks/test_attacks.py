"""Every attack at every level; and each once with what stops it taken away, where it must succeed."""

import pytest

from grader.sandbox.levels import LEVELS
from tests.attacks.attack import Attack
from tests.attacks.every import ATTACKS
from tests.attacks.run import attempt, left_running, reached, succeed, verdict
from tests.attacks.world import World


@pytest.mark.parametrize(
    ("attack", "level"), [pytest.param(a, level, id=f"{a.name} ({level})") for a in ATTACKS for level in a.levels]
)
def test_it_is_stopped_and_told_and_leaves_nothing_behind(attack: Attack, level: str, world: World, need) -> None:
    need(level, attack.since)
    trip = attempt(attack, LEVELS[level], world)
    told = f"{trip.output!r} {trip.loaded} {trip.observations}"
    assert not reached(trip), told
    assert world.secret not in told
    assert verdict(trip) in attack.verdicts, told
    assert left_running(LEVELS[level]) == []
    world.assert_untouched()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_it_succeeds_without_what_stops_it(attack: Attack, world: World, need) -> None:
    level = attack.levels[0]
    need(level, attack.since)
    trip = succeed(attack, LEVELS[level] & ~attack.removed, world)
    assert reached(trip), f"{trip.output[-300:]!r} {trip.loaded} {trip.observations}"
