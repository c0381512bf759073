from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import tomli
from conftest import ROOT
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

pytestmark = pytest.mark.skipif(
    not (ROOT / "parsers").is_dir(), reason="the code of the checkout is out of the way"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    return Path(*WheelBuilder(str(ROOT)).build(directory=str(folder)))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    return Path(*SdistBuilder(str(ROOT)).build(directory=str(folder)))


def names_in_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def data_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for name in ("config", "seeds")
        for path in (ROOT / name).rglob("*")
        if path.is_file()
    }


def test_the_wheel_carries_all_data_byte_for_byte(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name.removeprefix("newsledger_data/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("newsledger_data/")
        }

    assert packed == {name: (ROOT / name).read_bytes() for name in data_files()}


def test_the_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in names_in_wheel(wheel)}

    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "newsledger_data",
        "parsers",
        "tui",
    }


def test_the_wheel_names_the_command_and_the_licence(wheel: Path) -> None:
    names = {name.partition("/")[2] for name in names_in_wheel(wheel)}

    assert {"entry_points.txt", "licenses/LICENSE", "licenses/NOTICE"} <= names


def test_the_sdist_holds_what_is_needed_to_build_and_to_test(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    tests = {f"tests/{path.name}" for path in (ROOT / "tests").glob("*.py")}
    wanted = {".ci/run", "CHANGELOG.md", "LICENSE", "NOTICE", "README.md"}
    assert tests | data_files() | wanted <= names


def test_the_wheel_runs_far_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'installed')!r})\n"
        "from tui.cli import main\n"
        "sys.exit(main(['extract', '--format', 'jsonl']))"
    )

    def extracted(code: str, folder: Path) -> bytes:
        command = [sys.executable, "-I", "-c", code]
        return subprocess.run(
            command, cwd=folder, capture_output=True, check=True
        ).stdout

    far = extracted(program, tmp_path)

    here = extracted(program.replace(str(tmp_path / "installed"), str(ROOT)), ROOT)
    assert far
    assert far == here


def test_every_notice_names_an_article_that_is_there() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")

    named = {line for line in notice.splitlines() if line.startswith("seeds/")}

    assert named == {name for name in data_files() if name.startswith("seeds/")}


def test_the_readme_has_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert ".venv/bin/pip install -q . && .venv/bin/newsledger" in readme
    assert (
        ".venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest -q -n auto" in readme
    )


def test_the_ci_installs_the_tools_that_pyproject_names() -> None:
    with (ROOT / "pyproject.toml").open("rb") as stream:
        tools = tomli.load(stream)["dependency-groups"]["dev"]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert [tool for tool in tools if tool not in script] == ["newsledger[test]"]
