"""Archives of articles (tar, zip, WARC): a member is read as what its name says.

Nothing is unpacked to a disk: the name of a member is only looked at, for its suffix and
for a title. One deputy lists an archive, another hands out its members, and who reads a
member is the same as if it lay in a folder.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace

from parsers.articles.forms import largest, plain
from parsers.articles.forms.archives import Member, shown
from parsers.articles.forms.deputy import deputy
from parsers.articles.forms.naming import SEVERAL, form_of, form_of_member
from parsers.articles.forms.told import Record, Told
from parsers.articles.opening import too_large, version
from parsers.articles.refusals import RefusedError


def records(path: bytes) -> Iterator[Record]:
    """The members of an archive, in its order, folders and hidden names left out.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If it is no archive, or broken.
    """
    number, ending = 0, False
    while ending is False:
        *few, ending = deputy("listing").answer(_question(path, number))
        for record in few:
            yield Record(*record)
        number += len(few)
    if isinstance(ending, str):
        raise RefusedError(ending)


def told(path: bytes, record: Record, limit: int) -> Told:
    """What a member of an archive tells.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If the member can not be, or is too large.
    """
    question = _question(path, record.at, limit)
    by = deputy("member")
    with by.asking:  # or others lead it away again
        while not (found := by.answer(question)):
            pass
    ((name, data, url, fetched),) = found
    member = Member(name, b64decode(data), url, fetched)
    told = _told(member, limit)
    url = told.url or member.url
    return replace(told, url=url, fetched=member.fetched, file=member.name)


def _told(member: Member, limit: int) -> Told:
    """What the bytes of a member tell, read as what its name says."""
    form = form_of_member(member.name.encode("utf-8", "replace"), member.data)
    if form in SEVERAL:
        raise RefusedError(f"it holds several articles: {shown(member.name)}")
    if form not in ("mail", "page"):
        return plain.told(member.data)
    most = largest(form, limit)
    if len(member.data) > most:
        raise too_large(most)
    return deputy(form).ask_one(member.data)


def _question(path: bytes, *rest: int) -> bytes:
    there = os.fsdecode(os.path.abspath(path))  # noqa: PTH100 - a Path takes no bytes
    return json.dumps([form_of(path), there, version(path), *rest]).encode()
