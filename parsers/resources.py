"""Finds the data that ships with the program: `config/` and `seeds/`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_ROOT = Path(__file__).resolve().parent.parent


def data_folder(name: Literal["config", "seeds"]) -> Path:
    """The folder of that name, in a checkout or as it was installed.

    A checkout comes first: an editable install copies the data once, and an edit of a
    rule would not be seen there.
    """
    if _ROOT.joinpath("config", "newsledger.toml").is_file():
        return _ROOT / name
    # It takes longer to import than all that the checkout needs.
    from importlib.resources import files

    return Path(str(files("newsledger_data").joinpath(name)))
