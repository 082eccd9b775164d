"""What each layer stops alone, so that none of them is empty behind the others."""

import pytest

from grader.sandbox.levels import LEVELS, Layer
from tests.attacks.attack import Attack
from tests.attacks.every import ATTACKS
from tests.attacks.run import attempt, reached
from tests.attacks.world import World

NAMED = {attack.name: attack for attack in ATTACKS}
OWN = (
    Attack("the machine's name", "import socket\nassert socket.gethostname() != 'sandbox'\nreached()"),
    Attack("changing the machine's name", "import socket\nsocket.sethostname(socket.gethostname())\nreached()"),
    Attack("another root", "os.chroot('/')\nreached()"),
    Attack("a file for what it had in memory", "import resource\n[reached()] if any(resource.getrlimit(4)) else 1 / 0"),
    Attack("memory that stays", "import resource\n[reached()] if any(resource.getrlimit(8)) else 1 / 0"),
    Attack("queues of messages", "import resource\n[reached()] if any(resource.getrlimit(12)) else 1 / 0"),
)
READING = ("reading a secret file", "reading /etc/passwd", "listing a folder", "importing the oracle")
WRITING = ("writing to a file", "making a file", "removing a file", "writing to numpy", "making a folder")
ALONE = {
    Layer.NAMESPACES: (
        *READING,
        *WRITING,
        *("changing who may read a file", "seeing that a file is there", "seeing which programs are running"),
        *("ending a neighbour", "calling a listener on this machine", "a file in the shared memory"),
        *("another's processor time", "the machine's name"),
    ),
    Layer.LANDLOCK: (*READING, *WRITING, "reading the grader's environment", "ending the fork server"),
    Layer.SECCOMP: (
        *("forking", "running a program", "ending a neighbour", "the call ptrace", "the call mount"),
        *("a socket of any family", "memory that no limit counts", "changing numpy's rights", "locking numpy"),
        *("opening a file for no access", "more capabilities", "being another user"),
    ),
    Layer.PRIVILEGES: ("seeing where the fork server's memory lies", "changing the machine's name", "another root"),
    Layer.RLIMITS: (
        *("descriptors", "pipes that are filled", "the disk"),
        *("a file for what it had in memory", "memory that stays", "queues of messages"),
    ),
}


@pytest.mark.parametrize(
    ("layer", "name"), [pytest.param(k, name, id=f"{k.name}: {name}") for k, names in ALONE.items() for name in names]
)
def test_a_layer_stops_alone_what_is_its_to_stop(layer: Layer, name: str, world: World, need) -> None:
    need("full")
    attack = {**NAMED, **{attack.name: attack for attack in OWN}}[name]
    assert not reached(attempt(attack, layer | Layer.RLIMITS, world))


def test_every_layer_of_a_level_is_tried_alone() -> None:
    assert set(ALONE) == set(LEVELS["full"])
