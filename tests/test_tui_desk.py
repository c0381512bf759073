"""What reads articles for the browser, without a screen."""

from __future__ import annotations

import pytest
from tui_library import LIBRARY

import tui.desk
from tui.desk import Desk


def test_an_article_is_read_as_before_when_memory_was_given_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tui.desk, "_MANY", 1)
    desk = Desk(LIBRARY)
    desk.load_rules()
    item = next(desk.find())[0]
    before = desk.know(0, item)

    desk.rest()

    assert before.entries
    assert desk.know(0, item) == before
