"""Which part of a sentence tells which field, and how much of it makes a good rule."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.model import Origin, Span
from parsers.workbench.explanation import Told
from parsers.workbench.names import PackNames
from parsers.workbench.outline import Role, Sketch
from parsers.workbench.subject import Subject

WORDS = ""
"""In place of a name: words that belong to the pattern, but that nothing captures."""
_FAR = 60
"""Characters between a figure's surroundings and what is still taken in."""
_FARTHEST = {"flow": 120, "commodity": 20}
_ROLES = ("flow", "reporter", "partner", "commodity", "period", "status")
"""Fields that a draft captures; slots find the others as well."""
_CORE = ("flow", "reporter", "partner", "commodity")
"""Fields for which a draft reaches out from the figure."""
_READ = ("pattern", "slot")
"""Origins whose characters are those that tell the field."""


def roles_of(
    told: Sequence[Told],
    asked: Sequence[tuple[str, Span]],
    sketch: Sketch,
    names: PackNames,
) -> tuple[Role, ...]:
    """Where the sentence tells which field; of two in one place, the first.

    Args:
        told: What the rules read.
        asked: (field, characters) that count in place of it.
        sketch: The sentence.
        names: What captures words.
    """
    by_name = {one.name: one for one in told}
    by_name |= {
        name: Told(name, "", Origin("slot", span), None) for name, span in asked
    }
    first = dict.fromkeys([*(name for name, _span in asked), *_ROLES])
    roles: list[Role] = []
    for one in filter(None, map(by_name.get, first)):
        span = one.origin.span
        if span is None or one.origin.how not in _READ:
            continue
        stretch = sketch.stretch(span)
        if stretch is None or any(
            role.start < stretch[1] and stretch[0] < role.end for role in roles
        ):
            continue
        roles.append(Role(one.name, *stretch, _kind(one, stretch, sketch, names)))
    return tuple(roles)


def _kind(
    told: Told, stretch: tuple[int, int], sketch: Sketch, names: PackNames
) -> str | None:
    """What captures the words that told a field, so that they tell it again."""
    start, end = stretch
    atoms = sketch.tagged.atoms_in(start, end)
    alone = len(atoms) == 1 and end == start + 1
    if told.name == "flow":
        tells = alone and names.tells_flow(atoms[0].type)
        return None if tells and told.value in ("", atoms[0].value) else WORDS
    if alone:
        return None
    place = None if told.source is None else told.source.place
    return names.captured(told.name, place) or WORDS


def core_of(subject: Subject, roles: Sequence[Role]) -> tuple[int, int]:
    """The part of the sentence from figure to figure, and what is near to it."""
    text = subject.tagged.text
    at = [subject.tagged.offset_of(index) for index in subject.figures]
    start, end = min(at), max(at) + 1
    anchors = [role for role in roles if role.field in _CORE]
    anchors.sort(key=lambda role: max(start - role.end, role.start - end))
    for role in anchors:
        before = role.end <= start
        between = text[role.end : start] if before else text[end : role.start]
        if ";" not in between and len(between) <= _FARTHEST.get(role.field, _FAR):
            start, end = min(start, role.start), max(end, role.end)
    return start, end


def loose_places(
    subject: Subject,
    core: tuple[int, int],
    roles: Sequence[Role],
    places: frozenset[str],
) -> tuple[str, ...]:
    """Places inside a core that have no role.

    Args:
        subject: The sentence.
        core: In tagged offsets.
        roles: Those of the core.
        places: The vocabularies of places.
    """
    return tuple(
        Span(atom.start, atom.end).of(subject.article.text)
        for at in range(*core)
        for atom in subject.tagged.atoms_in(at, at + 1)
        if atom.type in places
        and not any(role.start <= at < role.end for role in roles)
    )
