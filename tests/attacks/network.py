"""Attacks that want to talk to somebody."""

from grader.sandbox.levels import Layer
from tests.attacks.attack import KERNEL, Attack

FAMILIES = """
import socket
made = []
for family in range(1, 46):
    for kind in (1, 2, 3, 5):
        try:
            socket.socket(family, kind).close()
            made.append((family, kind))
        except OSError:
            pass
"""

NETWORK = (
    Attack(
        "calling a listener on this machine",
        "import socket\nreached(socket.create_connection(('127.0.0.1', PORT), 2))",
        removed=KERNEL,
        ordinary=True,
    ),
    Attack(
        "sending a datagram",
        "import socket\nreached(socket.socket(2, 2).sendto(b'x', ('127.0.0.1', PORT)))",
        removed=KERNEL,
    ),
    Attack("a socket of any family", FAMILIES + "reached(made) if made else 1 / 0", removed=Layer.SECCOMP),
    Attack("a pair of sockets", "import socket\nreached(socket.socketpair())", removed=Layer.SECCOMP),
    Attack(
        "a socket in the abstract",
        "import socket\nsocket.socket(1).bind('\\0attack')\nreached()",
        removed=Layer.SECCOMP,
    ),
    Attack(
        "asking the kernel about the network",
        "import socket\nsocket.socket(16, 3, 0)\nreached()",
        removed=Layer.SECCOMP,
    ),
)
