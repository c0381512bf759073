"""Shards done by a Dask cluster: one on this machine, or one that is there already.

The rules travel with the job: each worker gets them once, also one that is started later.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import Any
from uuid import uuid4

import dask
from distributed import Client, KilledWorker, WorkerPlugin, as_completed, get_worker

from parsers.errors import NewsledgerError
from parsers.shards.planning import Shard
from parsers.shards.work import Failed, Job, Outcome, careful_work, work

AHEAD = 1_000
"""Shards that the scheduler knows of at a time."""
RETRIES = 2
"""How often a shard is tried again that broke down for a reason which nobody knows."""

_SETTINGS = {"distributed.scheduler.allowed-failures": 1}
"""Of a cluster of our own: a shard that ended two workers is done carefully."""
_PATIENCE = 30
"""Seconds in which a cluster answers."""


class ClusterError(NewsledgerError):
    """A cluster can not be reached, or not be started; `reason` says why."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"no Dask cluster at {address}: {reason}")
        self.address = address
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where shards are done."""

    address: str | None
    """Of its scheduler; None for processes of this machine."""
    jobs: int
    """How many of these."""


def outcomes(cluster: Cluster, shards: Iterable[Shard], job: Job) -> Iterator[Outcome]:
    """What becomes of each shard, in the order in which they are done.

    A worker that is killed costs time: what it had is done by another one. A shard that
    ends one worker after the other is done carefully, by this process.

    Raises:
        ClusterError: If the cluster can not be reached.
    """
    with _client(cluster) as client:
        bag = _Bag(job)
        client.register_plugin(bag)
        try:
            yield from _Run(client, bag, iter(shards)).outcomes()
        finally:
            client.unregister_worker_plugin(bag.name)


class _Run:
    """The shards of one job on their way through a cluster."""

    def __init__(self, client: Client, bag: _Bag, shards: Iterator[Shard]) -> None:
        self._client = client
        self._bag = bag
        self._waiting = shards
        self._sent: dict[str, Shard] = {}

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of each, in the order in which they are done."""
        done = as_completed(self._send(AHEAD))
        for future in done:
            outcome = self._outcome(future)
            future.release()  # else a worker that is lost has it done again
            for more in self._send(1):
                done.add(more)
            yield outcome

    def _send(self, most: int) -> list[Any]:
        return [self._submit(shard) for shard in islice(self._waiting, most)]

    def _submit(self, shard: Shard) -> Any:
        future = self._client.submit(
            _task,
            shard,
            self._bag.name,
            key=f"{shard.name}-{self._bag.name}",
            pure=False,
            retries=RETRIES,
        )
        self._sent[future.key] = shard
        return future

    def _outcome(self, future: Any) -> Outcome:
        shard = self._sent.pop(future.key)
        error = future.exception() if future.status == "error" else None
        if isinstance(error, KilledWorker):
            return careful_work(shard, self._bag.job)
        if error is not None:
            return Failed(shard.name, f"{type(error).__name__}: {error}")
        outcome: Outcome = future.result()
        return outcome


class _Bag(WorkerPlugin):  # type: ignore[misc]
    """Carries the job to each worker."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.name = f"newsledger-{uuid4().hex}"


_alone = Lock()
"""Held by the thread that reads: an engine is for one, and so is a core."""


def _task(shard: Shard, bag: str) -> Outcome:
    """One shard, in a worker."""
    job: Job = get_worker().plugins[bag].job
    with _alone:
        return work(shard, job)


@contextmanager
def _client(cluster: Cluster) -> Iterator[Client]:
    """A client of the cluster, which ends with it if it is our own."""
    own = {
        "n_workers": cluster.jobs,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": "127.0.0.1:0",  # any port; it would take a known one
        "silence_logs": logging.CRITICAL,
    }
    there = cluster.address or "this machine"
    with dask.config.set(_SETTINGS if cluster.address is None else {}):
        try:
            client = (
                Client(**own)
                if cluster.address is None
                else Client(cluster.address, timeout=_PATIENCE)
            )
        except (OSError, ValueError) as error:
            raise ClusterError(there, str(error).partition("\n")[0]) from error
        with client:
            yield client
