"""The engine on a Dask cluster."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future

import msgspec

from checks.model.assignment import Assignment
from grader.batch.cluster.errors import ClusterLostError, WorkerLostError
from grader.batch.cluster.gathering import Gathering, connection
from grader.batch.cluster.staff import Staff
from grader.batch.cluster.worker import Asked
from grader.judging.items import Judgement, WorkItem, broken

TRIES = 2  # workers that a WorkItem may be lost with before it is told to have ended them; it has the last one alone


class Cluster:
    """Judges on the workers of a Dask cluster, all at one isolation level. `with` ends them.

    Dask's client lives on a thread of its own; what this class offers can be called from any.
    """

    def __init__(
        self, address: str, assignment: Assignment, levels: Sequence[str], tell: Callable[[str], None]
    ) -> None:
        """`levels` are isolation levels, best first: the best that all workers have is used. `tell` is told, on that
        thread, of workers that join later and cannot be used.

        Raises:
            ClusterError: there is no such cluster, or it cannot be used.
            ModelError: a model solution does not answer.
        """
        self._loop, self._closing, self._staff = asyncio.new_event_loop(), asyncio.Event(), Staff()
        self._address, self._tell = address, tell
        opened: Future[str] = Future()
        self._thread = threading.Thread(target=self._run, args=(Asked(assignment, tuple(levels)), opened))
        self._thread.start()
        try:
            self.isolation = opened.result()
        except BaseException:
            self.close()
            raise

    @property
    def slots(self) -> int:
        """How many work items the workers that are there now judge at once, 1 while there is none."""
        return max(self._staff.slots, 1)

    def submit(self, item: WorkItem) -> Future[Judgement]:
        """Have one task's work judged. The future has a ClusterLostError where there is nobody left to do it."""
        return asyncio.run_coroutine_threadsafe(self._judge(item), self._loop)

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all judges, whatever they are at, and leave the cluster."""
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join()

    # --- on the thread of the client ----------------------------------------------------------------

    def _run(self, asked: Asked, opened: Future[str]) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._until_closed(asked, opened))

    async def _until_closed(self, asked: Asked, opened: Future[str]) -> None:
        work = asyncio.create_task(self._work(asked, opened))
        await self._closing.wait()
        work.cancel()
        await asyncio.wait((work,))

    async def _work(self, asked: Asked, opened: Future[str]) -> None:
        try:
            async with connection(self._address) as client:
                gathering = Gathering(client, self._address, self._staff, self._tell)
                opened.set_result(await gathering.open(asked))
                await gathering.watch()
        except Exception as error:  # whoever waits is told, whatever it is
            if opened.done():
                self._staff.fail(error)
            else:
                opened.set_exception(error)

    async def _judge(self, item: WorkItem) -> Judgement:
        packed = msgspec.msgpack.encode(item)
        for number in range(TRIES):
            member = await self._staff.take(alone=number > 0)
            try:
                return msgspec.msgpack.decode(await member.judge(packed), type=Judgement)
            except WorkerLostError:
                self._staff.drop(member)
            except ClusterLostError:
                raise
            except Exception as error:
                return broken(error)
            finally:
                self._staff.give_back(member)
        return broken(WorkerLostError(f"{TRIES} workers were lost while they judged it, the last one {member.address}"))
