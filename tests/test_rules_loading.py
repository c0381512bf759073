from __future__ import annotations

from pathlib import Path

import pytest
from packs import (
    FIGURE_RULE,
    FRAGMENTS,
    HEAD,
    SLOTS,
    SMALL,
    WORDS,
    errors_of,
    loaded,
    pack_of,
)

from parsers.rules.loading import Unsaved, load

PLAIN = "newsledger: rules/1\n"


def test_a_pack_without_a_problem_has_none(tmp_path: Path) -> None:
    result = loaded(tmp_path, SMALL)

    assert errors_of(result.problems) == []
    assert result.pack is not None
    assert [rule.id for rule in result.pack.rules] == ["figure"]


def test_what_an_extended_file_defines_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text(PLAIN + WORDS, encoding="utf-8")

    text = HEAD + "extends: [words.yaml]\n" + FRAGMENTS + SLOTS + FIGURE_RULE
    result = loaded(tmp_path, text)

    assert errors_of(result.problems) == []
    assert result.pack is not None
    assert result.pack.vocabulary("country").values == ("IRN", "IRQ", "CHN", "NLD")


def test_an_extended_file_is_found_beside_the_one_that_extends_it(
    tmp_path: Path,
) -> None:
    words = tmp_path / "vocabulary" / "words.yaml"
    words.parent.mkdir()
    words.write_text(PLAIN + WORDS, encoding="utf-8")

    text = HEAD + "extends: [../vocabulary/words.yaml]\n" + FRAGMENTS + FIGURE_RULE
    result = loaded(tmp_path, text, "rules/main.yaml")

    assert errors_of(result.problems) == []


def test_every_file_is_listed_to_be_watched_even_a_missing_one(tmp_path: Path) -> None:
    result = loaded(tmp_path, HEAD + "extends: [gone.yaml]\n" + FIGURE_RULE)

    names = [path.name for path in result.files]
    assert names == ["rules.yaml", "gone.yaml"]


def test_a_missing_file_is_a_problem_where_it_is_asked_for(tmp_path: Path) -> None:
    result = loaded(tmp_path, HEAD + "extends:\n  - gone.yaml\n")

    (problem,) = errors_of(result.problems)
    assert (problem.code, problem.line, problem.column) == ("R101", 4, 5)
    assert "gone.yaml" in problem.title


def test_a_file_that_two_files_extend_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text(PLAIN + WORDS, encoding="utf-8")
    both = PLAIN + "extends: [words.yaml]\n"
    (tmp_path / "one.yaml").write_text(both, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(both, encoding="utf-8")

    result = load([tmp_path / "one.yaml", tmp_path / "two.yaml"])

    assert len(result.files) == 3
    assert errors_of(result.problems) == []


def test_files_that_extend_each_other_are_read_once_each(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PLAIN + "extends: [b.yaml]\n" + WORDS)
    (tmp_path / "b.yaml").write_text(PLAIN + "extends: [a.yaml]\n")

    result = load([tmp_path / "a.yaml"])

    assert len(result.files) == 2
    assert errors_of(result.problems) == []


def test_a_chain_of_files_ends(tmp_path: Path) -> None:
    for number in range(300):
        text = f"{PLAIN}extends: [f{number + 1}.yaml]\n"
        (tmp_path / f"f{number}.yaml").write_text(text)

    result = load([tmp_path / "f0.yaml"])

    assert len(result.files) == 200


def test_without_any_readable_file_there_is_no_pack(tmp_path: Path) -> None:
    result = load([tmp_path / "gone.yaml"])

    assert result.pack is None
    assert [problem.code for problem in errors_of(result.problems)] == ["R101"]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a: [", b"- x\n", b"a: b\n"])
def test_a_file_that_is_no_rule_file_is_a_problem(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.yaml").write_bytes(data)

    result = load([tmp_path / "bad.yaml"])

    assert result.pack is None
    assert result.problems


@pytest.mark.parametrize("name", ["x" * 5000, "x/" * 3000, "loop", "."])
def test_a_name_that_no_file_can_have_is_a_problem_at_its_place(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "loop").symlink_to("loop")

    result = loaded(tmp_path, f'{PLAIN}extends: ["{name}"]\n' + FRAGMENTS)

    (problem,) = [p for p in result.problems if p.code == "R101"]
    assert problem.line == 2
    assert problem.reason


def test_a_broken_extended_file_leaves_the_others_in_force(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("newsledger: rules/1\nrules: [", "utf-8")

    result = loaded(tmp_path, SMALL + "extends: [bad.yaml]\n")

    assert [
        problem.path.endswith("bad.yaml") for problem in errors_of(result.problems)
    ] == [True]
    assert result.pack is not None
    assert len(result.pack.rules) == 1


def test_the_digest_changes_with_any_byte_of_any_file(tmp_path: Path) -> None:
    words = tmp_path / "words.yaml"
    main = HEAD + "extends: [words.yaml]\n"
    words.write_text(PLAIN + WORDS, encoding="utf-8")
    before = pack_of(tmp_path, main).digest

    words.write_text(PLAIN + WORDS.replace("Iraq]", "Iraq, Irak]"), encoding="utf-8")
    after = pack_of(tmp_path, main).digest

    assert before != after


def test_the_digest_is_the_same_wherever_the_files_lie(tmp_path: Path) -> None:
    assert pack_of(tmp_path / "a").digest == pack_of(tmp_path / "b").digest


def test_the_name_of_a_pack_stands_for_its_file(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text(PLAIN + WORDS, encoding="utf-8")

    result = loaded(tmp_path, HEAD + "extends: words\n" + FRAGMENTS)

    assert [path.name for path in result.files] == ["rules.yaml", "words.yaml"]


def test_a_pack_that_ships_is_extended_by_its_name(tmp_path: Path) -> None:
    result = loaded(tmp_path, HEAD + "extends: trade-en\n")

    assert result.problems == ()
    assert result.pack is not None
    assert result.pack.id == "small"


def test_a_pack_may_have_the_name_of_what_it_extends(tmp_path: Path) -> None:
    text = HEAD + "extends: trade-en\n"

    result = loaded(tmp_path, text, "trade-en.yaml")

    assert result.pack is not None
    assert "figure" in [rule.id for rule in result.pack.rules]


def test_a_pack_beside_the_file_comes_before_one_that_ships(tmp_path: Path) -> None:
    (tmp_path / "trade-en.yaml").write_text(SMALL, encoding="utf-8")

    result = loaded(tmp_path, HEAD + "extends: trade-en\n")

    assert result.pack is not None
    assert [rule.id for rule in result.pack.rules] == ["figure"]


def test_the_nearest_pack_is_told_where_there_is_none_of_a_name(
    tmp_path: Path,
) -> None:
    result = loaded(tmp_path, HEAD + "extends: trade-eng\n")

    (problem,) = errors_of(result.problems)
    assert (problem.code, problem.line, problem.column) == ("R101", 3, 10)
    assert problem.help == "did you mean 'trade-en'?"


def test_what_is_not_saved_yet_stands_in_for_its_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("newsledger: rules/1\nrules: []\n", encoding="utf-8")
    text = "newsledger: rules/1\nrules: [{id: new, pattern: 'a'}]\n"

    found = load([path], Unsaved(path, text.encode("utf-8")))

    assert found.pack is not None
    assert [rule.id for rule in found.pack.rules] == ["new"]


def test_a_file_that_is_not_saved_yet_need_not_exist(tmp_path: Path) -> None:
    unsaved = Unsaved(tmp_path / "new.yaml", b"newsledger: rules/1\n")

    found = load([unsaved.path], unsaved)

    assert found.problems == ()
    assert not unsaved.path.exists()
