"""Files that hold several articles, in each form that there is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow
from archive_samples import tar, zipped
from pyarrow import parquet

FORMS = ("jsonl", "mbox", "parquet", "rss", "tar", "zip")


def several(folder: Path, form: str, texts: Sequence[str]) -> Path:
    """Write a file that holds an article for each text."""
    path = folder / f"news.{form}"
    match form:
        case "jsonl":
            path.write_text("".join(f"{json.dumps({'text': t})}\n" for t in texts))
        case "mbox":
            path.write_text("".join(f"From a\nSubject: A\n\n{t}\n\n" for t in texts))
        case "parquet":
            parquet.write_table(pyarrow.table({"text": list(texts)}), path)
        case "rss":
            items = (f"<item><description>{t}</description></item>" for t in texts)
            inner = f"<channel>{''.join(items)}</channel>"
            path.write_text(f'<rss version="2.0">{inner}</rss>')
        case "tar":
            tar(path, _files(texts))
        case "zip":
            zipped(path, _files(texts))
    return path


def _files(texts: Sequence[str]) -> dict[str, bytes]:
    return {f"{number}.txt": text.encode() for number, text in enumerate(texts)}
