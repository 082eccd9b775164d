"""One worker of the cluster, as the batch sees it."""

from typing import Any

import msgspec
from distributed import Client, Future

from checks.printable import one_line
from grader.batch.cluster.errors import RefusedError, WorkerLostError
from grader.batch.cluster.remote import Remote
from grader.batch.cluster.versions import difference, versions
from grader.batch.cluster.worker import Asked
from grader.batch.pool import Ready
from grader.judging.answers import ModelError


class Member:
    """A worker with `size` threads; `isolation` is the level of its judges, once it has entered.

    `under` is how many work items it has; while it has one `alone`, it is given no other.
    """

    def __init__(self, client: Client, address: str, size: int) -> None:
        self.address, self.size, self.isolation = address, size, ""
        self.under, self.alone = 0, False
        self._remote = Remote(client, address)
        self._lease = self._remote.key("judges")
        self._held: tuple[Future[Any], ...] = ()

    async def enter(self, asked: Asked) -> None:
        """Have it start judges.

        Raises:
            RefusedError: it cannot be used.
            ModelError: a model solution does not answer there.
            WorkerLostError: it is gone.
            ClusterLostError: the scheduler is gone.
        """
        await self._compare()
        enter, judge = self._remote.function("enter"), self._remote.function("judge")
        judges = self._remote.start(self._lease, enter, self._lease, msgspec.msgpack.encode(asked))
        self._held = (judges, judge)
        ready = msgspec.msgpack.decode(await self._remote.result(judges), type=Ready)
        if ready.lacks:
            level = asked.levels[-1]
            raise RefusedError(f"worker {self.address} lacks isolation `{level}`: {one_line(ready.lacks)}")
        if ready.unanswered:
            raise ModelError(ready.unanswered)
        if ready.failed:
            raise RefusedError(f"worker {self.address} cannot grade: {one_line(ready.failed)}")
        self.isolation = ready.isolation

    async def _compare(self) -> None:
        tell = self._remote.function("tell")
        try:
            there = await self._remote.call(self._remote.key("versions"), tell)
        except (ModuleNotFoundError, AttributeError) as error:
            raise RefusedError(f"worker {self.address} does not have this grader: {one_line(str(error))}") from error
        if differing := difference(msgspec.msgpack.decode(there, type=dict[str, str]), versions()):
            raise RefusedError(f"worker {self.address} has another version: {one_line(differing)}")

    async def judge(self, item: bytes) -> bytes:
        """Have a work item judged there; the Judgement.

        Raises:
            WorkerLostError: it is gone.
            ClusterLostError: the scheduler is gone.
        """
        _, judge = self._held
        done = await self._remote.call(self._remote.key("judge", item), judge, self._lease, item)
        if not done:
            raise WorkerLostError(f"worker {self.address} has no judges any more")
        return done

    def leave(self) -> None:
        """Give it up: its judges end, and whoever waits for it is told that it is lost."""
        self._remote.give_up()
        for held in self._held:
            held.release()
