"""The version of the program that runs."""

from __future__ import annotations


def version() -> str:
    """The version that is installed."""
    from importlib import metadata  # takes a while, and most commands never ask

    try:
        return metadata.version("newsledger")
    except metadata.PackageNotFoundError:
        return "(a checkout that is not installed)"
