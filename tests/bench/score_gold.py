"""How right the packaged rules are, on annotated articles.

    python tests/bench/score_gold.py [--gold FOLDER]

The folder holds `score.py`, the annotated facts (`seeds.jsonl`, `dev.jsonl`,
`check.jsonl`) and their articles; without the option it is `shared/gold` beside the
project. Each line tells F1 at three tiers, with the interval in which 95 of 100
drawings of as many articles lie, and how much of what was found is right. It ends with
1 where a floor is missed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from corpus import ROOT, engine

from parsers.articles import find, read
from parsers.engine import Engine
from parsers.ledger.jsonl import line
from parsers.model import Skipped

GOLD = ROOT.parent / "shared" / "gold"
TIERS = ("figure", "flow", "full")
DRAWINGS = 1_000
LEAST_RECALL = 0.85
"""Of figures of each kind."""

Json = Mapping[str, Any]


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


def scorer(folder: Path) -> ModuleType:
    """The program that scores, as a module."""
    sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extracted(rules: Engine, articles: Path) -> list[Json]:
    """All entries of the articles, as the command writes them."""
    return [
        json.loads(line(entry))
        for found in find([articles])
        if not isinstance(found, Skipped)
        and not isinstance(article := read(found), Skipped)
        for entry in rules.read(article).entries
    ]


def f1(results: Iterable[Json], tier: str) -> float:
    """F1 at a tier over the results of some articles."""
    hits = asked = given = 0.0
    for result in results:
        hits += round(result[tier]["recall"] * result["facts"])
        asked += result["facts"]
        given += result["extracted"]
    return 2 * hits / (asked + given) if asked + given else 0.0


def interval(results: Sequence[Json], tier: str) -> tuple[float, float]:
    """Where 95 of 100 values of F1 lie, over drawings of as many articles."""
    drawn = random.Random(0)
    values = sorted(
        f1(drawn.choices(results, k=len(results)), tier) for _ in range(DRAWINGS)
    )
    return values[DRAWINGS // 40], values[-1 - DRAWINGS // 40]


def measured(result: Json) -> dict[str, float]:
    """What a floor can ask of a result."""
    told = {tier: result[tier]["f1"] for tier in TIERS}
    shares = {name: result[name] for name in ("commodity", "status", "exact")}
    recalls = (kind["figure"] for kind in result["kinds"].values())
    return {**told, **shares, "kinds": min(recalls, default=1.0)}


def print_part(
    part: Part, score: ModuleType, gold: Sequence[Json], entries: Any, docs: set[str]
) -> bool:
    """Print a part as a line, and the floors that it misses. Whether it misses none."""

    def scored(docs: set[str]) -> Json:
        facts = [fact for fact in gold if fact["doc"] in docs]
        result: Json = score.score(facts, entries, docs)[0]
        return result

    own = {doc for doc in docs if part.belongs(doc)}
    whole, each = scored(own), [scored({doc}) for doc in sorted(own)]
    tiers = (
        "{:5} {:.3f} ({:.2f}-{:.2f})".format(
            tier, whole[tier]["f1"], *interval(each, tier)
        )
        for tier in TIERS
    )
    values = measured(whole)
    print(
        f"{part.gold:6}{part.name:13}{len(own):4} articles{whole['facts']:5} facts  "
        + "  ".join(tiers)
        + "".join(f"  {k} {values[k]:.3f}" for k in ("commodity", "status", "exact"))
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
    if not (folder / "score.py").is_file():
        sys.exit(f"no annotated articles in {folder}: give their folder with --gold")
    score, rules = scorer(folder), engine()
    entries = extracted(rules, folder / "articles")
    good = True
    for part in PARTS:
        gold, docs = score.load_gold(folder / f"{part.gold}.jsonl", folder / "articles")
        good &= print_part(part, score, gold, entries, docs)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
