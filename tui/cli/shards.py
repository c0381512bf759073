"""`newsledger extract --shard` and `--engine dask`: shards read into a folder of Parquet."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from parsers.ledger.parquet import MissingPyArrowError
from parsers.model import Skipped, State
from parsers.parallel import Reader
from parsers.shards import planning
from parsers.shards.manifest import NAMED
from parsers.shards.places import MissingLibraryError, Place, folder, place
from parsers.shards.planning import Part, Shard
from parsers.shards.work import ENTRIES, Done, Failed, Job, Outcome
from parsers.workers import cores
from tui.cli.exits import Exit
from tui.cli.loading import loaded
from tui.cli.output import OutputError
from tui.cli.progress import Progress
from tui.cli.streams import say
from tui.cli.tally import accounted
from tui.cli.version import version


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    inputs: Sequence[Place]
    """Those of the settings when empty."""
    rules: Sequence[Path]
    """Rule files and folders; those of the settings when empty."""
    output: Place
    part: Part | None
    """Of all shards; None for all of them, by Dask."""
    cluster: str | None
    """The address of its scheduler; None for processes of this machine."""
    jobs: int | None
    """How many of these."""

    @classmethod
    def typed(cls, args: Namespace) -> Request:
        """What was typed."""
        return cls(
            inputs=[place(str(path)) for path in args.paths],
            rules=args.rules,
            output=place(args.output),
            part=Part(*args.shard) if args.shard else None,
            cluster=args.cluster,
            jobs=args.jobs,
        )


def run(asked: Request) -> Exit:
    """Do the shards that are asked for, as far as their files are not there.

    Raises:
        MissingPyArrowError: If pyarrow is not installed.
        MissingLibraryError: If dask is not installed, or for a URL fsspec.
        ClusterError: If the cluster can not be reached.
        OutputError: If the folder can not be made.
        WorkersError: If no process can be started.
    """
    if find_spec("pyarrow") is None:
        raise MissingPyArrowError
    settings, engine, broken = loaded(asked.rules)
    try:
        there = folder(asked.output)
    except OSError as error:
        raise OutputError(str(asked.output), error.strerror or str(error)) from error
    job = Job.of(
        Reader(engine.program.pack, settings.size_limit), version(), asked.output
    )
    shards = _Shards(asked.inputs or settings.articles, asked.part)
    summary = _Summary()
    with Progress.alone() as progress:
        for outcome in _outcomes(asked, shards, job):
            summary.add(outcome)
            progress.show(summary.so_far)
    for line in (*shards.skipped(), *summary.lines()):
        say(line)
    for name in shards.strangers(there.names()):
        say(f"of no shard of this run: {name}; remove it if it is of an earlier one")
    if not summary.shards and shards.skipped_any:
        return Exit.USAGE
    return Exit.PROBLEMS if broken or summary.failed else Exit.OK


def _outcomes(asked: Request, shards: _Shards, job: Job) -> Iterator[Outcome]:
    if asked.part is not None:
        from parsers.shards import processes

        yield from processes.outcomes(asked.jobs or 1, shards, job)
        return
    try:
        from parsers.shards.cluster import Cluster, outcomes
    except ImportError:
        raise MissingLibraryError("distributed", "--engine dask") from None
    cluster = Cluster(asked.cluster, asked.jobs or cores())
    yield from outcomes(cluster, shards, job)


class _Shards:
    """The shards that are to be done; what is in none is kept in mind."""

    def __init__(self, inputs: Sequence[Place], part: Part | None) -> None:
        self._inputs = inputs
        self._part = part or Part(1, 1)
        self._names: set[str] = set()
        self._skipped: list[Skipped] = []

    def __iter__(self) -> Iterator[Shard]:
        position = 0
        for item in planning.plan(self._inputs):
            if isinstance(item, Skipped):
                self._skipped.append(item)
                continue
            self._names.add(item.name)
            if self._part.takes(position):
                yield item
            position += 1

    @property
    def skipped_any(self) -> bool:
        """Whether something that was named, or lies below it, is in no shard."""
        return bool(self._skipped)

    def skipped(self) -> Iterator[str]:
        """Lines that name what is in no shard."""
        for each in self._skipped[:NAMED]:
            yield f"skipped {each.name}: {each.reason}"
        if len(self._skipped) > NAMED:
            yield f"skipped, not named here: {len(self._skipped) - NAMED:,}"

    def strangers(self, names: Sequence[str]) -> list[str]:
        """Files of entries that no shard of all parts has."""
        stems = {name: name.removesuffix(ENTRIES) for name in names}
        return [n for n, stem in stems.items() if n != stem and stem not in self._names]


class _Summary:
    """What became of the shards, added up from their manifests."""

    def __init__(self) -> None:
        self._written = 0
        self._kept = 0
        self._articles = 0
        self._entries = 0
        self._figures: Counter[State] = Counter()
        self._errors: Counter[str] = Counter()
        self.failed: list[Failed] = []

    def add(self, outcome: Outcome) -> None:
        """Count one shard."""
        if isinstance(outcome, Failed):
            self.failed.append(outcome)
            return
        self._count(outcome)

    def _count(self, done: Done) -> None:
        self._written += done.is_new
        self._kept += not done.is_new
        self._articles += done.manifest.articles
        self._entries += done.manifest.entries
        self._figures.update(dict(done.manifest.figures))
        self._errors.update(dict(done.manifest.errors))

    @property
    def shards(self) -> int:
        """How many there were."""
        return self._written + self._kept + len(self.failed)

    @property
    def so_far(self) -> str:
        """One short line for the person who waits."""
        return f"shards: {self.shards:,}, {self._read}"

    @property
    def _read(self) -> str:
        return f"articles: {self._articles:,}, entries: {self._entries:,}"

    def lines(self) -> Iterator[str]:
        """Lines that account for everything."""
        for kind, count in sorted(self._errors.items()):
            yield f"skipped articles: {count:,}: {kind}"
        for each in self.failed:
            yield f"failed {each.shard}: {each.reason}"
        yield (
            f"shards: {self.shards:,} (written: {self._written:,},"
            f" there already: {self._kept:,}, failed: {len(self.failed):,})"
        )
        yield f"{self._read}, {accounted(self._figures)}"
