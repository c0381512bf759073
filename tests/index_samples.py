"""A project with an index, and all that the index holds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from parsers.engine import Engine
from parsers.indexing.database import reading, writing
from parsers.indexing.survey import UNSETTLED, Survey
from parsers.indexing.update import Step, Update
from parsers.model import Skipped

LIMIT = 10_000
STORY = "Iran's exports to Iraq reached $5 million and 20 tons in 2019, he said."
OPEN = "The bridge cost $70 million."


@dataclass(frozen=True)
class Indexed:
    """A project folder with articles, and the rules to read them by."""

    project: Path
    engine: Engine

    @property
    def articles(self) -> Path:
        """The folder of the articles."""
        return self.project / "articles"

    def write(self, name: str, text: str) -> Path:
        """Write an article."""
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def survey(self, *paths: Path, engine: Engine | None = None) -> Survey:
        """What there would be to do."""
        return self.update(*paths, engine=engine, steps=0)

    def update(
        self,
        *paths: Path,
        engine: Engine | None = None,
        jobs: int = 1,
        steps: int | None = None,
        said: Callable[[Step], None] = lambda step: None,
        skipped: Callable[[Skipped], None] = lambda skipped: None,
    ) -> Survey:
        """Bring the index up to date, or stop after some steps."""
        self._settle()
        engine = engine or self.engine
        with writing(self.project) as connection:
            update = Update(connection, self.project, engine.program.pack, LIMIT)
            survey = update.survey(paths or [self.articles], skipped)
            if survey.to_read and steps != 0:
                run = update.run(engine, jobs)
                for step in run:
                    said(step)
                    if step.articles == steps:
                        break
                run.close()
        return survey

    def rows(self) -> Sequence[tuple[object, ...]]:
        """All that the index holds, but numbers that it made up."""
        with reading(self.project) as connection:
            return connection.execute(
                "SELECT a.path, a.name, a.size, a.mtime_ns, a.made_with, a.title, a.date,"
                " a.digest, a.entries, a.booked, a.masked, a.open, t.title, t.text,"
                " (SELECT group_concat(position || id || line) FROM entries"
                "  WHERE article = a.id),"
                " (SELECT group_concat(position || kind || first || last || text)"
                "  FROM open_figures WHERE article = a.id),"
                " (SELECT count(*) FROM texts), (SELECT count(*) FROM entries),"
                " (SELECT count(*) FROM open_figures)"
                " FROM articles AS a LEFT JOIN texts AS t ON t.rowid = a.id"
                " ORDER BY a.path"
            ).fetchall()

    def names(self) -> list[str]:
        """The articles that it holds."""
        return [str(row[1]) for row in self.rows()]

    def _settle(self) -> None:
        """Wait until no file looks as if it was being written."""
        files = [self.articles, *self.articles.rglob("*")]
        newest = max((os.lstat(file).st_ctime_ns for file in files), default=0)
        while time.time_ns() - newest <= UNSETTLED:
            pass
