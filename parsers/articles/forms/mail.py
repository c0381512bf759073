"""Mails: the text of one, as its writer sent it. Nothing that is attached is opened."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from parsers.articles.forms.charsets import decode_as
from parsers.articles.forms.days import day_told
from parsers.articles.forms.markup import text_of
from parsers.articles.forms.told import Told
from parsers.articles.refusals import RefusedError

_BROKEN = (ValueError, LookupError, AttributeError, TypeError)
"""What the parser of headers breaks down with on those that mean harm."""

_KINDS = ("plain", "html")
"""The better first."""


def told(data: bytes) -> tuple[Told]:
    """What a mail tells: its text, or that of its HTML where there is no other.

    Raises:
        RefusedError: If it has no text.
    """
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    if not message.keys():
        raise RefusedError("no mail: it has no headers")
    part = _body(message)
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    decoded = decode_as(content, _charset(part))
    is_html = part.get_content_subtype() == "html"
    text = text_of(decoded.text) if is_html else decoded.text
    if not text.strip():
        raise RefusedError("a mail without text")
    return (
        Told(
            text=text,
            encoding=f"{decoded.encoding}, {'HTML' if is_html else 'text'} of a mail",
            repaired=decoded.repaired,
            title=_header(message, "Subject"),
            date=day_told(_header(message, "Date")),
        ),
    )


def _body(message: EmailMessage) -> EmailMessage:
    """The part that holds the text of a mail."""
    try:
        body = message.get_body(_KINDS)
    except _BROKEN:
        raise RefusedError("a mail with headers that can not be read") from None
    if body is None:
        raise RefusedError("a mail without text")
    assert isinstance(body, EmailMessage)
    return body


def _charset(part: EmailMessage) -> str | None:
    """The charset that a part claims."""
    try:
        return part.get_content_charset()
    except _BROKEN:
        return None


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as a person reads it; None if there is none that can be read."""
    try:
        value = message[name]
        return None if value is None else str(value)
    except _BROKEN:
        return None
