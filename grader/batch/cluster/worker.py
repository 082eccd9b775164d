"""What runs on a worker: the judges of one batch, one for each of its threads.

They live as long as their lease, the Dask key under which they were asked for. When the batch lets go of the key, or is
gone, the scheduler drops it, and with it the worker ends the judges.
"""

import asyncio
from typing import Any

import msgspec
from distributed import Worker, WorkerPlugin, get_worker
from distributed.core import Status
from msgspec import Struct

from checks.model.assignment import Assignment
from grader.batch.cluster.versions import versions
from grader.batch.pool import Pool, Ready
from grader.folders import cache_folder
from grader.judging.answers import ModelError
from grader.judging.items import WorkItem, broken
from grader.sandbox.server import IsolationError


class Asked(Struct, frozen=True):
    """What is asked of a worker: judges for an assignment, at the first of these levels that it has."""

    assignment: Assignment
    levels: tuple[str, ...]


class Given(Struct, frozen=True):
    """A work item of a batch."""

    batch: str
    item: WorkItem


class Judges(WorkerPlugin):
    """The judges of one batch on one worker, in processes of their own.

    While they are there the worker has a Dask resource of the batch's name, which every work item of it asks for.
    """

    def __init__(self, asked: Asked, batch: str, lease: str) -> None:
        self.ready = Ready(failed="its judges were ended before they were ready")
        self._asked, self._batch, self._lease = asked, batch, lease
        self.pool: Pool | None = None
        self._closed = False

    async def setup(self, worker: Worker) -> None:
        """Start them; `ready` says what became of that."""
        self._worker = worker
        await asyncio.to_thread(self._open, worker.state.nthreads)
        if self.ready.isolation and not self._closed:
            await worker.set_resources(**{self._batch: worker.state.nthreads})
            if worker.status is Status.running:  # the scheduler sees only one that pauses when it looks for what waits
                worker.status = Status.paused
                worker.status = Status.running

    def _open(self, size: int) -> None:
        try:
            self.pool = Pool(self._asked.assignment, self._asked.levels, cache_folder(), size)
        except IsolationError as error:
            self.ready = Ready(lacks=str(error))
        except ModelError as error:
            self.ready = Ready(unanswered=str(error))
        except Exception as error:
            self.ready = Ready(failed=f"{type(error).__name__}: {error}")
        else:
            self.ready = Ready(isolation=self.pool.isolation)
            if self._closed:
                self.pool.close()

    async def teardown(self, worker: Worker) -> None:
        """End them, whatever they are at."""
        self._closed = True
        if worker.status in (Status.running, Status.paused):
            await worker.set_resources(**{self._batch: 0})
        if self.pool is not None:
            await asyncio.to_thread(self.pool.close)

    def transition(self, key: object, start: str, finish: str, **_: Any) -> None:
        """What becomes of a key on this worker: with the lease, the judges end."""
        if key == self._lease and finish == "released":
            self._worker.loop.add_callback(self._worker.plugin_remove, self._batch)


# --- called from where the batch was started -------------------------------------------------------
# What comes and goes is bytes; what fails is told in them too, since Dask pickles what is raised, or fails to.


def tell() -> bytes:
    """The versions here."""
    return msgspec.msgpack.encode(versions())


async def enter(batch: str, lease: str, dask_worker: Worker) -> bytes:
    """Start judges as the data of the lease asks for them, in place of those of this batch; tells if they are Ready."""
    asked: Any = dask_worker.data[lease]
    judges = Judges(msgspec.msgpack.decode(asked, type=Asked), batch, lease)
    await dask_worker.plugin_add(judges, name=batch, catch_errors=False)
    return msgspec.msgpack.encode(judges.ready)


def judge(given: bytes) -> bytes:
    """Have the judges of a batch judge a work item; tells the Judgement."""
    try:
        work = msgspec.msgpack.decode(given, type=Given)
        judges: Any = get_worker().plugins[work.batch]
        done = judges.pool.submit(work.item).result()
    except Exception as error:  # where the judges were ended, nobody is told: the worker ends, or the batch has
        done = broken(error)
    return msgspec.msgpack.encode(done)
