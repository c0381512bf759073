"""The articles to measure with: where they lie, and a fixed choice of them.

The folder is told by `--corpus`, else by the variable NEWSLEDGER_CORPUS. Choices depend
on the names in the folder and on the seed alone.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from parsers.articles import Found, find  # noqa: E402 - found by the line above
from parsers.engine.reader import Engine  # noqa: E402
from parsers.pipeline import load_rules  # noqa: E402
from parsers.resources import data_folder  # noqa: E402
from parsers.settings import resolve, rule_files  # noqa: E402

Done = TypeVar("Done")
VARIABLE = "NEWSLEDGER_CORPUS"
CHUNK = 500
"""Articles that a process takes at once."""
SAMPLE = 20_000_000
"""Bytes of articles that the extraction is measured on."""


def arguments(about: str | None) -> argparse.ArgumentParser:
    """The options that every script on the corpus has."""
    parser = argparse.ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, help=f"folder of articles [${VARIABLE}]")
    parser.add_argument("--seed", type=int, default=0, help="of the choice [0]")
    return parser


def folder(given: Path | None) -> Path:
    """The folder of the corpus; the program ends where there is none."""
    path = given or Path(os.environ.get(VARIABLE, ""))
    if path == Path() or not path.is_dir():
        sys.exit(f"no corpus: give a folder with --corpus or in {VARIABLE}")
    return path


def everything(path: Path) -> list[Found]:
    """All files of the corpus, by name; the program ends where there is none."""
    files = [found for found in find([path]) if isinstance(found, Found)]
    return files or sys.exit(f"no corpus: {path} holds no files")


def shuffled(path: Path, seed: int) -> list[Found]:
    """All files of the corpus in an order that the seed tells."""
    files = everything(path)
    random.Random(seed).shuffle(files)
    return files


def sample(path: Path, seed: int, size: int = SAMPLE) -> list[Found]:
    """Files of that many bytes together, the last one filling it up."""
    chosen: list[Found] = []
    for found in shuffled(path, seed):
        if size <= 0:
            break
        chosen.append(found)
        size -= size_of(found)
    return chosen


def in_processes(
    work: Callable[[Sequence[Found]], Done], files: Sequence[Found], jobs: int
) -> Iterator[Done]:
    """What some work makes of all files, in so many processes; one is this one."""
    if jobs == 1:
        yield work(files)
        return
    chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn) as pool:
        yield from pool.map(work, chunks)


def size_of(found: Found) -> int:
    """The bytes of a file."""
    return Path(os.fsdecode(found.path)).stat().st_size


def engine() -> Engine:
    """The rules that ship along, whatever the settings of the person are."""
    settings = resolve(data_folder("config"), ()).settings
    ruleset = load_rules(rule_files(settings.rules))
    if ruleset.engine is None or ruleset.broken:
        sys.exit(ruleset.text)
    return ruleset.engine
