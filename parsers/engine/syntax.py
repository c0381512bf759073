"""The parser of regular expressions in the standard library, whatever it is called.

It is private, and moved in Python 3.11; what this program reads in its trees has not
changed since Python 2. A test compares what is derived from them with plain matching.
"""

from __future__ import annotations

import importlib
import re
import sys
import warnings
from typing import Any

_PRIVATE = ("re._parser", "re._constants")
_BEFORE = ("sre_parse", "sre_constants")
_names = _PRIVATE if sys.version_info >= (3, 11) else _BEFORE

_parser: Any = importlib.import_module(_names[0])
ops: Any = importlib.import_module(_names[1])
"""The operations of a parse tree, such as `ops.BRANCH`."""

ASSERTIONS: tuple[Any, ...] = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
"""What matches no character."""
ATOMIC: Any = getattr(ops, "ATOMIC_GROUP", None)
REPEATS: tuple[Any, ...] = (
    ops.MAX_REPEAT,
    ops.MIN_REPEAT,
    getattr(ops, "POSSESSIVE_REPEAT", None),
)

_NAMED_GROUP = re.compile(r"\(\?P<\w+>")

UNREADABLE = (re.error, RecursionError, OverflowError)
"""What `tree_of` raises for a pattern that it cannot read."""


def tree_of(pattern: str, *, named: bool = False) -> Any:
    """The parse tree of a pattern; names of groups are dropped unless `named`.

    A name may then come twice, as the `regex` module allows.
    """
    source = pattern if named else _NAMED_GROUP.sub("(?:", pattern)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _parser.parse(source)
