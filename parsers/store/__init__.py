"""The store: what people decided on entries, kept so that none of it is ever lost."""

from parsers.store.accuracy import Accuracy
from parsers.store.claims import FIELDS, Claim, EditError, checked
from parsers.store.decisions import Decision, Seen, Verb
from parsers.store.lines import LineProblem
from parsers.store.log import LogError
from parsers.store.merging import Conflict, Merged
from parsers.store.review import Difference, Review, Verdict
from parsers.store.sayings import Sayings
from parsers.store.store import Store
from parsers.store.survey import Survey
from parsers.store.verdicts import Verdicts

__all__ = [
    "FIELDS",
    "Accuracy",
    "Claim",
    "Conflict",
    "Decision",
    "Difference",
    "EditError",
    "LineProblem",
    "LogError",
    "Merged",
    "Review",
    "Sayings",
    "Seen",
    "Store",
    "Survey",
    "Verb",
    "Verdict",
    "Verdicts",
    "checked",
]
