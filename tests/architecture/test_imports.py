"""The import ladder of setup.cfg holds, and none of its patterns looks at nothing."""

import configparser
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from lk.config import ROOT

# The list of common passwords is named after what it holds.
NO_ATTIC = {"lk.account.passwords.common"}
CAPABILITIES = ("account", "applications", "questions", "home", "meters", "calculator")


@pytest.fixture(scope="module")
def modules():
    return grimp.build_graph("lk").modules


def contracts():
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return [parser[name] for name in parser.sections() if name.startswith("importlinter:")]


def own_patterns():
    for contract in contracts():
        for option in ("source_modules", "containers"):
            yield from contract.get(option, "").split()
        for line in contract.get("ignore_imports", "").splitlines():
            yield from line.split(" -> ")[:1] if line else ()
        for each in contract.get("forbidden_modules", "").split():
            if each.startswith("lk"):
                yield each


def test_contracts_are_kept():
    # In a process of its own: it switches off the loggers of whoever calls it.
    program = Path(sys.executable).with_name("lint-imports")

    said = subprocess.run(
        [program, "--no-cache", "setup.cfg"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("pattern", sorted(set(own_patterns())))
def test_pattern_matches_a_module(modules, pattern):
    expression = re.escape(pattern).replace(r"\*\*", r".+").replace(r"\*", r"[^.]+")

    assert [name for name in modules if re.fullmatch(expression, name)]


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_capability_is_watched_inside(capability):
    inside = next(
        each for each in contracts() if "containers" in each and "(rules)" in each["layers"]
    )

    assert f"lk.{capability}" in inside["containers"].split()


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
def test_there_is_no_attic(modules, name):
    assert not [each for each in modules - NO_ATTIC if name in each.split(".")]


@pytest.mark.parametrize("capability", ["account", "applications", "questions"])
@pytest.mark.parametrize("part", ["routes", "forms", "service", "models", "rules"])
def test_capability_has_the_usual_parts(capability, part):
    assert importlib.util.find_spec(f"lk.{capability}.{part}")
