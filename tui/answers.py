"""What is typed of an entry: an edit, a note or a tag, completed and checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from parsers.model import Flow, Status
from tui.completion import Completion, frequent

if TYPE_CHECKING:
    from parsers.store import Claim, Decision, Seen, Store

    Decisions = tuple[Decision, ...]

EDIT_HELP = "field value   Tab completes   a value of - : the article does not tell it"
_NOT_TOLD = "-"
_OFF = "-"
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "flow": get_args(Flow),
    "status": get_args(Status),
}
"""The values of the fields that have few."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Something that can be said of an entry."""

    say: Callable[[Store, Seen], Decisions]
    told: str
    """How it is told when it is on the disk."""
    nothing: str = "nothing changes by that"
    """How it is told that it makes no difference."""
    settles: bool = False
    """Whether it says if the whole entry is right, so that the next one is to be shown."""

    def result(self, figure: str, decisions: Decisions) -> str:
        """What is told of it in the end."""
        return f"{self.told}: {figure}" if decisions else self.nothing


def edited(text: str, seen: Seen) -> Judgement:
    """That a field should have another value: `reporter RUS`, `period -`.

    Raises:
        EditError: If there is no such field, or it can not have that value.
    """
    from parsers.store import FIELDS, EditError, checked

    field, _, typed = text.partition(" ")
    typed = typed.strip()
    if field in FIELDS and not typed:
        raise EditError(field, None, "a value is missing; - if the article tells none")
    value = checked(field, None if typed == _NOT_TOLD else typed, seen.claim)
    told = f"{field} {value or _NOT_TOLD}"
    return Judgement(lambda store, one: store.edit(one, field, value), told)


def noted(text: str, _seen: Seen) -> Judgement:
    """A note."""
    return Judgement(lambda store, one: store.note(one, text), "noted")


def tagged(text: str, _seen: Seen) -> Judgement:
    """A tag to put on: `check`; or one to take off: `-check`."""
    tag = text.removeprefix(_OFF).strip()
    if text.startswith(_OFF):
        return Judgement(
            lambda store, one: store.untag(one, tag),
            f"no tag {tag}",
            "it has no such tag",
        )
    return Judgement(
        lambda store, one: store.tag(one, tag), f"tag {tag}", "it has that tag already"
    )


def complete_edit(
    text: str, cursor: int, claim: Claim, codes: Mapping[str, Mapping[str, int]]
) -> Completion:
    """What can stand at the cursor of an edit: the fields, then values of the field.

    Args:
        text: The edit as it is.
        cursor: Where in it the cursor stands.
        claim: What the entry claims now; that comes first.
        codes: For each field whose codes only the articles tell, how often each is read.
    """
    field, blank, value = text[:cursor].partition(" ")
    if not blank:
        names = (f"{name} " for name in claim._fields if name.startswith(field))
        return Completion(0, cursor, tuple(names))
    if field not in claim._fields:
        return Completion(cursor, cursor, ())
    begun = value.lstrip()
    own = claim.field(field)
    known = _KNOWN.get(field) or frequent(codes.get(field, {}))
    options = dict.fromkeys((*([own] if own else ()), *known))
    return _begun(options, begun, cursor)


def complete_tag(
    text: str, cursor: int, own: Collection[str], known: Iterable[str]
) -> Completion:
    """What can stand at the cursor of a tag: those in use, and its own with a minus.

    Args:
        text: What was typed.
        cursor: Where in it the cursor stands.
        own: The tags of the entry.
        known: The tags of all entries.
    """
    others = (tag for tag in known if tag not in own)
    options = (*others, *(_OFF + tag for tag in own))
    return _begun(options, text[:cursor].lstrip(), cursor)


def _begun(options: Iterable[str], begun: str, cursor: int) -> Completion:
    """The options that begin so, for what stands before the cursor."""
    found = (one for one in options if one.casefold().startswith(begun.casefold()))
    return Completion(cursor - len(begun), cursor, tuple(found))
