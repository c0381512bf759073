"""Text that a terminal would obey, or show as something else, if it were sent as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Payload:
    """One attack."""

    name: str
    text: str
    needle: str
    """The part of the text that must not reach a terminal."""
    allowed: bool = False
    """Whether it may all the same, for languages that are not written without it."""


def _hidden(name: str, before: str, character: str, after: str) -> Payload:
    """One character that must not stand between its two neighbours."""
    needle = f"{before}{character}{after[0]}"
    return Payload(name, f"aa{needle}{after[1:]}bb", needle)


PAYLOADS: tuple[Payload, ...] = (
    Payload("csi_clear", "aa\x1b[2J\x1b[7;7Hbb", "\x1b[2J\x1b[7;7H"),
    Payload("csi_sgr", "aa\x1b[38;5;77mbb", "\x1b[38;5;77m"),
    Payload("csi_query_DSR", "aa\x1b[6nbb", "\x1b[6n"),
    Payload("osc52_clip", "aa\x1b]52;c;VEVTVQ==\x07bb", "\x1b]52;c;VEVTVQ=="),
    Payload("osc52_ST", "aa\x1b]52;c;VEVTVA==\x1b\\bb", "\x1b]52;c;VEVTVA==\x1b\\"),
    Payload("osc0_title", "aa\x1b]0;PWNED-TITLE\x07bb", "\x1b]0;PWNED-TITLE"),
    Payload(
        "osc8_link",
        "aa\x1b]8;;http://evil.example/x\x1b\\click\x1b]8;;\x1b\\bb",
        "\x1b]8;;http://evil.example/x",
    ),
    Payload("dcs", 'aa\x1bP$q"p\x1b\\bb', '\x1bP$q"p'),
    Payload("ris_reset", "aa\x1bcbb", "aa\x1bcbb"),
    Payload("paste_end", "aa\x1b[201~rm -rf x\x1b[200~bb", "\x1b[201~rm"),
    Payload("altscreen_off", "aa\x1b[?1047lbb", "\x1b[?1047l"),
    Payload("c1_csi", "aa\x9b31mcc", "\x9b31m"),
    Payload("c1_osc", "aa\x9d0;C1TITLE\x9cbb", "\x9d0;C1TITLE"),
    Payload("c1_nel", "aa\x85bb", "a\x85b"),
    _hidden("bel", "B", "\x07", "L"),
    _hidden("backspace", "B", "\x08", "S"),
    _hidden("CR", "C", "\r", "R"),
    _hidden("VT", "V", "\x0b", "T"),
    _hidden("FF", "F", "\x0c", "F"),
    _hidden("NUL", "N", "\x00", "L"),
    _hidden("SO", "S", "\x0e", "O"),
    _hidden("DEL", "D", "\x7f", "L"),
    _hidden("ENQ", "E", "\x05", "Q"),
    _hidden("bidi_rlo", "R", "\u202e", "LO"),
    Payload("bidi_isolate", "aaI\u2066Sbb\u2069", "I\u2066S"),
    _hidden("zwsp", "Z", "\u200b", "W"),
    Payload("zwj", "aaJ\u200dWbb", "J\u200dW", allowed=True),
    _hidden("bom", "B", "\ufeff", "M"),
    _hidden("softhyphen", "H", "\u00ad", "Y"),
    _hidden("linesep", "L", "\u2028", "S"),
    _hidden("tags", "T", "\U000e0041", "G"),
    Payload("zalgo", "aaO" + "\u0301" * 50 + "bb", "O" + "\u0301" * 50),
    _hidden("tab", "T", "\t", "B"),
)

DANGER = re.compile(
    "[\x00-\x1f\x7f-\x9f]"  # C0, DEL, C1
    "|[\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"  # hidden, bidi
    "|[\ud800-\udfff\U000e0000-\U000e0fff]"  # surrogates, tags
    "|\u0301{4}"  # marks that climb out of their row
)
"""What no text on a terminal may hold, its line ends and the program's own sequences
aside. ZWJ and ZWNJ may stand: Persian is not written without them."""
