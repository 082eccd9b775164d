"""The engine on a Dask cluster."""

import asyncio
import functools
import logging
import operator
import pkgutil
import uuid
import warnings
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

import msgspec
from distributed import Client, KilledWorker
from distributed.client import ClosedClientError, FutureCancelledError
from distributed.versions import VersionMismatchWarning

from checks.model.assignment import Assignment
from checks.printable import one_line
from grader.batch.cluster.errors import ClusterError, ClusterLostError, WorkerLostError
from grader.batch.cluster.staff import Staff
from grader.batch.cluster.worker import Asked, Given
from grader.judging.items import Judgement, WorkItem, broken

Said = TypeVar("Said")
CONNECT_SECONDS = 10.0
# Named here and looked up on the worker: the scheduler, which unpickles every call, needs nothing of ours.
JUDGE = "grader.batch.cluster.worker:judge"


class Cluster:
    """Judges on the workers of a Dask cluster, all at one isolation level. `with` ends them.

    Dask's client has a thread of its own; what this class offers can be called from any other.
    """

    def __init__(
        self, address: str, assignment: Assignment, levels: Sequence[str], warn: Callable[[str], None]
    ) -> None:
        """`levels` are isolation levels, best first: the best that all workers have is used. Workers that join later
        and cannot be used are told to `warn`, on that thread.

        Raises:
            ClusterError: there is no such cluster, or it cannot be used.
            ClusterLostError: its scheduler was lost.
            ModelError: a model solution does not answer.
        """
        self._client: Any = _connected(address)  # on its own thread all that it does is awaited: its types do not know
        self._loop: asyncio.AbstractEventLoop = self._client.loop.asyncio_loop
        self._staff = Staff(self._client, address, warn)
        self._under: set[Any] = set()
        self._alone = asyncio.Lock()
        self._watch: asyncio.Future[None] = asyncio.Future(loop=self._loop)
        try:
            self.isolation = self._started(self._open(Asked(assignment, tuple(levels)))).result()
        except BaseException:
            self.close()
            raise

    async def _open(self, asked: Asked) -> str:
        level = await self._staff.open(asked)
        self._watch = asyncio.create_task(self._staff.watch())
        return level

    @property
    def slots(self) -> int:
        """How many work items the workers that are there now judge at once, 1 while there is none."""
        return max(self._staff.slots, 1)

    def submit(self, item: WorkItem) -> Future[Judgement]:
        """Have one task's work judged. The future has a ClusterLostError where there is nobody left to do it."""
        return self._started(self._judge(item))

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster: the scheduler forgets what it was asked for, and all judges end, whatever they are at."""
        self._started(self._end()).result()
        self._client.close()

    def _started(self, work: Coroutine[Any, Any, Said]) -> Future[Said]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    # --- on the thread of the client ----------------------------------------------------------------

    async def _judge(self, item: WorkItem) -> Judgement:
        """Have Dask give it to a worker, and to another when that one is lost.

        Dask counts the workers that were lost while they had it, but they had others too. So once it is enough for
        Dask, the work item is tried once more, alone.
        """
        given = msgspec.msgpack.encode(Given(self._staff.batch, item))
        try:
            async with self._alone:
                future = self._client.submit(
                    *(functools.reduce, operator.call, (JUDGE, given), pkgutil.resolve_name),
                    key=f"grader-judge-{uuid.uuid4().hex}",
                    resources={self._staff.batch: 1},
                )
                self._under.add(future)
            try:
                return await self._said(future)
            except KilledWorker:
                return await self._judge_alone(future)
            finally:
                self._under.discard(future)
        except (ClosedClientError, FutureCancelledError) as error:
            raise ClusterLostError from error
        except KilledWorker as error:
            lost, last = error.allowed_failures + 2, error.last_worker.address
            return broken(WorkerLostError(f"{lost} workers were lost while they judged it, the last one {last}"))
        except ClusterLostError:
            raise
        except Exception as error:
            return broken(error)

    async def _judge_alone(self, future: Any) -> Judgement:
        """Have it tried again while the batch has nothing else under way."""
        self._under.discard(future)
        async with self._alone:
            await asyncio.gather(*(other.result() for other in self._under), return_exceptions=True)
            await future.retry()  # Dask goes on counting
            return await self._said(future)

    async def _said(self, future: Any) -> Judgement:
        said = asyncio.ensure_future(future.result())
        await asyncio.wait((said, self._watch), return_when=asyncio.FIRST_COMPLETED)
        if not said.done():
            said.cancel()
            self._watch.result()  # raises what has ended it
        return msgspec.msgpack.decode(said.result(), type=Judgement)

    async def _end(self) -> None:
        looking = (self._watch, *self._staff.joining.values())
        for each in looking:
            each.cancel()
        await asyncio.wait(looking)


def _connected(address: str) -> Any:
    """A client of the scheduler at this address.

    Raises:
        ClusterError: there is none that can be reached.
    """
    shown = one_line(address)
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told in one line
    warnings.simplefilter("ignore", VersionMismatchWarning)  # what matters is compared
    try:
        return Client(address, set_as_default=False, timeout=CONNECT_SECONDS)
    except ValueError as error:
        said = f"`{shown}` is no address of a Dask scheduler, as tcp://host:8786 is"
        raise ClusterError(f"{said}: {one_line(str(error))}") from error
    except (OSError, TypeError, RuntimeError, ImportError) as error:
        why = one_line(str(error) or type(error).__name__)
        raise ClusterError(f"no Dask scheduler can be reached at {shown}: {why}") from error
