"""Which rule gets which figure of a sentence.

Every rule is tried; the candidates are ranked by priority, then by how many fields
they tell, then by where they begin. A figure goes to the first candidate that wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parsers.engine.drafts import Draft
from parsers.engine.finders import Capture, Find
from parsers.engine.program import Program, RuleProgram
from parsers.engine.sentences import Sentences
from parsers.engine.slots import FIGURES
from parsers.engine.tagger import Tagged
from parsers.engine.words import Atom


class Candidate(NamedTuple):
    """A find of a rule, and the figures it wants."""

    rule: RuleProgram
    find: Find
    figures: tuple[Atom, ...]


class Claim(NamedTuple):
    """A draft and the find that made it."""

    draft: Draft
    find: Find


def claims(candidates: Iterable[Candidate], tagged: Tagged) -> list[Claim]:
    """The drafts of one sentence, in the order of their first figure.

    Args:
        candidates: What `ranked` found there.
        tagged: The sentence.
    """
    free = {
        atom.figure
        for atom in tagged.atoms
        if atom.figure >= 0 and atom.figure not in tagged.masked
    }
    made: list[Claim] = []
    for candidate in candidates:
        wanted = [atom for atom in candidate.figures if atom.figure in free]
        free.difference_update(atom.figure for atom in wanted)
        for group in _groups(wanted):
            made.append(Claim(_draft(candidate, group, tagged), candidate.find))
    made.sort(key=lambda claim: claim.draft.start)
    return made


def ranked(program: Program, sentences: Sentences, tagged: Tagged) -> list[Candidate]:
    """All that the rules find in one sentence, the strongest first."""
    found: list[Candidate] = []
    passing = sentences.passing(tagged)
    for rule in program.rules:
        if rule.finder.number not in passing:
            continue
        finds = sentences.finds(rule.finder, tagged)
        if not finds or not _allowed(rule, sentences, tagged):
            continue
        for find in finds:
            figures = figures_of(find, tagged)
            if figures:
                found.append(Candidate(rule, find, figures))
    if len(found) > 1:
        found.sort(key=rank)
    return found


def figures_of(find: Find, tagged: Tagged) -> tuple[Atom, ...]:
    """The figures that a find captures."""
    return tuple(
        atom
        for capture in find.captures
        if capture.field in FIGURES
        for atom in tagged.atoms_in(capture.start, capture.end)
        if atom.figure >= 0
    )


def _allowed(rule: RuleProgram, sentences: Sentences, tagged: Tagged) -> bool:
    if rule.requires is not None and not sentences.finds(rule.requires, tagged):
        return False
    return rule.unless is None or not sentences.finds(rule.unless, tagged)


def rank(candidate: Candidate) -> tuple[int, int, int, str]:
    """What decides between candidates, the lower the better.

    Priority, number of captured fields (both negative), beginning, name of the rule.
    """
    fields = {capture.field for capture in candidate.find.captures}
    rule = candidate.rule.rule
    return (-rule.priority, -len(fields), candidate.find.start, rule.id)


def _groups(figures: list[Atom]) -> list[list[Atom]]:
    """Figures of one find that make one entry: a kind that comes again begins anew."""
    groups: list[list[Atom]] = []
    for atom in sorted(set(figures)):
        if groups and all(atom.type != other.type for other in groups[-1]):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return groups


def _draft(candidate: Candidate, group: list[Atom], tagged: Tagged) -> Draft:
    offsets = [tagged.offset_of(atom.figure) for atom in group]
    return Draft(
        rule=candidate.rule.rule,
        tagged=tagged,
        figures=[atom.figure for atom in group],
        start=offsets[0],
        end=offsets[-1] + 1,
        core=(candidate.find.start, candidate.find.end),
    )


def own_captures(claim: Claim, following: int) -> tuple[Capture, ...]:
    """Per field of the find, the one capture that belongs to the draft's figures.

    A repeated group captures a field several times: the capture that comes after the
    figure, before the next one, is its own; else the last before it; else the first.
    Where as many captures as figures stand in front of them all, or behind, each has the
    one of its rank: "to Iraq and Turkey were $2 million and $1 million respectively".
    """
    draft, captures = claim.draft, claim.find.captures
    figures = [c for c in captures if c.field in FIGURES]
    own = []
    for field in dict.fromkeys(capture.field for capture in captures):
        spans = [c for c in captures if c.field == field]
        if len(spans) == len(figures) > 1 and _are_apart(spans, figures):
            own.append(spans[sum(c.end <= draft.start for c in figures)])
            continue
        after = [c for c in spans if draft.end <= c.start < following]
        before = [c for c in spans if c.end <= draft.start]
        own.append(after[0] if after else before[-1] if before else spans[0])
    return tuple(own)


def _are_apart(one: Sequence[Capture], two: Sequence[Capture]) -> bool:
    """Whether all captures of the one stand in front of those of the other."""
    return one[-1].end <= two[0].start or two[-1].end <= one[0].start
