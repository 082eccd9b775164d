"""Machines with addresses of their own on a network of their own, for tests: network namespaces and a bridge."""

import shutil
import subprocess


class Machine:
    """A network namespace, which lasts as long as the process that was started for it."""

    def __init__(self, number: int) -> None:
        self.address, self.port = f"10.99.0.{number}", f"port{number}"
        self._keeper = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", "echo; exec cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._keeper.stdout
        assert self._keeper.stdout.readline(), "no network namespace"
        self.pid = self._keeper.pid
        self.inside = ("nsenter", f"--net=/proc/{self.pid}/ns/net")

    def ip(self, words: str) -> None:
        """Set something up there."""
        subprocess.run([*self.inside, "ip", *words.split()], check=True)

    def close(self) -> None:
        """Let it vanish, with all that it is joined to."""
        with self._keeper:  # closes its input, as the system does where these tests are killed
            pass


class Machines(list[Machine]):
    """So many machines, the first of which has the address 10.99.0.1; `with` lets them vanish."""

    def __init__(self, number: int) -> None:
        self._switch = Machine(0)
        super().__init__(Machine(each + 1) for each in range(number))
        self._switch.ip("link add bridge type bridge")
        self._switch.ip("link set bridge up")
        for machine in self:
            self._switch.ip(f"link add {machine.port} type veth peer name wire netns {machine.pid}")
            self._switch.ip(f"link set {machine.port} master bridge")
            machine.ip(f"address add {machine.address}/24 dev wire")
            machine.ip("link set wire up")
            machine.ip("link set lo up")
            self.join(machine)

    def cut(self, machine: Machine) -> None:
        """From now on what it sends arrives nowhere, and nothing arrives there."""
        self._switch.ip(f"link set {machine.port} down")

    def join(self, machine: Machine) -> None:
        """Let it be reached, again."""
        self._switch.ip(f"link set {machine.port} up")

    def __enter__(self) -> "Machines":
        return self

    def __exit__(self, *_: object) -> None:
        for machine in (*self, self._switch):
            machine.close()


def lacking() -> str:
    """Why there can be no such machines here; "" where there can."""
    if missing := [name for name in ("ip", "nsenter", "unshare") if not shutil.which(name)]:
        return f"machines need {', '.join(missing)}"
    words = ["unshare", "--net", "ip", "link", "add", "bridge", "type", "bridge"]
    tried = subprocess.run(words, capture_output=True, text=True, check=False)
    return f"no machines: {tried.stderr.strip()}" if tried.returncode else ""
