"""What parts of a pattern can match, as far as it can be told without a text.

Free text is what any words match, with no letter, sign or tag that must be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from parsers.rules.strict_yaml import Scalar
from parsers.rules.written import (
    FOREVER,
    Branch,
    Character,
    Check,
    Flags,
    Name,
    Part,
    Repeat,
    children,
    parse,
)

BLANK, OTHER, NOTHING = " ", "x", ""
"""What can stand at an edge of a part: a blank and only that, something else, nothing."""
ONLY_BLANK = frozenset({BLANK})


def branches_of(scalars: Iterable[Scalar]) -> tuple[Branch, ...]:
    """The alternatives of patterns of which any may match."""
    return tuple(
        branch for scalar in scalars for branch in parse(scalar.value.rstrip("\n"))
    )


class Reach:
    """Tells what parts can match, through the fragments that they name."""

    def __init__(self, patterns: Mapping[str, Sequence[Scalar]]) -> None:
        """Take what names in braces are written out as.

        Args:
            patterns: Name of a fragment, or `@` and a reference -> its alternatives.
                Any other name matches something that is no free text.
        """
        self._patterns = patterns
        self._known: dict[str, tuple[Branch, ...]] = {}
        self._open: list[str] = []
        """The names that are being looked into, lest one that holds itself never end."""

    def nullable(self, part: Part) -> bool:
        """Whether it can match nothing at all."""
        match part:
            case Character():
                return False
            case Check() | Flags():
                return True
            case Repeat():
                return part.least == 0 or self.nullable(part.part)
            case Name(kind="gap"):
                return True
        return self._any(part, lambda branch: all(map(self.nullable, branch)))

    def free(self, part: Part) -> bool:
        """Whether it can match free text, or nothing."""
        match part:
            case Character():
                return part.word or part.blank
            case Check() | Flags():
                return True
            case Repeat():
                return part.least == 0 or self.free(part.part)
            case Name(kind="gap"):
                return True
        return self._any(part, lambda branch: all(map(self.free, branch)))

    def holds(self, part: Part, what: str) -> bool:
        """Whether free text that it matches can hold a `blank`, or any `word`."""
        match part:
            case Character():
                return bool(getattr(part, what))
            case Check() | Flags():
                return False
            case Repeat():
                return self.free(part.part) and self.holds(part.part, what)
            case Name(kind="gap"):
                return True
        return self._any(
            part,
            lambda branch: (
                all(map(self.free, branch)) and any(self.holds(p, what) for p in branch)
            ),
        )

    def strides(self, part: Part) -> bool:
        """Whether it is free text that goes on from word to word by itself."""
        if isinstance(part, Name) and part.kind == "gap":
            return True
        return (
            isinstance(part, Repeat)
            and part.most > 1
            and self.free(part.part)
            and self.holds(part.part, "blank")
            and self.holds(part.part, "word")
        )

    def walks(self, part: Part) -> bool:
        """The same, if it need not be free text itself but holds some that goes on."""
        if self.strides(part):
            return True
        if isinstance(part, Repeat):
            return self.walks(part.part)
        return self._any(
            part,
            lambda branch: all(map(self.free, branch)) and any(map(self.walks, branch)),
        )

    def leading(self, branch: Branch) -> Part | None:
        """The part with which it can begin to walk before anything else must match."""
        for part in branch:
            if isinstance(part, Check):
                if part.sign == "?<=" and not self._any(part, self._all_free):
                    return None
                continue
            if self.walks(part):
                return part
            if not self.free(part):
                leads = self._any(part, lambda b: self.leading(b) is not None)
                return part if leads else None
        return None

    def runs(self, part: Part) -> bool:
        """Whether a repeat without end can be all that it matches."""
        if isinstance(part, Repeat):
            endless = part.most == FOREVER and not part.sure
            return not part.sure and (endless or self.runs(part.part))
        return self._any(part, self._runs_alone)

    def blank_edge(self, part: Part, *, back: bool = False) -> bool:
        """Whether one way to match it begins, or, `back`, ends with a blank for sure."""
        if isinstance(part, Repeat):
            # A mere blank that may be missing does no harm.
            spare = part.least == 0 and isinstance(part.part, Character)
            return not spare and self.blank_edge(part.part, back=back)
        if isinstance(part, Character):
            return part.literal == BLANK
        return self._any(
            part,
            lambda branch: (
                self.edge(branch, back=back) - {NOTHING} == ONLY_BLANK
                or self.blank_edge(branch[-1 if back else 0], back=back)
                if branch
                else False
            ),
        )

    def edge(self, branch: Branch, *, back: bool = False) -> frozenset[str]:
        """What can stand at the beginning of parts in a row, or, `back`, at their end."""
        if not branch:
            return frozenset({NOTHING})
        return self.edges(branch, back=back)[-1 if back else 0]

    def edges(self, branch: Branch, *, back: bool = False) -> list[frozenset[str]]:
        """The edge of the parts from each one on, or, `back`, of those up to each."""
        found: list[frozenset[str]] = []
        beyond = frozenset({NOTHING})
        for part in branch if back else reversed(branch):
            own = self._edge(part, back)
            beyond = own - {NOTHING} | beyond if NOTHING in own else own
            found.append(beyond)
        return found if back else found[::-1]

    def _edge(self, part: Part, back: bool) -> frozenset[str]:
        match part:
            case Character():
                return frozenset({BLANK if part.literal == " " else OTHER})
            case Check() | Flags():
                return frozenset({NOTHING})
            case Repeat():
                missing = {NOTHING} if part.least == 0 else set()
                return self._edge(part.part, back) | missing
            case Name(kind="gap"):
                return frozenset({OTHER, NOTHING})
        with self._inside(part) as branches:
            edges = [self.edge(branch, back=back) for branch in branches]
        return frozenset().union(*edges) if edges else frozenset({OTHER})

    def _any(self, part: Part, holds: Callable[[Branch], bool]) -> bool:
        with self._inside(part) as branches:
            return any(map(holds, branches))

    @contextmanager
    def _inside(self, part: Part) -> Iterator[tuple[Branch, ...]]:
        """The alternatives inside a part; none for what is no group or fragment."""
        if not isinstance(part, Name):
            yield children(part)
        elif part.kind in self._open or part.kind not in self._patterns:
            yield ()
        else:
            if part.kind not in self._known:
                self._known[part.kind] = branches_of(self._patterns[part.kind])
            self._open.append(part.kind)
            try:
                yield self._known[part.kind]
            finally:
                self._open.pop()

    def _all_free(self, branch: Branch) -> bool:
        return all(map(self.free, branch))

    def _runs_alone(self, branch: Branch) -> bool:
        return any(
            self.runs(part)
            and all(self.nullable(other) for other in branch if other is not part)
            for part in branch
        )
