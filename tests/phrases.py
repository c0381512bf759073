"""Texts put together from what trade news is made of, and from what breaks readers."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    *("Iran", "Iraq", "the Netherlands", "the two countries", "its neighbor", "it"),
    *("China, India and Japan", "Trade Minister", "Export Union of Turkey", "the EU"),
    *("exports", "imported", "trade", "Trade Deficit", "shipped", "non-oil exports"),
    *("production", "the figure", "of which", "while", "whereas", ";", "worth", "from"),
    *("to", "with", "between", "and", "in", "compared with", "of steel", "reached"),
    *("rose", "fell by", "up", "is expected to", "plans to", "could", "more than"),
    *("$5 million", "$5-6 billion", "US$1,234.5", "5 percent", "42.7%", "€3 bn"),
    *("two million tons", "360,000 tonnes", "700,000 barrels per day", "doubled"),
    *("DOUBLED", "3 billion", "10-fold", "three times", "half a million tons", "5"),
    *("$1,5", "1,,5 tons", "USD34.6 million", "rls. 40b", "$5 per barrel", "a third"),
    *("in 2019", "last year", "January-July 2022", "(March 20-June 20)", "Farvardin"),
    *("the first quarter of the current Iranian calendar year", "said Mr. Hosseini"),
    *("according to Hamid Hosseini", "IRNA reported", "Tehran, Jan. 5 (IRNA)"),
    *("\ue001", "\ue000", "\x00", "İ", "\u2028", "”", "'", "(", ")", "\u00ad", "‏"),
)
"""Phrases, and characters that other programs have tripped over."""
GAPS = (" ", " ", " ", ", ", ". ", "\n", "\n\n", "  ", "-", "", '"', "\t", "\r\n")


@st.composite
def trade_texts(draw: st.DrawFn) -> str:
    """A text of such pieces in any order."""
    pieces = draw(st.lists(st.sampled_from(PIECES), max_size=30))
    gaps = st.sampled_from(GAPS)
    return "".join(piece + draw(gaps) for piece in pieces)
