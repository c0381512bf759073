"""What was found is packed, and comes out as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parsers.articles import Found
from parsers.articles.forms import Record
from parsers.model import Skipped
from tui.items import Items

names = st.text("ab/.é\ufffd", max_size=6)
paths = st.binary(max_size=6) | names.map(lambda name: b"/home/" + name.encode())
records = st.none() | st.builds(Record, st.just(3), st.just(70), st.just(9))
found = st.builds(Found, names, paths, records) | names.map(
    lambda name: Found(name, b"/home/" + name.encode())
)
skipped = st.builds(Skipped, names, paths, st.just("it is a pipe"))


@given(st.lists(found | skipped, max_size=8))
def test_what_is_put_in_comes_out(given: list[Found | Skipped]) -> None:
    items = Items()
    for item in given:
        items.append(item)

    assert list(items) == given
    assert items.names == [item.name for item in given]
    assert [items.is_skipped(row) for row in range(len(items))] == [
        isinstance(item, Skipped) for item in given
    ]


def test_a_file_that_can_not_be_read_after_all_is_skipped() -> None:
    items = Items()
    items.append(Found("a.txt", b"/home/a.txt"))
    gone = Skipped("a.txt", b"/home/a.txt", "no such file")

    items.skip(0, gone)

    assert items[0] == gone
    assert items.is_skipped(0)
