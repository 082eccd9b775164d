"""What the grader starts: finds out which layers this machine has, and becomes a fork server behind them.

The search goes on in a process that is thrown away while this one loads numpy: some systems allow new namespaces
and refuse the first mount in them.
"""

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
from pathlib import Path
from typing import NamedTuple

from grader.sandbox.confine import KERNEL_LAYERS, Confinement, UnavailableError
from grader.sandbox.control import NONE_OF_THEM, NOT_KNOWN
from grader.sandbox.levels import Layer
from grader.sandbox.readable import Readable, readable
from grader.sandbox.zygote import Code, Zygote

PROBE_SECONDS = 20


def main(path: list[str]) -> None:
    """Serve the socket whose descriptor is the first argument; the second names the module of the children's ChildCode,
    the third is the folder that numpy is in, or "" where they are to read nothing at all.

    The rest are sets of layers, best first: the first that this machine has is taken, and told on the socket as one
    byte. `path` is what sys.path is to be once numpy is loaded. The folder it is in, if it is empty, goes with it.
    """
    gc.disable()  # until all is loaded, of which nothing goes
    for ignored in (signal.SIGCHLD, signal.SIGALRM):  # or blocked, by who started this
        signal.signal(ignored, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.umask(0o022)
    server, (module, numpy) = socket.socket(fileno=int(sys.argv[1])), sys.argv[2:4]
    folder = os.getcwd()
    tries = [Layer(int(value)) for value in sys.argv[4:]]
    probe = _start_probe(tries[0], numpy)
    try:
        code: Code = importlib.import_module(module).ChildCode(path)
        if tries[0] & KERNEL_LAYERS and sys.platform == "linux":
            code.load()
        taken = _take(tries, probe, numpy)
        confinement = Confinement(tries[taken], _shown(tries[taken], numpy), folder)
        confinement.enter_namespaces()
        if Layer.NAMESPACES in tries[taken]:
            _leave_to_first_process(server, folder)
            confinement.die_with_parent()  # not of the grader, where a thread that ends would be its end
        confinement.prepare()
    except (OSError, UnavailableError, TimeoutError, ImportError) as error:
        code_of = NOT_KNOWN if isinstance(error, TimeoutError | ImportError) else NONE_OF_THEM
        server.send(bytes([code_of]) + " ".join(str(error).split()).encode(errors="replace"))
        os._exit(1)
    gc.enable()
    zygote = Zygote(server, confinement, code)
    server.send(bytes([taken]))
    zygote.serve()
    _end(folder)


def _leave_to_first_process(server: socket.socket, folder: str) -> None:
    """Go on as process 1 of the new namespace; what was started stays to be waited for, and holds nothing."""
    first = os.fork()
    if first:
        server.close()
        os.waitpid(first, 0)
        _end(folder)


def _end(folder: str) -> None:
    """When the grader is gone, however it went, nobody else takes its folder away."""
    with contextlib.suppress(OSError):  # it did, or the folder is not empty, or not to be seen from here
        os.rmdir(
            os.path.join("..", os.path.basename(folder))
        )  # from here: its whole name leads elsewhere in the new tree
    os._exit(0)


def _take(tries: list[Layer], probe: "_Probe", numpy: str) -> int:
    """The index of the first set of layers that this machine has; the search for the first is under way."""
    for index, layers in enumerate(tries):
        if index:
            probe = _start_probe(layers, numpy)
        with open(probe.reason, encoding="utf-8", errors="replace") as file:
            reason = file.read()
        status = os.waitpid(probe.pid, 0)[1]
        if status == 0:
            return index
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
            raise TimeoutError("it took too long to find out what this machine has")  # busy is not less
    raise UnavailableError(reason)


class _Probe(NamedTuple):
    """A process that ends with 0, or says why not on a pipe."""

    pid: int
    reason: int


def _start_probe(layers: Layer, numpy: str) -> _Probe:
    """A process that enters the layers as a child would."""
    reason, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            signal.alarm(PROBE_SECONDS)
            status = _probe(layers, numpy, tell)
        except (OSError, ValueError, UnavailableError) as error:
            os.write(tell, str(error).encode())
        finally:
            os._exit(status)
    os.close(tell)
    return _Probe(pid, reason)


def _probe(layers: Layer, numpy: str, tell: int) -> int:
    confinement = Confinement(layers, _shown(layers, numpy), os.getcwd())
    confinement.enter_namespaces()
    if Layer.NAMESPACES in layers and (first := os.fork()):
        return os.waitpid(first, 0)[1] != 0
    confinement.die_with_parent()
    confinement.prepare()
    if child := os.fork():
        return os.waitpid(child, 0)[1] != 0
    confinement.enter(last_descriptor=tell, cpu_seconds=PROBE_SECONDS, memory_bytes=None)
    return 0


def _shown(layers: Layer, numpy: str) -> Readable:
    if not (numpy and layers & (Layer.NAMESPACES | Layer.LANDLOCK)):
        return Readable((), (), ())
    return readable(numpy, Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape"))
