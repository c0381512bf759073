"""What the examples of a pack tell about its rules: which fail, and which tell little."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from parsers.engine import Engine
from parsers.engine.claims import Candidate
from parsers.engine.examples import ExampleResult, article_of, matching
from parsers.model import Article
from parsers.rules.pack import Example, Place, Rule
from parsers.rules.problems import Problem, problem_at
from parsers.rules.rule_file import RuleFile
from parsers.rules.shape import FilterSource, RuleSource
from parsers.rules.strict_yaml import Scalar
from parsers.workbench.golden import PASSING

HOME = "home"
PARTIES = ("reporter", "partner")


class Trials:
    """The examples of a pack, with where they are written."""

    def __init__(
        self, engine: Engine, files: Sequence[RuleFile], paths: Collection[str]
    ) -> None:
        """Take the rules, the files they are from, and which of these are looked at."""
        self._engine = engine
        self._rules = engine.program.pack.rules
        self._paths = paths
        self._written = {rule.id.value: rule for file in files for rule in file.rules}
        owners: list[tuple[str, RuleSource | FilterSource]] = [
            *(("rule", rule) for file in files for rule in file.rules),
            *(("filter", item) for file in files for item in file.filters),
        ]
        self._examples = {
            Place.of(example.text): (kind, example.text)
            for kind, owner in owners
            for example in owner.examples
        }

    def failing(self, results: Sequence[ExampleResult]) -> Iterator[Problem]:
        """The examples that are not read as they say."""
        for result in results:
            if result.outcome not in PASSING:
                kind, scalar = self._examples[result.place]
                name = f"example {result.number} of {kind} {result.rule}"
                yield problem_at(
                    "R601",
                    scalar,
                    f"{name} fails: {result.outcome}",
                    result.detail,
                    f"mend the {kind} or the example, or say todo: true",
                )

    def by_home_alone(self) -> Iterator[Problem]:
        """Examples that expect a country which nothing in their text tells."""
        for rule in self._rules:
            sources = self._written[rule.id].examples
            for example, source in zip(rule.examples, sources, strict=True):
                if source.text.path not in self._paths:
                    continue
                for field, value in self._from_home(example, source.expected or ()):
                    yield problem_at(
                        "R602",
                        value,
                        f"the {field} of this example is only the home country",
                        "nothing in its text tells it, so it passes whatever the rule"
                        " says of it",
                        f"name the {field} in the text, or leave it out of expect",
                    )

    def _from_home(
        self, example: Example, sources: Sequence[Sequence[tuple[Scalar, Scalar]]]
    ) -> Iterator[tuple[str, Scalar]]:
        """The expected parties, as they are written, that come from nowhere else."""
        if example.expected is None or example.todo:
            return
        entries = self._engine.read(article_of(example)[0]).entries
        for expected, pairs in zip(example.expected, sources, strict=True):
            found = [dict(entry.origins) for entry in matching(entries, expected)]
            for name, value in pairs:
                field = name.value
                if field in PARTIES and found:
                    origins = [o[field].how for o in found if field in o]
                    if origins and set(origins) == {HOME}:
                        yield field, value

    def rivals(self) -> Iterator[Problem]:
        """Rules of one priority that want one figure of an example."""
        told: set[frozenset[str]] = set()
        for rule in self._rules:
            for example in rule.examples:
                if example.expected is None:
                    continue
                article, _begin = article_of(example)
                for figure, first, second in self._ties(article):
                    ids = (first.rule.rule.id, second.rule.rule.id)
                    if frozenset(ids) not in told:
                        told.add(frozenset(ids))
                        yield from self._rivalry(figure, rule, first, second)

    def _ties(self, article: Article) -> Iterator[tuple[str, Candidate, Candidate]]:
        """A figure, who gets it, and who of the same priority wants it as well."""
        reader = self._engine.begin(article)
        for tagged in reader.tagged_sentences():
            found = reader.candidates(tagged)
            for atom in tagged.atoms:
                if atom.figure < 0 or atom.figure in tagged.masked:
                    continue
                wanting = [c for c in found if atom in c.figures]
                for other in wanting[1:]:
                    if _tie(wanting[0], other):
                        yield article.text[atom.start : atom.end], wanting[0], other

    def _rivalry(
        self, figure: str, owner: Rule, first: Candidate, second: Candidate
    ) -> Iterator[Problem]:
        winner, loser = first.rule.rule, second.rule.rule
        for rule, other in ((loser, winner), (winner, loser)):
            name = self._written[rule.id].id
            if name.path in self._paths:
                yield problem_at(
                    "R603",
                    name,
                    f"rules {rule.id} and {other.id} want the same figure",
                    f"both have priority {rule.priority}; of '{figure}' in an example of"
                    f" {owner.id}, {winner.id} gets it, for {_why(first, second)}",
                    "give the one that should win the higher priority",
                    used_by=(winner.id, loser.id),
                )
                return


def _tie(first: Candidate, other: Candidate) -> bool:
    one, two = first.rule.rule, other.rule.rule
    return one.id != two.id and one.priority == two.priority


def _why(first: Candidate, second: Candidate) -> str:
    """What decides between two candidates of one priority."""
    more, fewer = (len({c.field for c in x.find.captures}) for x in (first, second))
    if more != fewer:
        return "it captures more fields"
    if first.find.start != second.find.start:
        return "it begins earlier"
    return "its name comes first"
