"""Which shards there are: the unit of work, small enough to be done anew if it is lost.

A file that holds several articles is a shard, and so are a thousand other files. The
same inputs come to the same shards on every machine that sees them in the same place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from parsers.articles import Found, Names, find_files
from parsers.articles.forms import Form, form_of
from parsers.articles.forms.naming import SEVERAL
from parsers.articles.refusals import reason_of
from parsers.model import Skipped
from parsers.shards.places import Place, opened_system

SLICE = 1_000
"""Files of one article each that are a shard together."""

_HASH = 5
"""Bytes that tell outputs of files with one name from each other."""
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80
_ANY = re.compile(r"[*?\[]")
"""What stands for several names in a URL that has `*`."""


class Source(NamedTuple):
    """A file of a shard."""

    name: str
    """How outputs call it."""
    place: bytes | str
    """Its path, as the operating system spells it, or its URL."""

    @property
    def form(self) -> Form | None:
        """The form that it has, as far as its place tells; None for plain text."""
        return form_of(os.fsencode(self.place))

    @property
    def is_whole(self) -> bool:
        """Whether it is a shard by itself."""
        return self.form in SEVERAL


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that are read together, into one file of entries."""

    name: str
    """What its files are called that are written, before the dot."""
    sources: tuple[Source, ...]


class Part(NamedTuple):
    """One of the parts that all shards are dealt out to, from 1 on."""

    number: int
    of: int

    def takes(self, position: int) -> bool:
        """Whether the shard at a position is in this part."""
        return position % self.of == self.number - 1


def plan(inputs: Sequence[Place]) -> Iterator[Shard | Skipped]:
    """The shards of some inputs, always in the same order.

    Args:
        inputs: Files and folders, and URLs of such; `*` in a URL stands for any name.

    Raises:
        MissingLibraryError: If there is a URL, and fsspec is not installed.
    """
    paths = [each for each in inputs if isinstance(each, Path)]
    loose: list[Source] = []
    number = 0
    tag = _tag(*sorted(os.path.realpath(path) for path in paths), *_urls(inputs))
    for item in _sources(paths, _urls(inputs)):
        if isinstance(item, Skipped):
            yield item
        elif item.is_whole:
            yield Shard(f"{_fit(item.name)}-{_tag(_where(item))}", (item,))
        else:
            loose.append(item)
        if len(loose) == SLICE:
            number += 1
            yield Shard(f"articles-{number:06}-{tag}", tuple(loose))
            loose = []
    if loose:
        yield Shard(f"articles-{number + 1:06}-{tag}", tuple(loose))


def _urls(inputs: Iterable[Place]) -> list[str]:
    return sorted({each for each in inputs if isinstance(each, str)})


def _sources(paths: Sequence[Path], urls: Sequence[str]) -> Iterator[Source | Skipped]:
    for item in find_files(paths):
        yield Source(item.name, item.path) if isinstance(item, Found) else item
    names = Names(one_folder=len(urls) == 1)
    for url in urls:
        try:
            yield from _remote(url, names)
        except OSError as error:
            yield Skipped(url, os.fsencode(url), reason_of(error))


def _remote(url: str, names: Names) -> Iterator[Source]:
    """The files at a URL; hidden ones are passed over, as in folders.

    Raises:
        OSError: If nothing is there, or it can not be reached.
    """
    system, path = opened_system(url)
    if "*" in path:
        found, top = system.glob(path), _ANY.split(path)[0].rpartition("/")[0] + "/"
    elif system.isdir(path):
        found, top = system.find(path), path.rstrip("/") + "/"
    else:
        system.info(path)
        found, top = [path], ""
    for each in sorted(found):
        name = each.removeprefix(top) if top else PurePosixPath(each).name
        if any(part.startswith(".") for part in name.split("/")):
            continue
        label = PurePosixPath(each).parent.name
        yield Source(names.unique(name, label), str(system.unstrip_protocol(each)))


def _where(source: Source) -> str:
    """What tells a file from all others."""
    if isinstance(source.place, str):
        return source.place
    return os.fsdecode(os.path.realpath(source.place))


def _fit(name: str) -> str:
    """A name that every store takes, and that nobody takes for hidden."""
    return _UNFIT.sub("_", name)[-_LONGEST:].strip("._")


def _tag(*parts: str) -> str:
    told = "\n".join(parts).encode("utf-8", "surrogateescape")
    return blake2b(told, digest_size=_HASH).hexdigest()
