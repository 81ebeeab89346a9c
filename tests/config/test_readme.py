"""What README promises to a stranger is there: settings, commands, places of the code."""

import re

import click
import pytest
from flask import Flask

from lk.config import ROOT, load_settings

README = (ROOT / "README.md").read_text(encoding="utf-8")


class Asked(dict[str, str]):
    """An environment that notes which settings are asked for."""

    def __init__(self) -> None:
        super().__init__(LK_MODE="demo")
        self.names: set[str] = set()

    def get(self, name: str, *default: str) -> str | None:  # type: ignore[override]
        self.names.add(name)
        return super().get(name, *default)


def section(title: str) -> str:
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_table_of_settings_has_every_setting_that_is_read() -> None:
    asked = Asked()

    load_settings(asked)

    read = {name for name in asked.names if name.startswith("LK_")}
    assert read > {"LK_BIND", "LK_CLAMD"}
    assert read - set(re.findall(r"`(LK_\w+)`", section("Настройки"))) == set()


def test_no_setting_of_the_table_has_gone() -> None:
    sources = [*ROOT.glob("lk/**/*.py"), *ROOT.glob("tests/**/*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    asked = Asked()
    load_settings(asked)

    named = set(re.findall(r"LK_[A-Z_]+\b", section("Настройки"))) - {"LK_"}

    assert [name for name in named if name not in asked.names and f'"{name}"' not in code] == []


def test_table_of_commands_has_every_group_and_names_only_what_there_is(app: Flask) -> None:
    office = app.cli.commands["admin"]
    assert isinstance(office, click.Group)
    lines = re.findall(r"flask admin (\w+) ([\w|]+)", section("Команды офиса").split("Из корня")[0])
    named = {(group, name) for group, names in lines for name in names.split("|")}

    there = {
        (title, name)
        for title, group in office.commands.items()
        if isinstance(group, click.Group)
        for name in group.commands
    }

    assert (named - there, there - named) == (set(), set())


def test_map_of_the_code_has_every_place() -> None:
    table = section("Карта кода")
    places = {
        path.name + ("/" if path.is_dir() else "")
        for path in (ROOT / "lk").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file() or path.name in {"templates"}
    }

    assert {each for each in places - {"__init__.py"} if each not in table} == set()


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"(?:`|^    )make ([a-z-]+)", README, re.M)))
)
def test_every_make_of_readme_is_a_target(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(rf"^{target}:", makefile, re.M)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:lk|tests)/[\w./-]+)`", README))))
def test_every_path_of_readme_is_there(path: str) -> None:
    found = ROOT / path

    assert found.exists(), path
