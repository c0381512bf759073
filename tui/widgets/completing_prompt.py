"""The rows in which a person types something that is completed while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from tui.completion import NOTHING, Completion
from tui.display import one_line


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked for."""

    sign: str
    """What stands before the words."""
    help: str
    """What can be typed, shown where there is nothing to choose from."""
    enter: Callable[[], None]
    """What Enter does with the words."""
    leave: Callable[[], None]
    """What Esc does."""
    complete: Callable[[str, int], Completion] = lambda *_: NOTHING
    """What can stand at the cursor of the words."""
    changed: Callable[[], None] = lambda: None
    """What is done when the words are others."""
    history: tuple[str, ...] = ()
    """What was answered before, the oldest first."""


_NOTHING_ASKED = Question("", "", lambda: None, lambda: None)


class _Words(Input):
    """The input; Tab goes from one completion to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
        Binding("up", "recall(-1)", show=False),
        Binding("down", "recall(1)", show=False),
    ]

    def __init__(
        self, complete: Callable[[int], None], recall: Callable[[int], None]
    ) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self._complete, self._recall = complete, recall

    def action_complete(self, by: int) -> None:
        """Put the next completion in, or the one before."""
        self._complete(by)

    def action_recall(self, by: int) -> None:
        """Put in what was answered before."""
        self._recall(by)


class CompletingPrompt(Vertical):
    """A sign, the words that are typed, what they come to, and what can stand there.

    It is always there and only hidden, so that it has the keys in the moment it opens.
    """

    def __init__(self) -> None:
        super().__init__()
        self._question = _NOTHING_ASKED
        self._completion = NOTHING
        self._chosen: int | None = None
        """Which completion stands in the input."""
        self._recalled = 0
        """Which of the answers stands there, counted from behind the last."""
        self._completed = ""

    def compose(self) -> ComposeResult:
        """A row of help, and the words between their sign and their counts."""
        yield Static(classes="help", markup=False)
        with Horizontal():
            yield Label(markup=False)
            yield _Words(self._complete, self._recall)
            yield Static(classes="counts", markup=False)

    def on_mount(self) -> None:
        """Wait for the key."""
        self.display = False

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def asks(self, question: Question) -> bool:
        """Whether a question is asked."""
        return bool(self.display) and self._question is question

    def enter(self) -> None:
        """Take the words for an answer."""
        self._question.enter()

    def leave(self) -> None:
        """Take nothing for an answer."""
        self._question.leave()

    def open(self, question: Question, text: str = "") -> None:
        """Take the keys, with words to go on with."""
        self._question, self._recalled = question, 0
        self.display = True
        self.query_one(Label).update(one_line(question.sign))
        words = self.query_one(Input)
        words.value = text
        words.cursor_position = len(text)
        self.screen.set_focus(words, scroll_visible=False)
        # The old text may be the new one, of which no change is told.
        self._offer()
        question.changed()

    def _offer(self) -> None:
        """Show what can stand at the cursor."""
        words = self.query_one(Input)
        self._completion = self._question.complete(words.value, words.cursor_position)
        self._chosen, self._completed = None, words.value
        self._show_help()

    def tell(self, counts: str, error: str) -> None:
        """Show what the words come to, or what is wrong with them."""
        self.query_one(".counts", Static).update(Content(one_line(counts)))
        if error and not self._completion.options:
            help = self.query_one(".help", Static)
            help.update(Content.styled(one_line(error), "bold italic"))
        else:
            self._show_help()

    def _show_help(self) -> None:
        """The completions, the one that was taken reversed."""
        parts: list[str | tuple[str, str]] = []
        first = max(0, (self._chosen or 0) - 2)
        for index, option in enumerate(self._completion.options[first:], first):
            style = "reverse" if index == self._chosen else "not bold"
            parts += [(one_line(option), style), "  "]
        if not parts:
            parts = [one_line(self._completion.help or self._question.help)]
        self.query_one(".help", Static).update(Content.assemble(*parts))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        if self.query_one(Input).value != self._completed:
            self._offer()
        if self.display:
            self._question.changed()

    def _recall(self, by: int) -> None:
        """Put an earlier answer in, or a later one; behind the last is nothing."""
        history = self._question.history
        if history:
            self._recalled = max(-len(history), min(0, self._recalled + by))
            words = self.query_one(Input)
            words.value = history[self._recalled] if self._recalled else ""
            words.cursor_position = len(words.value)

    def _complete(self, by: int) -> None:
        """Put the next completion where the last one stands."""
        words = self.query_one(Input)
        if words.value != self._completed:
            self._offer()
        options = self._completion.options
        if not options:
            return
        if self._chosen is None:
            end = self._completion.end
            self._chosen = 0 if by > 0 else len(options) - 1
        else:
            end = self._completion.start + len(options[self._chosen])
            self._chosen = (self._chosen + by) % len(options)
        option = options[self._chosen]
        start = self._completion.start
        self._completed = words.value[:start] + option + words.value[end:]
        words.value = self._completed
        words.cursor_position = start + len(option)
        self._show_help()
