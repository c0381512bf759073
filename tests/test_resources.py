from __future__ import annotations

from parsers.resources import data_folder


def test_the_packaged_articles_are_there() -> None:
    names = sorted(path.name for path in data_folder("seeds").iterdir())

    assert len(names) == 5
    assert all(name.endswith(".txt") for name in names)


def test_the_packaged_settings_and_rules_are_there() -> None:
    config = data_folder("config")

    assert (config / "newsledger.toml").is_file()
    assert list((config / "rules").glob("*.yaml"))
