"""`newsledger pull`: verdicts read back from books that a person has edited."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from parsers.engine import Engine
from parsers.errors import NewsledgerError
from parsers.ledger.bookkeeping import Bookkeeping
from parsers.ledger.returned import unmarked
from parsers.ledger.seal import is_intact
from parsers.ledger.table import cells
from parsers.ledger.volumes import DIALECTS, MAIN, included
from parsers.pipeline import read_all
from parsers.settings import Settings, resolve
from parsers.store import Store
from parsers.workbench.pulling import VERBS, Book, Deed, Plan, Pulling, Refusal
from tui.cli.decided import any_broken, content, line_problems, open_store
from tui.cli.exits import Exit
from tui.cli.exports import Exported, Exports
from tui.cli.loading import loaded
from tui.cli.printing import print_lines
from tui.cli.progress import Progress
from tui.cli.streams import is_terminal, say
from tui.cli.tally import NAMED, Tally
from tui.display import one_line

_SAID = {"accept": "accepted", "take back": "taken back", "reject": "rejected"}
_YES = (b"y", b"yes")


class PullError(NewsledgerError):
    """Nothing can be read back; `path` names the books, `reason` says why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def run(
    path: Path, rules: Sequence[Path], only_list: bool, reject_deleted: bool
) -> Exit:
    """Show what the marks of edited books ask for, and decide it.

    On a terminal a person is asked first.

    Args:
        path: A journal or a file of beancount that was exported, with the volumes that
            it includes, or a folder of them.
        rules: Rule files and folders; those of the settings when empty.
        only_list: Whether to decide nothing.
        reject_deleted: Whether who deletes a claim rejects it.

    Raises:
        PullError: If the books hold no claim, or it is not known what they held.
        LogError: If they can not be read, or the verdicts not be saved.
    """
    store = open_store(resolve(Path.cwd(), tuple(rules)))
    exports = Exports(store.path.parent)
    files = _files(path)
    noted = _noted(path, exports)
    exported = [own for each in noted for own in each.claims]
    if reject_deleted and not exported:
        raise PullError(path, "what it held is not noted here, so nothing is deleted")
    settings, engine, broken = loaded(rules)
    pulling = Pulling(
        [Book(str(file), text) for file, text in files.items()],
        store.verdicts,
        engine.program.pack.digest,
        exported,
        Bookkeeping.of(settings),
    )
    if pulling.is_empty:
        raise PullError(path, "it holds no claim that newsledger exported")
    named = dict.fromkeys(map(exports.articles, noted)) or {(): None}
    tally = Tally()
    for articles in named:
        _read(articles or settings.articles, pulling, tally, settings, engine)
    plan = pulling.plan(reject_deleted=reject_deleted)
    print_lines(f"{one_line(line)}\n" for line in _lines(plan))
    decided = not only_list and _is_wanted(plan)
    if decided:
        _decide(store, plan)
        _know(files, plan, exports)
    for line in (*_summary(plan, reject_deleted, decided), *tally.summary()):
        say(line)
    for line in line_problems(str(store.path), store.problems):
        say(line)
    problems = plan.refusals or broken or any_broken(store.problems)
    return Exit.PROBLEMS if problems else Exit.OK


def _read(
    articles: Sequence[Path],
    pulling: Pulling,
    tally: Tally,
    settings: Settings,
    engine: Engine,
) -> None:
    with Progress.alone() as progress:
        results = read_all(articles, engine, settings.size_limit)
        for reading in tally.readings(results, progress):
            pulling.add(reading)


def _files(path: Path) -> Mapping[Path, str]:
    """The files of the books with what they say; volumes follow what includes them.

    Raises:
        PullError: If that is no text.
        LogError: If one can not be read.
    """
    if path.is_dir():
        suffixes = {dialect.suffix for dialect in DIALECTS.values()}
        found = sorted(file for file in path.iterdir() if file.suffix in suffixes)
        return {file: _text(file) for file in found}
    text = _text(path)
    beside = (path.parent / name for name in included(text))
    return {path: text, **{file: _text(file) for file in beside}}


def _text(file: Path) -> str:
    """What a file of the books says.

    Raises:
        PullError: If that is no text.
    """
    try:
        return content(file).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(10, 0, error.start) + 1
        raise PullError(file, f"line {line} is not UTF-8") from None


def _noted(path: Path, exports: Exports) -> Sequence[Exported]:
    """What is noted of the books, as they were exported."""
    mains = [path]
    if path.is_dir():
        mains = [path / f"{MAIN}{dialect.suffix}" for dialect in DIALECTS.values()]
    return [each for main in mains if (each := exports.of(main)) is not None]


def _lines(plan: Plan) -> Iterator[str]:
    """What is to be done, and what is not."""
    width = max(map(len, VERBS))
    for deed in plan.deeds:
        yield f"{deed.verb:<{width}}  {_claim(deed)}"
    yield from map(_refused, islice(plan.refusals, NAMED))
    if len(plan.refusals) > NAMED:
        yield f"not taken, not named here: {len(plan.refusals) - NAMED:,}"


def _claim(deed: Deed) -> str:
    entry = deed.entry
    told = "  ".join(cell for cell in cells(entry) if cell)
    return f"{entry.id}  {entry.article}  {told}"


def _refused(refusal: Refusal) -> str:
    return f"not taken  {refusal.file}:{refusal.line}  {refusal.id}: {refusal.reason}"


def _is_wanted(plan: Plan) -> bool:
    """Whether to decide what is planned; on a terminal a person says."""
    if not plan.deeds:
        return True
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return True
    sys.stderr.write(f"decide these {len(plan.deeds):,}? [y, n] ")
    sys.stderr.flush()
    return sys.stdin.buffer.readline().strip().lower() in _YES


def _decide(store: Store, plan: Plan) -> None:
    """Say it all, each kind in one step that can be undone."""
    ways = {
        "accept": store.accept,
        "take back": store.take_back,
        "reject": store.reject,
    }
    for verb in VERBS:
        ways[verb](*(deed.seen for deed in plan.deeds if deed.verb == verb))


def _know(files: Mapping[Path, str], plan: Plan, exports: Exports) -> None:
    """Let the next export overwrite files in which nothing but marks was changed."""
    refused = {refusal.file for refusal in plan.refusals}
    for file, text in files.items():
        if str(file) not in refused and is_intact(unmarked(text)):
            exports.know(file, text.encode())


def _summary(plan: Plan, reject_deleted: bool, decided: bool) -> Iterator[str]:
    counts = Counter(deed.verb for deed in plan.deeds)
    done = ", ".join(f"{_SAID[verb]}: {counts[verb]:,}" for verb in VERBS)
    told = f"{done}, not taken: {len(plan.refusals):,}, deleted: {plan.deleted:,}"
    yield told if decided else f"not decided: {told}"
    if plan.deleted and not reject_deleted:
        yield "nothing is decided on what was deleted; --reject-deleted rejects it"
