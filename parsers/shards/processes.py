"""Shards done in processes of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.shards.planning import Shard
from parsers.shards.work import Job, Outcome, careful_work, work
from parsers.workers import Lost, Workers


@dataclass(frozen=True, slots=True)
class _Hand:
    """Makes ready what does shards."""

    job: Job

    def __call__(self) -> Callable[[Sequence[Shard]], list[Outcome]]:
        """What does a few shards."""
        return lambda shards: [work(shard, self.job) for shard in shards]


def outcomes(jobs: int, shards: Iterable[Shard], job: Job) -> Iterator[Outcome]:
    """What becomes of each shard, in their order.

    One that ends its process, and does so again, is done carefully.

    Args:
        jobs: How many are done at once.
        shards: What there is to do.
        job: What they are done with.

    Raises:
        WorkersError: If no process can be started.
    """
    with Workers(jobs, _Hand(job)) as workers:
        for result in workers.results((shard,) for shard in shards):
            if isinstance(result, Lost):
                yield careful_work(result.item, job)
            else:
                yield result
