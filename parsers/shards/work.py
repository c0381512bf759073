"""The work of one shard: its articles read, its entries written, both accounted for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import metadata
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from parsers.articles import Found, articles_in
from parsers.articles.forms import told_beside
from parsers.articles.refusals import RefusedError, reason_of
from parsers.errors import NewsledgerError
from parsers.ledger.parquet import write_entries
from parsers.making import made_with
from parsers.model import STATES, Reading, Skipped
from parsers.parallel import Reader, chunks_of, read_found_in
from parsers.pipeline import AHEAD
from parsers.shards.manifest import Count, Manifest
from parsers.shards.places import Folder, Place, fetched, folder, opened_system
from parsers.shards.planning import Shard, Source
from parsers.shards.scratch import scratch

ENTRIES = ".parquet"
MANIFEST = ".json"

_LIBRARIES = {
    "feed": ("feedparser",),
    "page": ("trafilatura",),
    "tar": ("trafilatura",),
    "warc": ("fastwarc", "trafilatura"),
    "zip": ("trafilatura",),
}
"""What else decides which text an article has."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all shards; it goes to each process that does some."""

    reader: Reader
    made_with: str
    """The rules and the program of the one who gives out the work."""
    version: str
    """Of the program."""
    output: Place

    @classmethod
    def of(cls, reader: Reader, version: str, output: Place) -> Job:
        """The job of this program."""
        return cls(reader, made_with(reader.pack), version, output)


@dataclass(frozen=True, slots=True)
class Done:
    """A shard whose files are there."""

    manifest: Manifest
    is_new: bool
    """Whether they were written just now."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A shard of which nothing was written."""

    shard: str
    reason: str


Outcome: TypeAlias = Done | Failed
Read: TypeAlias = Callable[[Iterable[Found | Skipped]], Iterable[Reading | Skipped]]
ReadChunk: TypeAlias = Callable[
    [Sequence[Found | Skipped]], Sequence[Reading | Skipped]
]


class OtherProgramError(NewsledgerError):
    """The process that has the work is of another version than the one who gave it."""

    def __init__(self) -> None:
        super().__init__(
            "newsledger is not the same there as here: install one version"
        )


def work(shard: Shard, job: Job) -> Outcome:
    """Make sure that the files of a shard are there."""
    return _done(
        shard,
        job,
        lambda found: chain.from_iterable(
            map(_readers.of(job), chunks_of(found, AHEAD))
        ),
    )


def careful_work(shard: Shard, job: Job) -> Outcome:
    """The same of a shard that ended its process: its articles are read in another one.

    So an article that ends a process is found, and is one that could not be read.
    """
    return _done(shard, job, lambda found: read_found_in(1, found, job.reader))


class _Readers:
    """Has what this process read with last, ready to go on."""

    def __init__(self) -> None:
        self._kept: tuple[str, ReadChunk] | None = None

    def of(self, job: Job) -> ReadChunk:
        """What reads chunks of articles with the rules of a job."""
        key = f"{job.made_with} {job.reader.size_limit}"
        if self._kept is None or self._kept[0] != key:
            self._kept = key, job.reader()
        return self._kept[1]


_readers = _Readers()


def _done(shard: Shard, job: Job, read: Read) -> Outcome:
    try:
        if made_with(job.reader.pack) != job.made_with:
            raise OtherProgramError
        to = folder(job.output)
        identity = _identity(shard, job)
        kept = _kept(shard, identity, to)
        return Done(kept, False) if kept else _made(shard, identity, job, to, read)
    except (OSError, ValueError, RefusedError) as error:
        return Failed(shard.name, _told(error))
    except NewsledgerError as error:
        return Failed(shard.name, str(error))


def _told(error: OSError | ValueError | RefusedError) -> str:
    known = isinstance(error, RefusedError) or getattr(error, "errno", None) is not None
    return reason_of(error) if known else f"{type(error).__name__}: {error}"


def _kept(shard: Shard, identity: str, to: Folder) -> Manifest | None:
    """The manifest of what is there already, if it is what would be written."""
    data = to.read(shard.name + MANIFEST)
    manifest = Manifest.of(data) if data is not None else None
    if manifest is None or manifest.identity != identity:
        return None
    return manifest if to.size(shard.name + ENTRIES) == manifest.size else None


def _made(shard: Shard, identity: str, job: Job, to: Folder, read: Read) -> Outcome:
    """Read a shard, and write its entries and then its manifest.

    Who finds the manifest finds the entries that it is about.
    """
    count = Count()
    with _found(shard) as found, to.writing(shard.name + ENTRIES) as file:
        write_entries(count.entries_of(read(found)), file)
        if count.errors and not count.articles:
            name, reason = count.skipped[0]
            raise RefusedError(f"nothing in it can be read: {name}: {reason}")
        size = file.tell()
    manifest = Manifest(
        shard=shard.name,
        identity=identity,
        pack=job.reader.pack.digest,
        version=job.version,
        articles=count.articles,
        entries=count.entries,
        figures=tuple((state, count.figures[state]) for state in STATES),
        errors=tuple(sorted(count.errors.items())),
        skipped=tuple(count.skipped),
        overruns=tuple(sorted(count.overruns.items())),
        size=size,
    )
    with to.writing(shard.name + MANIFEST) as file:
        file.write(manifest.json)
    return Done(manifest, True)


@contextmanager
def _found(shard: Shard) -> Iterator[Iterable[Found | Skipped]]:
    """The articles of a shard; what lies at a URL is on this machine meanwhile."""
    with ExitStack() as stack:
        yield _articles(shard, cache(lambda: stack.enter_context(scratch())))


def _articles(shard: Shard, place: Callable[[], Path]) -> Iterator[Found | Skipped]:
    for number, (name, where) in enumerate(shard.sources):
        if isinstance(where, bytes):
            yield from articles_in(Found(name, where))
            continue
        try:
            # By its name, which may tell a title, in a folder of its own.
            copy = place() / str(number) / PurePosixPath(where).name
            copy.parent.mkdir()
            fetched(where, copy)
        except OSError as error:
            yield Skipped(name, os.fsencode(where), _told(error))
        else:
            yield from articles_in(Found(name, os.fsencode(copy)))


def _identity(shard: Shard, job: Job) -> str:
    """What a shard is made of and with.

    Raises:
        OSError: If its only file is not there.
    """
    told = blake2b(f"{job.made_with} {job.reader.size_limit}".encode(), digest_size=16)
    libraries: set[str] = set()
    for source in shard.sources:
        told.update(f"\n{source.name}\0".encode("utf-8", "surrogateescape"))
        told.update(_version(source).encode())
        libraries.update(_LIBRARIES.get(source.form or "", ()))
    for library in sorted(libraries):
        told.update(f"\n{library} {_installed(library)}".encode())
    return told.hexdigest()


def _version(source: Source) -> str:
    """What changes with the bytes of a file, and with what is told of it beside them.

    Nothing of one that can not be looked at.
    """
    try:
        if isinstance(source.place, bytes):
            status = os.stat(source.place)  # noqa: PTH116 - a Path takes no bytes
            beside = told_beside(source.place)
            return f"{status.st_size} {status.st_mtime_ns} {beside}"
        system, path = opened_system(source.place)
        return str(system.ukey(path))
    except (OSError, ValueError):
        return ""


@cache
def _installed(library: str) -> str:
    """The version of a library; nothing of one that is not there."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
