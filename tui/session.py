"""Where a person was in the browser, kept from one start to the next."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from hashlib import blake2b
from pathlib import Path

from parsers.replacing import replacing

_LARGEST = 100_000
"""Bytes of a file that this program may have written."""
_PRIVATE = 0o600
"""Whose file it is reads and writes it, nobody else."""


@dataclass(frozen=True, slots=True)
class Session:
    """The open article, its selected figure, and what was listed."""

    article: str = ""
    """Its name; empty where none was open."""
    start: int = -1
    """Where the selected figure begins; -1 where none was selected."""
    top: int = 0
    """The offset of the first character that was in sight."""
    pane: str = "list"
    filter: str = ""
    order: str = "found"
    descending: bool = False
    entries_order: str = "found"
    entries_descending: bool = False
    totals: str = ""
    """By what the entries were added up."""
    rule: str = ""
    """A rule that was being written and was not saved; empty if there was none."""
    written: str = ""
    """What was written of it."""


NOWHERE = Session()


@dataclass(frozen=True, slots=True)
class SessionFile:
    """The file that keeps the session of some articles."""

    path: Path

    def load(self) -> Session:
        """The session that was saved; a file that is broken or strange is none."""
        try:
            with self.path.open(encoding="utf-8") as stream:
                kept = json.loads(stream.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return NOWHERE
        return _session(kept) if isinstance(kept, dict) else NOWHERE

    def save(self, session: Session) -> bool:
        """Write the session, whole or not at all; whether that was possible."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with replacing(self.path, _PRIVATE) as stream:
                stream.write(json.dumps(asdict(session)).encode())
        except (OSError, ValueError):
            return False
        return True


def session_file(paths: Iterable[Path]) -> SessionFile | None:
    """The file for some articles and folders (XDG Base Directory); None without a home."""
    chosen = os.environ.get("XDG_STATE_HOME", "")
    try:
        # The standard says to ignore a relative path.
        base = Path(chosen if chosen.startswith("/") else "~/.local/state").expanduser()
        named = sorted(os.fsencode(path.absolute()) for path in paths)
    except (OSError, RuntimeError):
        return None
    digest = blake2b(b"\0".join(named), digest_size=16).hexdigest()
    return SessionFile(base / "newsledger" / f"session-{digest}.json")


def _session(kept: dict[str, object]) -> Session:
    """What is good of a file."""
    values = {
        field.name: value
        for field in fields(Session)
        if type(value := kept.get(field.name)) is type(field.default)
    }
    return Session(**values)  # type: ignore[arg-type]
