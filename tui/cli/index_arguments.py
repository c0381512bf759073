"""What may be typed after `newsledger index` and `search`, and the help for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.options import EXITS, add_jobs, add_paths, command

if TYPE_CHECKING:
    from tui.cli.options import Subparsers

_INDEX = f"""\
Keeps .newsledger/index.sqlite in the folder of the project: the text of its articles, to
be searched, with their entries and open figures. Only what has changed is read: an article
whose file is the same costs a look at the file system, unless the rules have changed. The
index holds what lies below the PATHs; what does not, leaves it. Ctrl+C keeps what is done,
and the next time goes on there. It can be deleted any time and is made anew.

examples:
  newsledger index
  newsledger index --jobs 1
  newsledger index articles/2024 ~/clippings

{EXITS}"""

_SEARCH = f"""\
Prints the sentences that hold what is looked for, as PATH:LINE:COLUMN: SENTENCE, by the
order of the paths. QUERY is words and "phrases in quotes"; word* is any word that begins
so. Capitals and accents make no difference. An article has to hold all of them; of each,
those sentences are printed that hold the most. What was indexed is searched: articles that
were changed since then are counted on stderr.

With --format jsonl each line is a JSON object with the offsets of the sentence and of all
matches in the text of the article with that digest.

examples:
  newsledger search pistachios
  newsledger search '"natural gas" turkey export*' articles/2024
  newsledger search iraq --format jsonl | jq -r .quote

{EXITS}"""


def add_index_commands(commands: Subparsers) -> None:
    """Making an index, and looking into it."""
    index = command(commands, "index", "Make articles ready to be searched.", _INDEX)
    add_paths(index)
    add_jobs(index, None, "as many as can run at once")
    purpose = "Look for words in the articles that are indexed."
    search = command(commands, "search", purpose, _SEARCH)
    search.add_argument("query", metavar="QUERY", help="words and phrases")
    add_paths(search, "where to look; without one, in all that is indexed")
    search.add_argument(
        "--format", choices=("text", "jsonl"), default="text", help="default: text"
    )
