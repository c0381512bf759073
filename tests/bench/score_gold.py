"""How right the packaged rules are, on annotated articles.

    python tests/bench/score_gold.py [--gold FOLDER]

The folder holds the annotated facts (`seeds.jsonl`, `dev.jsonl`, `check.jsonl`) and their
articles; without the option it is `shared/gold` beside the project. Each line tells F1 at
three tiers, with the interval in which 95 of 100 drawings of as many articles lie, and
how much of what was found is right. It ends with 1 where a floor is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import ROOT, engine

from parsers.model import Reading
from parsers.pipeline import read_all
from parsers.resources import data_folder
from parsers.settings import resolve
from parsers.workbench.facts import read_facts
from parsers.workbench.score import TIERS, ArticleScore, Score, score

GOLD = ROOT.parent / "shared" / "gold"
DRAWINGS = 1_000
LEAST_RECALL = 0.85
"""Of figures of each kind."""
DETAILS = ("commodity", "status", "exact")


@dataclass(frozen=True, slots=True)
class Part:
    """Some articles of an annotated set, and what they must reach."""

    gold: str
    name: str
    belongs: Callable[[str], bool]
    floors: Mapping[str, float]


def _any(_doc: str) -> bool:
    return True


def _reuters(doc: str) -> bool:
    return doc.startswith("reuters")


def _times(doc: str) -> bool:
    return not _reuters(doc)


_WHOLE = {"commodity": 0.80, "status": 0.96, "exact": 0.98, "kinds": LEAST_RECALL}
_APART = {"figure": 0.85, "flow": 0.70, "full": 0.50}
PARTS = (
    Part("seeds", "all", _any, dict.fromkeys(TIERS, 1.0)),
    Part("dev", "all", _any, {"figure": 0.97, "flow": 0.92, "full": 0.80, **_WHOLE}),
    Part("dev", "Tehran Times", _times, {}),
    Part("dev", "Reuters", _reuters, _APART),
    Part("check", "all", _any, {"figure": 0.93, "flow": 0.85, "full": 0.70, **_WHOLE}),
    Part("check", "Tehran Times", _times, {}),
    Part("check", "Reuters", _reuters, _APART),
)


def added(scores: Iterable[ArticleScore]) -> Score:
    """The scores of some articles as one."""
    whole = Score()
    for one in scores:
        whole.add(one)
    return whole


def interval(scores: Sequence[ArticleScore], tier: str) -> tuple[float, float]:
    """Where 95 of 100 values of F1 lie, over drawings of as many articles."""
    drawn = random.Random(0)
    each = [added([one]) for one in scores]
    counts = [(one.met(tier), one.facts + one.claims) for one in each]
    values = sorted(f1(drawn.choices(counts, k=len(counts))) for _ in range(DRAWINGS))
    return values[DRAWINGS // 40], values[-1 - DRAWINGS // 40]


def f1(counts: Iterable[tuple[int, int]]) -> float:
    """F1 of (facts met, facts and claims) of some articles."""
    met, both = map(sum, zip(*counts, strict=True))
    return 2 * met / both if both else 0.0


def measured(whole: Score) -> dict[str, float]:
    """What a floor can ask of a score."""
    told = {tier: whole.f1(tier) for tier in TIERS}
    shares = {name: whole.right(name) for name in DETAILS}
    recalls = (whole.recall("figure", kind) for kind, _facts in whole.kinds)
    return {**told, **shares, "kinds": min(recalls, default=1.0)}


def print_part(part: Part, judged: Mapping[str, ArticleScore]) -> bool:
    """Print a part as a line, and the floors that it misses. Whether it misses none."""
    scores = [one for doc, one in sorted(judged.items()) if part.belongs(doc)]
    whole = added(scores)
    tiers = (
        "{:5} {:.3f} ({:.2f}-{:.2f})".format(
            tier, whole.f1(tier), *interval(scores, tier)
        )
        for tier in TIERS
    )
    values = measured(whole)
    print(
        f"{part.gold:6}{part.name:13}{len(scores):4} articles{whole.facts:5} facts  "
        + "  ".join(tiers)
        + "".join(f"  {name} {values[name]:.3f}" for name in DETAILS)
    )
    missed = {n: least for n, least in part.floors.items() if values[n] < least}
    for name, least in missed.items():
        print(f"{'':10}{name} {values[name]:.3f} is below {least:.2f}")
    return not missed


def main() -> int:
    """Score and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gold", type=Path, default=GOLD, help="annotated articles")
    folder = parser.parse_args().gold
    if not (folder / "articles").is_dir():
        sys.exit(f"no annotated articles in {folder}: give their folder with --gold")
    limit = resolve(data_folder("config")).settings.size_limit
    results = read_all([folder / "articles"], engine(), limit)
    readings = {r.article.name: r for r in results if isinstance(r, Reading)}
    good = True
    for part in PARTS:
        facts = read_facts(folder / f"{part.gold}.jsonl")
        judged = {doc: score(readings[doc], facts[doc]) for doc in facts}
        good &= print_part(part, judged)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
