"""What the threads of the browser tell its screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from parsers.model import Skipped
from tui.doubts import Doubts
from tui.findings import Findings
from tui.library import Rules
from tui.orders import Listed
from tui.page import Page, Walk
from tui.reasons import Account
from tui.rows import Known
from tui.selection import Survey
from tui.totals import Total
from tui.verdicts import Filed

if TYPE_CHECKING:
    from parsers.articles import Found
    from parsers.workbench.rule_block import Block
    from tui.cover import Cover
    from tui.drafting import Draft
    from tui.remarks import Remark


@dataclass
class ArticlesFound(Message):
    """More articles were found, or all of them."""

    items: list[Found | Skipped]
    complete: bool


@dataclass
class RowsLearned(Message):
    """More is known of some rows of the list."""

    known: list[Known]
    rules: int
    """Which rules counted them: an old count must not come after a new one."""


@dataclass
class RowsKept(Message):
    """Some rows are read by the new rules as they were by those before."""

    rows: list[int]
    rules: int
    """Which rules the new ones are, as in `RowsLearned`."""


@dataclass
class Glanced(Message):
    """The titles that a filter or an order waited for are known."""


@dataclass
class Collected(Message):
    """The entries of all articles that are listed were sorted and added up."""

    survey: Survey
    """What was asked for."""
    listed: list[Listed]
    totals: tuple[Total, ...]
    group: str
    """By what they were added up; not at all where it is empty."""


@dataclass
class Audited(Message):
    """The figures of all articles were compared."""

    doubts: Doubts
    seconds: float
    """How long that took."""


@dataclass
class LookedUp(Message):
    """Sentences were found in the index."""

    typed: str
    """What was looked for."""
    findings: Findings


@dataclass
class Decided(Message):
    """Something that a person decided is on the disk, or is not."""

    filed: Filed


@dataclass
class Explained(Message):
    """It is known why the selected figure is what it is."""

    page: Page
    account: Account


@dataclass
class Covered(Message):
    """More was found of what the rules do in the articles that are listed."""

    findings: Findings
    cover: Cover
    """Where it was found."""
    view: Callable[[Cover], Findings]
    """What was asked for: an answer must not be taken for another one."""


@dataclass
class RulesRead(Message):
    """The rule files were read."""

    rules: Rules


@dataclass(frozen=True, slots=True)
class Filing:
    """How a draft was put into its file."""

    rule: str
    path: Path
    before: bytes
    """What the file held."""
    after: bytes
    """What it holds since."""


@dataclass
class RuleFound(Message):
    """It is known what a person edits to change a rule."""

    block: Block | None
    problem: str
    """Why it can not be edited; empty if it can."""
    is_again: bool
    """Whether it was edited before."""


@dataclass
class Drafted(Message):
    """A rule was drafted from the text, or could not be."""

    draft: Draft | None
    problem: str
    """Why not; empty if it could."""


@dataclass
class Hunted(Message):
    """It is known what a draft does in more articles."""

    draft: Draft
    remarks: tuple[Remark, ...]


@dataclass
class Proved(Message):
    """It is known what a text of a rule would do."""

    text: str
    row: int
    page: Page | Skipped
    remarks: tuple[Remark, ...]
    is_good: bool
    """Whether the page was read by it."""
    examples: tuple[Remark, ...] | None = None
    """What there is to say of its examples; None as long as they have not been tried."""


@dataclass
class RuleSaved(Message):
    """A rule is in its file, or is not."""

    text: str
    block: Block | None
    """As it stands there now; None if that can not be told any more."""
    told: str
    difference: str = ""
    """What another program changed."""
    filing: Filing | None = None
    """How it was put in, if it is a draft."""
    is_saved: bool = False


@dataclass
class RuleMoved(Message):
    """A draft is in its file again or out of it, or is where it was."""

    told: str
    is_moved: bool


@dataclass
class ArticleRead(Message):
    """An article was read because a person wants to see it."""

    row: int
    shown: Page | Skipped


@dataclass
class Walked(Message):
    """A walk is over."""

    walk: Walk
    reached: tuple[int, Page] | None
    """The row of its last stop, and that article; None if it had none."""
    complete: bool
    """Whether it found as many stops as it was to take."""
