"""What the decisions on one entry come to, and whether the entry still bears them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Literal, NamedTuple

from parsers.model import Entry
from parsers.store.claims import FIELDS, Claim
from parsers.store.decisions import DECIDING, Decision, quote_of

Verdict = Literal["undecided", "accepted", "rejected", "edited"]
VERDICTS: tuple[Verdict, ...] = ("accepted", "edited", "rejected", "undecided")
SENTENCE = "sentence"
"""What differs when the article was changed where the figure stands."""


class Difference(NamedTuple):
    """Something that was verified and is no longer so."""

    field: str
    """A field of the claim, or `SENTENCE`."""
    verified: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The decisions on one entry that are in force."""

    decision: Decision | None = None
    """The one that settles whether the entry is right: the last; None if there is none."""
    rivals: tuple[Decision, ...] = ()
    """Those of people who did not know of it, and say otherwise."""
    deciding: tuple[Decision, ...] = ()
    """All that say whether the entry is right, in their order."""
    edits: tuple[Decision, ...] = ()
    """The last edit of each field since the last rejection, in the order of fields."""
    notes: tuple[Decision, ...] = ()
    tags: tuple[Decision, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What was decided, when nothing is known of the entry as it is now."""
        if self.decision is None:
            return "undecided"
        if self.decision.verb == "reject":
            return "rejected"
        return "edited" if self.edits else "accepted"

    @property
    def over(self) -> tuple[str, ...]:
        """The ids that a new decision replaces."""
        heads = (self.decision, *self.rivals)
        return tuple(decision.id for decision in heads if decision is not None)


@dataclass(frozen=True, slots=True)
class Review:
    """What was decided on an entry, set beside the entry as it is now."""

    verdict: Verdict
    stale: tuple[Difference, ...]
    """What of it was changed since, by rules or by the article; empty if it is fresh."""
    claim: Claim
    """What the entry claims now, with the edits that were made before its sentence."""
    standing: Standing

    @property
    def elsewhere(self) -> bool:
        """Whether it was decided before another sentence: maybe on another claim."""
        return any(difference.field == SENTENCE for difference in self.stale)

    @property
    def is_to_decide(self) -> bool:
        """Whether it is still to be said if the entry, as it is now, is right."""
        return self.verdict == "undecided" or bool(self.stale)

    @property
    def by(self) -> str | None:
        """Who decided; None while nobody has."""
        decision = self.standing.decision
        return None if decision is None else decision.by

    @property
    def at(self) -> datetime | None:
        """When it was decided; None while it is not."""
        decision = self.standing.decision
        return None if decision is None else decision.at

    @property
    def notes(self) -> tuple[str, ...]:
        """What people noted, in the order of time."""
        return tuple(note.text or "" for note in self.standing.notes)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, in alphabetical order."""
        return tuple(sorted({tag.text or "" for tag in self.standing.tags}))

    @property
    def contested(self) -> bool:
        """Whether two people decided otherwise without knowing of each other."""
        return bool(self.standing.rivals)


def standing(decisions: Iterable[Decision]) -> Standing:
    """What decisions on one entry, all in force, come to; their order is no matter."""
    ordered = sorted(decisions, key=attrgetter("order"))
    deciding = tuple(d for d in ordered if d.verb in DECIDING)
    edits = {d.field: d for d in _since_rejection(deciding) if d.verb == "edit"}
    last = deciding[-1] if deciding else None
    return Standing(
        decision=last,
        rivals=() if last is None else _rivals(last, deciding),
        deciding=deciding,
        edits=tuple(edits[name] for name in FIELDS if name in edits),
        notes=tuple(d for d in ordered if d.verb == "note"),
        tags=tuple(d for d in ordered if d.verb == "tag"),
    )


def _since_rejection(deciding: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """What was decided after the last rejection: an edit does not survive one."""
    verbs = [decision.verb for decision in deciding]
    return (
        deciding[len(verbs) - verbs[::-1].index("reject") :]
        if "reject" in verbs
        else deciding
    )


def _rivals(last: Decision, deciding: tuple[Decision, ...]) -> tuple[Decision, ...]:
    replaced = {own for decision in deciding for own in decision.over}
    heads = (d for d in deciding if d is not last and d.id not in replaced)
    return tuple(head for head in heads if not _agree(head, last))


def _agree(one: Decision, other: Decision) -> bool:
    if "reject" in (one.verb, other.verb):
        return one.verb == other.verb
    return _leaves(one, other) and _leaves(other, one)


def _leaves(other: Decision, one: Decision) -> bool:
    """Whether a decision leaves standing what another one edits."""
    if one.verb != "edit" or one.field is None or other.seen is None:
        return True
    if other.verb == "edit":
        return one.field != other.field or one.value == other.value
    return other.seen.claim.field(one.field) == one.value


def edited(found: Standing, claim: Claim, digest: str, quote: str) -> Claim:
    """A claim with the edits in it that were made before its sentence.

    Args:
        found: What was decided on its entry.
        claim: What the entry claims.
        digest: Of the article.
        quote: The sentence, as decisions keep it; empty if it is not known.
    """
    here = (d for d in found.edits if not _elsewhere(d, digest, quote))
    values = {d.field: d.value for d in here}
    return Claim(*(values.get(name, claim.field(name)) for name in FIELDS))


def review(found: Standing, entry: Entry) -> Review:
    """Set what was decided on an entry beside the entry as it is now."""
    now = Claim.of(entry)
    claim = edited(found, now, entry.digest, quote_of(entry))
    verdict = found.verdict
    if verdict == "edited" and claim == now:
        verdict = "accepted"  # the rules have learnt it
    return Review(verdict, tuple(_differences(found, now, entry)), claim, found)


def _differences(found: Standing, now: Claim, entry: Entry) -> Iterable[Difference]:
    decision = found.decision
    if decision is None or decision.seen is None:
        return
    edits = {d.field: d for d in found.edits}
    for name in FIELDS:
        seen, edit = decision.seen.claim.field(name), edits.get(name)
        known = {seen} if edit is None else {seen, edit.value, _before(edit)}
        if now.field(name) not in known:
            verified = seen if edit is None else edit.value
            yield Difference(name, verified, now.field(name))
    quote = quote_of(entry)
    if _elsewhere(decision, entry.digest, quote):
        yield Difference(SENTENCE, decision.seen.quote, quote)


def _elsewhere(decision: Decision, digest: str, quote: str) -> bool:
    """Whether a decision was made before another sentence than this one.

    A line put on top of a file moves the names of all articles in it, and the ids.
    """
    seen = decision.seen
    if seen is None or not quote:
        # An entry of a list may lack its quotation, and then tells nothing of it.
        return False
    # In the same text, rules may cut sentences elsewhere; what was read is the same.
    return digest != seen.digest and quote != seen.quote


def _before(edit: Decision) -> str | None:
    """What the rules made of the field when it was edited."""
    if edit.seen is None or edit.field is None:
        return None
    return edit.seen.claim.field(edit.field)
