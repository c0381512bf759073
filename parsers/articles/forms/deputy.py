"""Reading by deputy: in a process of its own, which is stopped when it takes too long.

What reads mails, feeds and pages are large programs of others, and a hostile file makes
each of them busy for minutes or takes all memory. So the bytes of a file go to a process
that does nothing else. It sets its own clock, which the system keeps: no library can be
too busy for it.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict
from threading import RLock
from typing import Any, Literal, NamedTuple

from parsers.articles.forms.told import Told
from parsers.articles.refusals import RefusedError

Apart = Literal["feed", "links", "listing", "mail", "member", "page", "parquet"]
"""What is read by deputy: forms, the links of feeds, and of archives their lists and their
members."""

Answer = tuple[Told | str, ...]
"""The articles in a file; in place of one that can not be read, the reason."""


class Limits(NamedTuple):
    """What one file may take."""

    seconds: float = 4
    """Of work; a page of a newspaper takes a fiftieth of a second."""
    memory: int = 2**30
    """Bytes of the whole process."""


_USUAL = Limits()

_WAITING = 3
"""So many times longer it may take when others keep the processor busy."""

_CLOCKS = (
    (signal.ITIMER_PROF, signal.SIGPROF, 1),
    (signal.ITIMER_REAL, signal.SIGALRM, _WAITING),
)

# The path is handed on, so that the deputy is the same program, and nothing in the
# folder where a person works is taken for a part of it.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from parsers.articles.forms.deputy import serve; serve(*sys.argv[2:])"
)


class Deputy:
    """A process that reads files of one form, one after the other."""

    def __init__(self, form: Apart, limits: Limits = _USUAL) -> None:
        self._form = form
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self.asking = RLock()
        """Held by who asks, and between questions by who has several."""

    def ask(self, data: bytes) -> Answer:
        """The articles in a file of these bytes.

        Raises:
            RefusedError: If the file can not be read, or not in time.
        """
        items = self.answer(data)
        return tuple(i if isinstance(i, str) else Told(**i) for i in items)

    def answer(self, data: bytes) -> list[Any]:
        """What is answered to these bytes, as JSON has it.

        Raises:
            RefusedError: If nothing can be, or not in time.
        """
        with self.asking:
            try:
                line = self._answer(data)
            except BaseException:
                self.stop()  # what it still answers is no answer to the next question
                raise
        answer = json.loads(line)
        if isinstance(answer, str):
            raise RefusedError(answer)
        assert isinstance(answer, list)
        return answer

    def ask_one(self, data: bytes) -> Told:
        """The only article in a file of these bytes.

        Raises:
            RefusedError: If it can not be read, or not in time.
        """
        (item,) = self.ask(data)
        return article(item)

    def stop(self) -> None:
        """End the process; the next file gets a new one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _answer(self, data: bytes) -> bytes:
        """The line that the process answers."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        line = b""
        with suppress(BrokenPipeError):
            process.stdin.write(b"%d\n" % len(data) + data)
            process.stdin.flush()
            line = process.stdout.readline()
        if line.endswith(b"\n"):
            return line
        if -process.wait() in (signal.SIGPROF, signal.SIGALRM):
            raise RefusedError(f"reading it takes more than {self._limits.seconds} s")
        raise RefusedError("what reads it broke down")

    def _running(self) -> subprocess.Popen[bytes]:
        """The process; a new one if there is none, or if somebody ended it."""
        if self._process is None or self._process.poll() is not None:
            program = (sys.executable, "-I", "-c", _START, json.dumps(sys.path))
            self._process = subprocess.Popen(
                [*program, self._form, *map(str, self._limits)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C is for the program, not for a deputy
            )
        return self._process


def article(item: Told | str) -> Told:
    """An article of an answer.

    Raises:
        RefusedError: If the answer has only the reason why it can not be read.
    """
    if isinstance(item, str):
        raise RefusedError(item)
    return item


def size_of(item: Told | str) -> int:
    """Characters of an article of an answer; none of one that can not be read."""
    if isinstance(item, str):
        return 0
    return sum(len(field or "") for field in (item.text, item.title, item.url))


_deputies: dict[Apart, Deputy] = {}


def deputy(form: Apart) -> Deputy:
    """The deputy for files of a form."""
    return _deputies.setdefault(form, Deputy(form))


@atexit.register
def _stop_all() -> None:
    for each in _deputies.values():
        each.stop()


# A process that is forked off must not speak through the pipes of its parent.
os.register_at_fork(after_in_child=_deputies.clear)


# --- in the process of the deputy ------------------------------------------------------


def serve(form: Apart, seconds: str, memory: str) -> None:
    """Read what comes in, answer with a line of JSON each time, until no more comes."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not get between the answers
    with suppress(ValueError, OSError):  # not every system knows the limit
        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    read = _reader(form)
    while size := asked.readline():
        data = asked.read(int(size))
        _set_clocks(float(seconds))
        answer = _told(read, data)
        _set_clocks(0)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _reader(form: Apart) -> Callable[[bytes], Iterable[object]]:
    """What reads a form."""
    match form:
        case "listing":
            from parsers.articles.forms import archives

            return archives.listed
        case "member":
            from parsers.articles.forms import archives

            return archives.member
        case "feed":
            from parsers.articles.forms import feeds

            return feeds.entries
        case "links":
            from parsers.articles.forms import feeds

            return feeds.links
        case "mail":
            from parsers.articles.forms import mail

            return mail.told
        case "page":
            from parsers.articles.forms import pages

            return pages.told
        case "parquet":
            from parsers.articles.forms import parquet

            return parquet.rows


def _told(read: Callable[[bytes], Iterable[object]], data: bytes) -> object:
    """What a file tells, as JSON has it; a text alone is the reason why it can not."""
    try:
        return [asdict(i) if isinstance(i, Told) else i for i in read(data)]
    except RefusedError as error:
        return error.reason
    except MemoryError:
        return "reading it takes too much memory"
    except RecursionError:
        return "it is nested too deep"


def _set_clocks(seconds: float) -> None:
    """Start the clocks at the end of which the system ends this process; 0 stops them."""
    for clock, alarm, times in _CLOCKS:
        signal.signal(alarm, signal.SIG_DFL)
        signal.setitimer(clock, seconds * times)
