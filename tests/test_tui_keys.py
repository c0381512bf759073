"""The keys that the browser promises, and what each of them does.

The table follows vim, less, lnav and their like; that every action does what it says is
seen to by the tests of the actions.
"""

from __future__ import annotations

import pytest
from tui_driver import SMALL, Browser, browsing

from tui.keymap import rebound
from tui.keys import ACTIONS, LETTER, NUMBER, key_called
from tui.sequences import Sequences

PROMISED = """
j down              down
k up                up
l right )           next_slot
h left (            previous_slot
Space ^f PgDn       page_down
b PgUp              page_up
^d                  half_down
^u                  half_up
gg g Home           top
G End               bottom
50%                 percent
f                   next_figure
F                   previous_figure
w                   next_open
W                   previous_open
J                   next_article
K                   previous_article
Tab                 next_pane
S-Tab               previous_pane
1                   pane_list
2                   pane_article
3                   pane_ledger
4                   pane_entries
Enter               enter
q                   back
Q ^q                quit
Esc                 close
^c                  how_to_quit
/                   search
n                   next_hit
N                   previous_hit
*                   search_word
g/                  search_all
&                   filter
g&                  saved_filter
:                   command_line
^p                  palette
? F1                help
;                   query
a                   accept
x                   reject
Backspace           take_back
.                   repeat
e                   edit
u                   undo
^r                  redo
r                   read_again
R                   read_all_again
E                   edit_rule
gE                  write_rule
v                   select
[                   widen_left
]                   widen_right
+                   draft_rule
ge                  edit_article
p                   explain
P                   pin
D                   delta
gr                  rule
gR                  next_rule
gs                  claims
gw                  shapes
yy                  yank_row
yc                  yank_citation
yl                  yank_link
yt                  yank_table
Y                   dump
mx                  mark
'x                  go_to_mark
''                  last_place
^o                  jump_back
go                  jump_forward
c                   note
t                   tag
s                   sort
S                   reverse
>                   wider
<                   narrower
=                   even
z                   zoom
i                   totals
o                   open_source
|                   pipe
!                   problems
^l                  redraw
^z                  suspend
T                   theme
F2                  mouse
"""
_ROWS = [line.split() for line in PROMISED.strip().splitlines()]
KEYS = [(key, action) for *keys, action in _ROWS for key in keys]


def done_by(key: str) -> list[str]:
    """The actions that a key, or the keys of a sequence, come to."""
    called = key_called(key)
    names = [called] if called else [key_called(sign) or "" for sign in key]
    sequences = Sequences(ACTIONS)
    calls = [call for name in names for call in sequences.press(name).calls]
    left = [call for call in calls if not call.action.startswith("pane_")] or calls
    return [call.action for call in (*left, *sequences.pause())]


@pytest.mark.parametrize(("key", "action"), KEYS)
def test_a_key_does_what_is_promised(key: str, action: str) -> None:
    assert done_by(key) == [action]


def test_no_other_action_is_without_a_promise() -> None:
    promised = {action for _, action in KEYS}
    others = {action.id for action in ACTIONS} - promised

    assert others == {"accept_listed", "reject_listed", "plain", "save_rule"}


def test_no_key_needs_what_terminals_do_not_send() -> None:
    odd = ("alt+", "shift+", "ctrl+shift+", "ctrl+up", "ctrl+down")
    keys = [k for a in ACTIONS for key in a.keys for k in key.split()]

    assert [k for k in keys if k.startswith(odd)] == ["shift+tab"]


def test_every_key_can_be_another_one() -> None:
    for action in ACTIONS:
        told = [one for one in (LETTER, NUMBER) if one in action.keys[0]]
        free = ["f9", *told] if told != [NUMBER] else [NUMBER, "f9"]
        text = " ".join(
            {LETTER: "{a-z}", NUMBER: "{n}"}.get(part, part) for part in free
        )

        (changed,) = (a for a in rebound([(action.id, (text,))]) if a.id == action.id)

        assert changed.keys == (" ".join(free),)


# --- sizes -------------------------------------------------------------------------------


def sizes(browser: Browser) -> list[int]:
    """Columns of list, text and ledger."""
    panes = ("#list", "#article", "#ledger")
    return [browser.screen.query_one(pane).outer_size.width for pane in panes]


async def test_the_text_becomes_wider_at_the_cost_of_the_ledger() -> None:
    async with browsing() as browser:
        list_, article, ledger = sizes(browser)

        await browser.press("2", "greater_than_sign")

        assert sizes(browser) == [list_, article + 4, ledger - 4]


async def test_no_pane_becomes_too_small_to_be_read() -> None:
    async with browsing(size=(80, 24)) as browser:
        await browser.press("3", *["greater_than_sign"] * 20)
        assert sizes(browser)[1:] == [16, 64]

        await browser.press(*["less_than_sign"] * 20)

        assert sizes(browser)[1:] == [64, 16]


async def test_panes_above_one_another_become_higher() -> None:
    async with browsing(size=(60, 24)) as browser:
        await browser.press("2")
        before = browser.screen.article.outer_size.height

        await browser.press("greater_than_sign", "greater_than_sign")
        assert browser.screen.article.outer_size.height == before + 2

        await browser.resize(100, 24)
        assert browser.screen.query_one("#ledger").outer_size.height == 22


async def test_a_pane_that_is_alone_has_no_border_to_move() -> None:
    async with browsing(size=SMALL) as browser:
        await browser.press("2", "greater_than_sign")

        assert "one pane is shown at a time" in browser.status


async def test_zoom_shows_the_pane_that_has_the_keys_alone() -> None:
    async with browsing() as browser:
        before = sizes(browser)
        await browser.press("3", "less_than_sign", "z")
        assert browser.screen.query_one("#ledger").outer_size.width == 120
        await browser.press("2")
        assert browser.screen.article.outer_size.width == 120

        await browser.press("z")

        assert sizes(browser) == before


async def test_a_field_that_is_lit_is_what_is_searched_for() -> None:
    async with browsing() as browser:
        await browser.press("f", "f", "l", "asterisk")

        assert "2/3 export" in browser.status
