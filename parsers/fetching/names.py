"""What the files of pages are called: after their addresses, and by no address twice."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from urllib.parse import unquote

from parsers.fetching.addresses import Address

_LONGEST = 120
"""Bytes of the words in a name; every file system takes twice that."""
_LONGEST_FOLDER = 253
"""Bytes of a folder, as many as the longest host has; with a port it would be too long for
file systems."""
_SUFFIX = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jsp)$", re.I)
_NO_WORD = re.compile(r"[\W_]+")
_DIGITS = 8


def file_name(address: Address) -> str:
    """The file of a page, below the folder that pages are kept in.

    Such as `example.org/2020-03-20-Exports-to-Iraq-1a2b3c4d.html`: the path tells a title
    and a day where the page does not. The digits are of the whole address.
    """
    path = _SUFFIX.sub("", unquote(address.target.partition("?")[0]).rstrip("/"))
    words = _NO_WORD.sub("-", unicodedata.normalize("NFC", path)).strip("-")
    cut = words.encode()[-_LONGEST:].decode("utf-8", "ignore").strip("-")
    digits = sha256(str(address).encode()).hexdigest()[:_DIGITS]
    name = f"{cut}-{digits}" if cut else digits
    return f"{_folder(address)}/{name}.html"


def _folder(address: Address) -> str:
    """The folder for the pages of a server; no colon, which some systems do not take.

    It is cut without harm: the digits of a file name are of the host and its port too.
    """
    host = address.authority.strip("[]").replace("]", "").replace(":", "_")
    name = host if host[0].isalnum() else f"v6{host}"
    return name[:_LONGEST_FOLDER]
