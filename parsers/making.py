"""What articles are read with: the rules, and the program itself."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from parsers.rules import Pack

_SIZE = 16
"""Bytes of a digest."""


def made_with(pack: Pack) -> str:
    """What is known by the program and the rules that made it, an index or a shard.

    The same rules may come to other entries when the program has changed.
    """
    both = f"{pack.digest} {_program()}"
    return blake2b(both.encode(), digest_size=_SIZE).hexdigest()


@cache
def _program() -> str:
    """A digest of the modules that lie beside this one and below."""
    digest = blake2b(digest_size=_SIZE)
    top = Path(__file__).parent
    for module in sorted(top.rglob("*.py")):
        code = module.read_bytes()
        digest.update(f"{module.relative_to(top)} {len(code)}\n".encode())
        digest.update(code)
    return digest.hexdigest()
