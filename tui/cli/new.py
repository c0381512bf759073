"""`newsledger rules new`: a rule drafted from a sentence and its marked figures."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from parsers.articles import find, read
from parsers.engine import Engine
from parsers.errors import NewsledgerError
from parsers.model import Skipped, Span
from parsers.pipeline import RuleSet, collect_seldom
from parsers.rules.problems import harmless
from parsers.settings import Settings, resolve, rule_files
from parsers.workbench.draft import yaml_of
from parsers.workbench.drafting import Drafter, Wishes
from parsers.workbench.hits import FATES, Hit, Hits, Hunter
from parsers.workbench.marking import Marked, marked, marked_in
from parsers.workbench.target import Target
from parsers.workbench.trial import Drafted
from tui.cli.exits import Exit
from tui.cli.guard import guarded
from tui.cli.output import STDOUT, output
from tui.cli.places import TypedPlace, no_figure
from tui.cli.progress import Progress
from tui.cli.streams import say
from tui.display import display, one_line
from tui.drafting import FATE_WORDS


class NoCorpusError(NewsledgerError):
    """Not one article of a corpus could be read; `paths` were to hold it."""

    def __init__(self, paths: Sequence[Path]) -> None:
        names = ", ".join(map(str, paths))
        super().__init__(f"no article of the corpus could be read: {names}")
        self.paths = tuple(paths)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    sentence: str | None
    """With its figures in square brackets."""
    place: str | None
    """ARTICLE:LINE:COLUMN of a figure, in place of a sentence."""
    rules: Sequence[Path]
    wishes: Wishes
    append: Path | None
    """The rule file that the draft goes into; None to print it."""
    corpus: Sequence[Path]
    form: str
    """`text` or `json`."""

    @classmethod
    def typed(cls, args: Namespace) -> Request:
        """What the command line asks for."""
        wishes = Wishes(args.id, args.priority, tuple(args.set), tuple(args.capture))
        return cls(
            sentence=args.sentence,
            place=args.place,
            rules=args.rules,
            wishes=wishes,
            append=args.append,
            corpus=args.corpus,
            form=args.format,
        )


def run(request: Request) -> Exit:
    """Draft a rule, try it, print it or put it into a file, tell what it does.

    Raises:
        NewsledgerError: If there is no sentence, no figure, or no rule for it.
    """
    settings = resolve(Path.cwd(), tuple(request.rules)).settings
    files = rule_files(settings.rules)
    if request.append is not None:
        guarded(str(request.append), settings.decisions)
    target = Target(files, request.append)
    rules = target.present
    say(rules.text)
    drafter = Drafter(rules, target)
    assert rules.engine is not None
    drafted = drafter.draft(_marked(request, settings, rules.engine), request.wishes)
    hits = _hits(request, settings, rules, drafted)
    if request.append is not None:
        with output(str(request.append)) as stream:
            stream.write(target.text(drafted.rule))
    if request.append is None or request.form == "json":
        with output(STDOUT) as stream:
            as_json = request.form == "json"
            stream.write(_json(drafted, hits) if as_json else _yaml(drafted))
    for line in _remarks(request, drafted, hits):
        say(line)
    return Exit.PROBLEMS if drafted.harmed or rules.broken else Exit.OK


def _marked(request: Request, settings: Settings, engine: Engine) -> Marked:
    """The sentence on one line, and where its marked figures stand."""
    if request.sentence is not None:
        return marked(" ".join(harmless(request.sentence).split()), engine)
    place = TypedPlace.typed(request.place or "")
    article = place.article(settings.size_limit)
    span = place.span(article.text) or Span(0, len(article.text))
    reading = engine.read(article)
    figures = [figure for figure in reading.figures if figure.span.overlaps(span)]
    if not figures:
        raise no_figure(place.file, span, reading.figures, article.text)
    return marked_in(article, [figure.span for figure in figures])


def _hits(
    request: Request, settings: Settings, rules: RuleSet, drafted: Drafted
) -> Hits | None:
    """What the draft does in a corpus; None if none was named."""
    after, before = drafted.rules.engine, rules.engine
    if not request.corpus or after is None or before is None:
        return None
    collect_seldom()
    hunter, hits = Hunter(before, after, drafted.rule.id), Hits()
    with Progress.alone() as progress:
        for found in find(request.corpus):
            article = (
                found
                if isinstance(found, Skipped)
                else read(found, settings.size_limit)
            )
            if isinstance(article, Skipped):
                say(f"skipped {article.name}: {article.reason}")
                continue
            hits.add(hunter.hits(article))
            progress.show(f"articles: {hits.articles:,}, hits: {hits.counts.total():,}")
    if not hits.articles:
        raise NoCorpusError(request.corpus)
    return hits


def _yaml(drafted: Drafted) -> str:
    return display(yaml_of(drafted.rule))


def _remarks(request: Request, drafted: Drafted, hits: Hits | None) -> Iterator[str]:
    """What a person should know of the draft."""
    rule = drafted.rule
    if request.append is not None:
        yield f"rule {rule.id} is in {request.append}"
    for place in drafted.loose:
        yield f"no field has '{place}'; if it is the partner: --capture partner={place}"
    for result in drafted.harmed:
        name = f"{result.rule} #{result.number}"
        yield f"with this rule an example fails: {name}: {result.detail}"
    if hits is not None:
        yield from _told(hits)
    yield "add an example that the rule must leave alone: expect: none"


def _told(hits: Hits) -> Iterator[str]:
    counts = ", ".join(
        f"{words}: {hits.counts[fate]:,}" for fate, words in FATE_WORDS.items()
    )
    yield f"articles: {hits.articles:,}, hits: {hits.counts.total():,} ({counts})"
    for hit in sorted(hits.samples, key=lambda hit: FATES.index(hit.fate)):
        if hit.fate != "alike":
            yield one_line(f"{hit.article}:{hit.line}: {_sample(hit)}")


def _sample(hit: Hit) -> str:
    reason = f" (masked: {hit.figure.reason})" if hit.figure.reason else ""
    about = f"{FATE_WORDS[hit.fate]}: '{hit.figure.text}'{reason}"
    return f"{about}: {' '.join(hit.sentence.split())}"


def _json(drafted: Drafted, hits: Hits | None) -> str:
    found = {
        **asdict(drafted.rule),
        "sets": dict(drafted.rule.sets),
        "expected": [dict(entry) for entry in drafted.rule.expected],
        "yaml": yaml_of(drafted.rule),
        "loose": drafted.loose,
        "harmed": [asdict(result) for result in drafted.harmed],
        "corpus": None if hits is None else _corpus(hits),
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _corpus(hits: Hits) -> object:
    return {
        "articles": hits.articles,
        "hits": {fate: hits.counts[fate] for fate in FATES},
        "samples": [
            {
                "article": hit.article,
                "line": hit.line,
                "fate": hit.fate,
                "figure": {
                    "start": hit.figure.span.start,
                    "end": hit.figure.span.end,
                    "text": hit.figure.text,
                    "reason": hit.figure.reason,
                },
                "sentence": hit.sentence,
            }
            for hit in hits.samples
        ],
    }
