from __future__ import annotations

from pathlib import Path

import pytest

from parsers.resources import data_folder
from parsers.settings import NoRulesError, SettingsError, resolve, rule_files

DEFAULT = str(data_folder("config") / "newsledger.toml")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def user_file(tmp_path: Path) -> Path:
    return tmp_path / "home" / ".config" / "newsledger" / "newsledger.toml"


def test_the_packaged_file_sets_everything(tmp_path: Path) -> None:
    resolved = resolve(tmp_path)

    assert {source for _, source in resolved.winners} == {DEFAULT}
    trade = data_folder("config") / "rules" / "trade-en.yaml"
    assert resolved.settings.rules[-1] == trade
    assert resolved.settings.size_limit == 16 * 1024**2


def test_the_user_file_wins_over_the_default(tmp_path: Path) -> None:
    path = write(user_file(tmp_path), "size_limit = 5")

    resolved = resolve(tmp_path)

    assert resolved.settings.size_limit == 5
    assert dict(resolved.winners)["size_limit"] == str(path)
    assert dict(resolved.winners)["rules"] == DEFAULT


def test_a_project_file_of_a_parent_wins_over_the_user_file(tmp_path: Path) -> None:
    write(user_file(tmp_path), "size_limit = 5\ntheme = 'nord'")
    write(tmp_path / "newsledger.toml", "size_limit = 6")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)

    settings = resolve(below).settings

    assert (settings.size_limit, settings.theme) == (6, "nord")


def test_the_nearest_project_file_counts_alone(tmp_path: Path) -> None:
    write(tmp_path / "newsledger.toml", "size_limit = 5")
    near = write(tmp_path / "near" / "newsledger.toml", "theme = 'nord'")

    assert resolve(near.parent).settings.size_limit != 5


def test_each_file_adds_keys_to_those_of_the_files_before(tmp_path: Path) -> None:
    mine = write(user_file(tmp_path), "[keys]\nup = 'i'\ndown = ['e', 'down']")
    ours = write(tmp_path / "newsledger.toml", "[keys]\nup = ['u']")

    resolved = resolve(tmp_path)

    assert resolved.settings.keys == (("up", ("u",)), ("down", ("e", "down")))
    assert dict(resolved.winners)["keys"] == f"{mine}, {ours}"


def test_the_command_line_wins_over_all(tmp_path: Path) -> None:
    write(tmp_path / "newsledger.toml", "rules = ['mine.yaml']")

    resolved = resolve(tmp_path, (Path("other.yaml"),))

    assert resolved.settings.rules == (Path("other.yaml"),)
    assert dict(resolved.winners)["rules"] == "command line"


def test_verdicts_are_kept_beside_the_settings_of_the_project(tmp_path: Path) -> None:
    project = write(tmp_path / "newsledger.toml", "decisions = ''")
    below = tmp_path / "below"
    below.mkdir()

    resolved = resolve(below)

    assert resolved.project == project
    assert resolved.settings.decisions == tmp_path / "decisions.jsonl"
    assert dict(resolved.winners)["decisions"] == str(project)


def test_outside_of_a_project_verdicts_are_kept_nowhere(tmp_path: Path) -> None:
    resolved = resolve(tmp_path)

    assert (resolved.project, resolved.settings.decisions) == (None, None)


def test_verdicts_are_kept_where_the_settings_say(tmp_path: Path) -> None:
    write(tmp_path / "newsledger.toml", "decisions = 'else/where.jsonl'")

    assert resolve(tmp_path).settings.decisions == tmp_path / "else" / "where.jsonl"


def test_the_articles_that_ship_are_read_where_nothing_else_is_said(
    tmp_path: Path,
) -> None:
    (articles,) = resolve(tmp_path).settings.articles

    assert articles.samefile(data_folder("seeds"))


def test_a_path_starts_where_its_file_lies(tmp_path: Path) -> None:
    write(
        tmp_path / "newsledger.toml", "rules = ['mine.yaml', '/else.yaml', '~/x.yaml']"
    )
    below = tmp_path / "below"
    below.mkdir()

    rules = resolve(below).settings.rules

    assert rules == (
        tmp_path / "mine.yaml",
        Path("/else.yaml"),
        tmp_path / "home" / "x.yaml",
    )


def test_xdg_config_home_moves_the_user_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    write(tmp_path / "xdg" / "newsledger" / "newsledger.toml", "size_limit = 7")

    assert resolve(tmp_path).settings.size_limit == 7


def test_a_relative_xdg_config_home_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", "xdg")
    write(tmp_path / "xdg" / "newsledger" / "newsledger.toml", "size_limit = 7")

    assert resolve(tmp_path).settings.size_limit != 7


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    (tmp_path / "newsledger.toml").write_bytes(b"\xef\xbb\xbfsize_limit = 5\r\n")

    assert resolve(tmp_path).settings.size_limit == 5


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("size_limti = 5", "size_limti: no such setting; did you mean size_limit?"),
        ("feeds = 'a'", "feeds: must be a list of addresses"),
        ("contact = 5", "contact: must be a text in quotes"),
        (
            'contact = "a\\r\\nHost: b"',
            "contact: must be an address of mail or of the web",
        ),
        (
            "fetch_networks = ['10.0.0.1/8']",
            'fetch_networks: must be a list of networks, such as "10.1.0.0/16"',
        ),
        (
            "zzz = 5",
            "zzz: no such setting; known are rules, size_limit, theme, articles, "
            "decisions, author, conflicts, entry_date, account_template, feeds, contact, "
            "fetch_networks, keys, filters",
        ),
        ("size_limit = 'much'", "size_limit: must be a whole number"),
        ("size_limit = true", "size_limit: must be a whole number"),
        ("size_limit = 0", "size_limit: must be 1 or more"),
        ("rules = 'one.yaml'", "rules: must be a list of paths"),
        ("rules = ['']", "rules: must be a list of paths"),
        ('rules = ["a\\u0000"]', "rules: holds a NUL character"),
        ("rules = ['~nobody-at-all/x']", "rules: nobody's home is ~nobody-at-all"),
        ("theme = 3", "theme: must be a text in quotes"),
        ("filters = 'x'", "filters: must be a table of names and expressions"),
        ("filters = {a = 3}", "filters: a must be a text in quotes"),
        (
            "filters = {'a b' = 'x'}",
            "filters: 'a b' is no name: letters, digits, - _ . are",
        ),
        ("articles = 'here'", "articles: must be a list of paths"),
        ("decisions = 3", "decisions: must be a path in quotes"),
        ('decisions = "a\\u0000"', "decisions: holds a NUL character"),
        ("conflicts = 'none'", "conflicts: must be 'latest' or 'hold'"),
        ("conflicts = ['hold']", "conflicts: must be 'latest' or 'hold'"),
        ("entry_date = 1", "entry_date: must be 'period-end' or 'period-start'"),
        *(
            (
                f"account_template = '{template}'",
                "account_template: must be {side}, then {good}, {party}, {partner} in "
                "any order, with : between two",
            )
            for template in (
                "",
                "{good}:{side}:{party}:{partner}",
                "{side}:{good}:{party}",
                "{side}:{good}:{party}:{partner}:{good}",
                "{side}:{good}:x{party}:{partner}",
                "{side}:{good}:{party}:{partner}\\n",
            )
        ),
        ("account_template = 3", "account_template: must be a text in quotes"),
        ("keys = 3", "keys: must be a table: action = [keys]"),
        ("keys.up = 3", "keys: up must be a key in quotes, or a list of them"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(
    tmp_path: Path, line: str, message: str
) -> None:
    path = write(tmp_path / "newsledger.toml", line)

    with pytest.raises(SettingsError) as caught:
        resolve(tmp_path)

    assert str(caught.value) == f"{path}: {message}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"size_limit = ", "Invalid value"),
        (b"# one\n# caf\xe9", "line 2 is not UTF-8"),
        (b"a = " + b"[" * 5000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_toml_is_named(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "newsledger.toml"
    path.write_bytes(content)

    with pytest.raises(SettingsError) as caught:
        resolve(tmp_path)

    (problem,) = caught.value.problems
    assert problem.path == path
    assert reason in problem.message


def test_a_filter_that_can_not_be_understood_is_shown_with_its_place(
    tmp_path: Path,
) -> None:
    write(tmp_path / "newsledger.toml", "[filters]\nbig = 'iraq amout>1'")

    with pytest.raises(SettingsError, match=r"filters: big: column 6: .* mean amount"):
        resolve(tmp_path)


def test_filters_are_kept_by_their_names(tmp_path: Path) -> None:
    write(tmp_path / "newsledger.toml", "[filters]\nbig = 'amount>1bn'")

    assert resolve(tmp_path).settings.saved == {"big": "amount>1bn"}


def test_books_are_kept_as_the_settings_say(tmp_path: Path) -> None:
    template = "{side}:{party}:{good}:{partner}"
    write(
        tmp_path / "newsledger.toml",
        f"conflicts = 'hold'\nentry_date = 'period-start'\n"
        f"account_template = '{template}'\n",
    )

    settings = resolve(tmp_path).settings

    assert (settings.conflicts, settings.entry_date) == ("hold", "period-start")
    assert settings.account_template == template


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    write(user_file(tmp_path), "theme = 1")
    write(tmp_path / "newsledger.toml", "size_limit = -1\nnonsense = 1")

    with pytest.raises(SettingsError) as caught:
        resolve(tmp_path)

    assert [problem.key for problem in caught.value.problems] == [
        "theme",
        "size_limit",
        "nonsense",
    ]


def test_a_folder_stands_for_the_rule_files_below_it(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "sub/c.yaml", "notes.txt"):
        write(tmp_path / name, "")

    files = rule_files((tmp_path / "b.yaml", tmp_path))

    assert [file.relative_to(tmp_path).as_posix() for file in files] == [
        "b.yaml",
        "a.yaml",
        "sub/c.yaml",
    ]


def test_a_rule_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoRulesError, match="no such rule file or folder"):
        rule_files((tmp_path / "gone.yaml",))


def test_a_folder_without_rule_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoRulesError, match="no rule file"):
        rule_files((tmp_path,))
