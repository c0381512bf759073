"""Settings: what the user may choose, read from TOML, with the file that chose it.

The command line wins over the project file, that over the user's file, that over the
packaged default. The fields of `Settings` are the only list of keys there is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal, cast, get_args

import tomli

from parsers.errors import NewsledgerError
from parsers.query import NAME, QueryError, parse
from parsers.resources import data_folder

FILE_NAME = "newsledger.toml"
Network = IPv4Network | IPv6Network
GOLDEN_FOLDER = "golden"
"""A folder beside rules that holds articles and what they are read as, but no rules."""
DECISIONS = "decisions.jsonl"
"""Where the verdicts of a project are kept, beside its settings, if it does not say."""
OWN_FOLDER = ".newsledger"
"""Beside them; git ignores it, and all in it can be made again."""


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """Something in a settings file that can not be used."""

    path: Path
    message: str
    key: str | None = None
    """The setting it is about; None when the whole file is unusable."""

    def __str__(self) -> str:
        where = f"{self.path}: {self.key}" if self.key else str(self.path)
        return f"{where}: {self.message}"


class SettingsError(NewsledgerError):
    """The settings can not be used; `problems` holds every reason, not the first."""

    def __init__(self, problems: tuple[SettingProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def _paths(value: object, folder: Path) -> tuple[Path, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise TypeError("must be a list of paths")
    if any("\0" in path for path in value):
        raise ValueError("holds a NUL character")
    return tuple(folder / _home(path) for path in value)


def _place(value: object, folder: Path) -> Path | None:
    if not isinstance(value, str):
        raise TypeError("must be a path in quotes")
    return _paths([value], folder)[0] if value else None


def _home(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise ValueError(f"nobody's home is {path.partition('/')[0]}") from None


def _positive(value: object, _folder: Path) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("must be a whole number")
    if value < 1:
        raise ValueError("must be 1 or more")
    return value


def _name(value: object, _folder: Path) -> str:
    if not isinstance(value, str):
        raise TypeError("must be a text in quotes")
    return value


def _addresses(value: object, _folder: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise TypeError("must be a list of addresses")
    return tuple(value)


def _contact(value: object, folder: Path) -> str:
    text = _name(value, folder)
    if not (text.isascii() and text.isprintable()) or set("()") & set(text):
        raise ValueError("must be an address of mail or of the web")
    return text


def _networks(value: object, folder: Path) -> tuple[Network, ...]:
    try:
        return tuple(map(ip_network, _addresses(value, folder)))
    except (TypeError, ValueError):
        raise TypeError('must be a list of networks, such as "10.1.0.0/16"') from None


Choices = tuple[tuple[str, tuple[str, ...]], ...]
"""Names, each with the texts that were chosen for it."""


def _choices(value: object, _folder: Path) -> Choices:
    if not isinstance(value, dict):
        raise TypeError("must be a table: action = [keys]")
    return tuple((name, _texts(name, texts)) for name, texts in value.items())


def _texts(name: str, value: object) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(t, str) for t in texts):
        raise TypeError(f"{name} must be a key in quotes, or a list of them")
    return tuple(texts)


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression with the name that `@name` calls it by."""

    name: str
    text: str


def _filters(value: object, _folder: Path) -> tuple[Filter, ...]:
    if not isinstance(value, dict):
        raise TypeError("must be a table of names and expressions")
    return tuple(_filter(name, text) for name, text in value.items())


def _filter(name: str, text: object) -> Filter:
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name: letters, digits, - _ . are")
    if not isinstance(text, str):
        raise TypeError(f"{name} must be a text in quotes")
    try:
        parse(text)
    except QueryError as error:
        raise ValueError(f"{name}: {error}") from None
    return Filter(name, text)


Conflicts = Literal["latest", "hold"]
"""Which of figures that contradict each other counts: the latest, or none."""
EntryDate = Literal["period-end", "period-start"]
"""Which day of its period dates a claim in the books."""
ACCOUNT_PARTS = ("side", "good", "party", "partner")
"""What the name of an account is made of."""


def _conflicts(value: object, _folder: Path) -> str:
    return _one_of(get_args(Conflicts), value)


def _entry_date(value: object, _folder: Path) -> str:
    return _one_of(get_args(EntryDate), value)


def _one_of(known: Sequence[str], value: object) -> str:
    if value not in known:
        raise ValueError(f"must be {' or '.join(map(repr, known))}")
    return str(value)


def _account_template(value: object, folder: Path) -> str:
    template = _name(value, folder)
    parts = template.split(":")
    known = [f"{{{part}}}" for part in ACCOUNT_PARTS]
    if parts[0] != known[0] or sorted(parts) != sorted(known):
        raise ValueError(
            f"must be {known[0]}, then {', '.join(known[1:])} in any order, "
            "with : between two"
        )
    return template


Reader = Callable[[object, Path], object]


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, each with the function that reads it from TOML."""

    rules: tuple[Path, ...] = field(metadata={"read": _paths})
    """Rule files, and folders of them."""
    size_limit: int = field(metadata={"read": _positive})
    """Articles of more bytes are skipped."""
    theme: str = field(metadata={"read": _name})
    """The theme of the terminal program."""
    articles: tuple[Path, ...] = field(metadata={"read": _paths})
    """Articles, and folders of them, that are read when no path is named."""
    decisions: Path | None = field(metadata={"read": _place})
    """Where verdicts are kept; None where that is said nowhere, outside of a project."""
    author: str = field(metadata={"read": _name})
    """The name that verdicts bear; empty for the name of the account."""
    conflicts: Conflicts = field(metadata={"read": _conflicts})
    """Which of figures that contradict each other counts, if nobody accepted one."""
    entry_date: EntryDate = field(metadata={"read": _entry_date})
    """Which day of its period dates a claim in the books."""
    account_template: str = field(metadata={"read": _account_template})
    """The order of the parts of an account in the books."""
    feeds: tuple[str, ...] = field(metadata={"read": _addresses})
    """What `fetch` fetches when nothing is named."""
    contact: str = field(metadata={"read": _contact})
    """Whom servers can turn to because of what is fetched; empty for nobody."""
    fetch_networks: tuple[Network, ...] = field(metadata={"read": _networks})
    """Networks from which is fetched although they are not public."""
    keys: Choices = field(metadata={"read": _choices})
    """The keys of the terminal program, by the ids of its actions; each file adds to
    those that it wins over."""
    filters: tuple[Filter, ...] = field(metadata={"read": _filters})
    """Expressions that choose entries and articles, by their names."""

    @property
    def saved(self) -> Mapping[str, str]:
        """The filters as expressions find them."""
        return {saved.name: saved.text for saved in self.filters}


class NoRulesError(NewsledgerError):
    """A rule file or folder that was named can not be used; `path` is its name."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def rule_files(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The rule files named, each once, and for a folder the `*.yaml` files below it.

    What lies in a folder called `golden` is no rule file.

    Raises:
        NoRulesError: If one does not exist, or a folder holds no rule file.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _expanded(path)))


def _expanded(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            path.stat()
            return [path]
    except FileNotFoundError:
        raise NoRulesError(path, "no such rule file or folder") from None
    except OSError as error:
        raise NoRulesError(path, error.strerror or str(error)) from None
    found = sorted(
        file
        for file in path.rglob("*.yaml")
        if GOLDEN_FOLDER not in file.relative_to(path).parts[:-1]
    )
    if not found:
        raise NoRulesError(path, "no rule file (*.yaml) in this folder")
    return found


_READERS: Mapping[str, Reader] = {f.name: f.metadata["read"] for f in fields(Settings)}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The settings in force, and where each comes from."""

    settings: Settings
    winners: tuple[tuple[str, str], ...]
    """(key, the file or `command line` that set it), in the order of the keys."""
    project: Path | None
    """The settings file of the project; None outside of one."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """What one place says."""

    source: str
    values: Mapping[str, object]
    problems: tuple[SettingProblem, ...] = ()


def resolve(folder: Path, rules: tuple[Path, ...] = ()) -> Resolved:
    """Settle every setting for work done in `folder`.

    Args:
        folder: Where to look for the project file, there and in every parent.
        rules: Rule files of the command line; empty when it names none.

    Raises:
        SettingsError: With all the problems of all the files.
    """
    project = _project(folder)
    layers = [_read(path) for path in _files(project)]
    layers.append(_Layer("command line", {"rules": rules} if rules else {}))
    problems = tuple(problem for layer in layers for problem in layer.problems)
    if problems:
        raise SettingsError(problems)
    merged = {k: (v, layer.source) for layer in layers for k, v in layer.values.items()}
    if project is not None and merged["decisions"][0] is None:
        merged["decisions"] = (project.with_name(DECISIONS), str(project))
    merged["keys"] = _joined("keys", layers)
    winners = tuple((key, merged[key][1]) for key in _READERS)
    # Each value was made by the reader of its field.
    settings = Settings(**{key: merged[key][0] for key in _READERS})  # type: ignore[arg-type]
    return Resolved(settings, winners, project)


def _joined(key: str, layers: Sequence[_Layer]) -> tuple[Choices, str]:
    """What all layers choose by name, and those of them that choose anything."""
    chosen = [(cast(Choices, layer.values.get(key, ())), layer) for layer in layers]
    named = {name: texts for choices, _ in chosen for name, texts in choices}
    sources = [layer.source for choices, layer in chosen if choices]
    return tuple(named.items()), ", ".join(sources or [layers[0].source])


def _files(project: Path | None) -> Iterator[Path]:
    """The settings files that exist, the weakest first."""
    yield data_folder("config") / FILE_NAME
    user = _user_folder() / FILE_NAME
    if user.is_file():
        yield user
    if project is not None:
        yield project


def _project(folder: Path) -> Path | None:
    """The settings file of the folder, or of the nearest parent that has one."""
    files = (place / FILE_NAME for place in (folder, *folder.parents))
    return next((path for path in files if path.is_file()), None)


def _user_folder() -> Path:
    """Where the user's own settings lie (XDG Base Directory)."""
    chosen = os.environ.get("XDG_CONFIG_HOME", "")
    # The standard says to ignore a relative path.
    base = Path(chosen) if chosen.startswith("/") else _home("~/.config")
    return base / "newsledger"


def _read(path: Path) -> _Layer:
    """Read one file; what is wrong with it becomes problems, one for each key."""
    try:
        table = _parse(path)
    except (OSError, ValueError, RecursionError) as error:
        return _Layer(str(path), {}, (SettingProblem(path, _reason(error)),))
    values: dict[str, object] = {}
    problems: list[SettingProblem] = []
    for key, value in table.items():
        try:
            values[key] = _reader(key)(value, path.parent)
        except (KeyError, TypeError, ValueError) as error:
            problems.append(SettingProblem(path, str(error.args[0]), key))
    return _Layer(str(path), values, tuple(problems))


def _parse(path: Path) -> dict[str, object]:
    # An editor of another system may have put a byte order mark before the first key.
    text = path.read_text(encoding="utf-8-sig")
    return cast(dict[str, object], tomli.loads(text))


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return f"line {error.object.count(10, 0, error.start) + 1} is not UTF-8"
    return str(error)


def _reader(key: str) -> Reader:
    if key in _READERS:
        return _READERS[key]
    near = get_close_matches(key, _READERS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(_READERS)}"
    raise KeyError(f"no such setting; {hint}")
