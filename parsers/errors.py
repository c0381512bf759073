"""The errors of the core: one base class, facts kept as attributes."""

from __future__ import annotations


class NewsledgerError(Exception):
    """Base of every error that newsledger raises on purpose; its text is for people."""
