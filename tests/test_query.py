"""Expressions that choose entries and articles."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import IRAQ

from parsers.model import Change, Entry, Money, Period, Quantity, Span
from parsers.query import EVERYTHING, FIELDS, Candidate, QueryError, parse
from parsers.query.expression import All, Either, Expression, Not, Term, Words
from parsers.query.query import DEEPEST, query_of

HERE = Span(0, 1)
OIL = replace(
    IRAQ,
    flow="export",
    reporter="IRN",
    partner="IRQ",
    commodity="crude oil",
    period=Period("2019-03", "2019-06"),
    status="actual",
    rule="amount-of-flow",
    value=Money(Decimal("1.5e9"), "USD", HERE, "", Decimal("2e9")),
    quantity=None,
    change=None,
)
GOAL = replace(
    OIL,
    flow="import",
    partner=None,
    period=Period("XXXX-03", "XXXX-03"),
    status="target",
    value=None,
    quantity=Quantity(Decimal("5e6"), "tonne", HERE, ""),
    change=Change(Decimal("-11.6"), HERE, ""),
)
ARTICLE = Candidate(
    "iraq buys “gas” and oil", "a/b.txt", "2020-02-03", (2, 1, 0), (OIL, GOAL)
)
UNREAD = ARTICLE._replace(figures=None, entries=None)
UNKNOWN = Candidate(None, "a/b.txt", None, None, None)


def chosen(text: str, article: Candidate = ARTICLE) -> tuple[Entry, ...]:
    return parse(text).entries(article)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("", (OIL, GOAL)),
        ("IRAQ", (OIL, GOAL)),
        ('"buys “gas"', (OIL, GOAL)),
        ("iran", ()),
        ("-iran", (OIL, GOAL)),
        ("reporter:irn", (OIL, GOAL)),
        ("partner:IRQ", (OIL,)),
        ("partner:none", (GOAL,)),
        ("party:IRQ", (OIL,)),
        ("-partner:IRQ", (GOAL,)),
        ("flow=export", (OIL,)),
        ("flow:export,import", (OIL, GOAL)),
        ('commodity:"crude oil" iraq', (OIL, GOAL)),
        ('commodity:"crude oil","gas" flow:import', (GOAL,)),
        ("amount>1e9", (OIL,)),
        ("amount>1.9bn", (OIL,)),
        ("amount>2bn", ()),
        ("amount>=2bn", (OIL,)),
        ("amount:1,750,000,000", (OIL,)),
        ("amount<1.6bn", (OIL,)),
        ("amount:none", (GOAL,)),
        ("currency:usd", (OIL,)),
        ("quantity>=5M unit:tonne", (GOAL,)),
        ("change<0", (GOAL,)),
        ("change:-11.6%", (GOAL,)),
        ("period:2019", (OIL,)),
        ("period:2019-04", (OIL,)),
        ("period:2019-05-07", (OIL,)),
        ("period:2018", ()),
        ("period>2018", (OIL,)),
        ("period>2019", ()),
        ("period>=2019-03", (OIL,)),
        ("period<2019-07", (OIL,)),
        ("period<=2019", (OIL,)),
        ("period:xxxx-03", (GOAL,)),
        ("status:target", (GOAL,)),
        ("rule:flow", (OIL, GOAL)),
        ("state:open flow:export", (OIL,)),
        ("state:masked", ()),
        ("open>0 booked:2 figures<4", (OIL, GOAL)),
        ("date:2020-02", (OIL, GOAL)),
        ("date<2020", ()),
        ("file:b.txt title:gas", (OIL, GOAL)),
        ("flow:export or status:target", (OIL, GOAL)),
        ("-(flow:export or status:target)", ()),
        ("iran or iraq flow:export", (OIL,)),
        ("(iran or iraq) flow:export", (OIL,)),
        ("--flow:export", (OIL,)),
        ('"or" or "-x" or flow:export', (OIL,)),
    ],
)
def test_an_expression_chooses_entries(text: str, entries: tuple[Entry, ...]) -> None:
    assert chosen(text) == entries


def test_one_entry_must_have_all_that_is_asked_for() -> None:
    assert parse("flow:export status:target").holds(ARTICLE) is False


def test_an_article_without_entries_is_asked_by_itself() -> None:
    bare = ARTICLE._replace(entries=())

    assert parse("flow:export").holds(bare) is False
    assert parse("-flow:export").holds(bare) is True
    assert parse("partner:none").holds(bare) is False
    assert parse("iraq").holds(bare) is True


@pytest.mark.parametrize(
    ("text", "article", "holds"),
    [
        ("flow:export", UNREAD, None),
        ("iran flow:export", UNREAD, False),
        ("iraq flow:export", UNREAD, None),
        ("iraq or flow:export", UNREAD, True),
        ("-flow:export", UNREAD, None),
        ("state:open", UNREAD, None),
        ("iraq", UNKNOWN, None),
        ("date:2020", UNKNOWN, None),
        ("", UNKNOWN, True),
    ],
)
def test_what_is_not_known_yet_is_neither_chosen_nor_left_out(
    text: str, article: Candidate, holds: bool | None
) -> None:
    assert parse(text).holds(article) is holds


def test_a_saved_expression_is_called_by_its_name() -> None:
    query = parse("-@big iraq", {"big": "amount>1bn or quantity>1M"})

    assert str(query.expression) == "-(amount>1bn or quantity>1M) iraq"


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("iraq repoter:IRN", 5, "no field repoter; did you mean reporter?"),
        ("flow:exprt", 0, "never exprt; did you mean export?"),
        ("reporter:", 0, "a value is missing after reporter:"),
        ("amount>lots", 0, "lots is no number of amount; write 1e9"),
        ("amount>1e999999999", 0, "is no number"),
        ("period:20", 0, "20 is no time of period; write 2019"),
        ("reporter>IRN", 0, "reporter has no order"),
        ("amount>none", 0, "none is no number"),
        ('iraq "oil', 5, "a quotation begins here and has no end"),
        ("(iraq", 0, "a ) is missing"),
        ("iraq)", 4, "there is no ( for this )"),
        ("()", 1, "something is missing here"),
        ("iraq or", 7, "something is missing here"),
        ("or iraq", 0, 'a word "or" is quoted'),
        ("iraq @big", 5, "no expression is saved as big"),
        ("(" * 500, 41, "nested too deeply"),
        ("-" * 500 + "x", 500, "nested too deeply"),
    ],
)
def test_what_can_not_be_understood_is_shown_with_its_place(
    text: str, position: int, said: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)

    assert caught.value.position == position
    assert said in caught.value.brief


def test_an_error_points_at_the_characters_that_are_meant() -> None:
    with pytest.raises(QueryError) as caught:
        parse("iraq flow:exprt")

    assert str(caught.value) == (
        "column 6: flow is never exprt; did you mean export?\n"
        "  iraq flow:exprt\n"
        "       ^^^^^^^^^^"
    )


def test_a_saved_expression_that_is_wrong_is_named() -> None:
    with pytest.raises(QueryError, match="@bad is wrong: there is no field x"):
        parse("@bad", {"bad": "x:1"})


def test_what_begins_with_a_digit_is_no_field() -> None:
    assert parse("12:30").expression == Words("12:30")


# --- properties ----------------------------------------------------------------------


@st.composite
def terms(draw: st.DrawFn) -> Term:
    field = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    values: tuple[str, ...]
    if field.kind == "number":
        values = (
            draw(st.sampled_from(["0", "1", "-3.5", "1e9", "1.5bn", "1,000", "none"])),
        )
    elif field.kind == "time":
        values = (draw(st.sampled_from(["2019", "2020-02", "2019-03-31", "XXXX-03"])),)
    elif field.codes:
        values = (draw(st.sampled_from(field.codes)),)
    else:
        text = st.sampled_from(
            ["IRN", "crude oil", 'a "b" \\', "(x,y)", "none", "-", "flow"]
        )
        values = tuple(draw(st.lists(text, min_size=1, max_size=3)))
    ordered = field.kind in ("number", "time") and values != ("none",)
    sign = draw(st.sampled_from([":", ">", "<", ">=", "<="])) if ordered else ":"
    return Term(field.name, sign, values)  # type: ignore[arg-type]


def _compound(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(parts.map(Not), several.map(All), several.map(Either))


WORDS = st.text(min_size=1, max_size=8).map(Words)
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    st.one_of(WORDS, terms()), _compound, max_leaves=8
)


@given(EXPRESSIONS)
def test_an_expression_is_read_as_it_was_written(expression: Expression) -> None:
    assert parse(str(expression)).expression == expression


@given(st.text(max_size=40) | st.text(alphabet='ab:>-"()@,or flow', max_size=40))
def test_any_text_is_understood_or_refused_at_a_place_in_it(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)


def truth(expression: Expression, article: Candidate, entry: Entry | None) -> bool:
    """The plain way to tell whether an expression holds, with nothing unknown."""
    match expression:
        case Words():
            return expression.text.casefold() in (article.title or "")
        case Term():
            return bool(query_of(expression)._test(article, entry))
        case Not():
            return not truth(expression.part, article, entry)
        case All():
            return all(truth(part, article, entry) for part in expression.parts)
        case Either():
            return any(truth(part, article, entry) for part in expression.parts)


@given(EXPRESSIONS)
def test_the_parts_decide_over_the_whole(expression: Expression) -> None:
    found = query_of(expression).entries(ARTICLE)

    assert found == tuple(e for e in (OIL, GOAL) if truth(expression, ARTICLE, e))


@given(EXPRESSIONS, st.sampled_from([UNREAD, UNKNOWN]))
def test_what_is_decided_early_stays_so_when_more_is_known(
    expression: Expression, early: Candidate
) -> None:
    query = query_of(expression)

    assert query.holds(early) in (None, query.holds(ARTICLE))


def test_nothing_asked_is_everything() -> None:
    assert parse("  ") == EVERYTHING


def test_parentheses_may_be_nested_for_some_levels() -> None:
    assert parse("(" * DEEPEST + "x" + ")" * DEEPEST).expression == Words("x")
