"""House rules that no linter knows: one door for each thing, and no tie to any machine."""

import ast
import hashlib
import importlib
import importlib.util
import inspect
import re
import subprocess
import tomllib

import pytest

from lk.config import ROOT
from tests.architecture.reading import (
    STATIC,
    calls,
    comments,
    functions,
    imported,
    module_of,
    name,
    sources,
    tree,
)

OPENING = {"open", "os.open", "io.open", "tempfile.mkstemp", "tempfile.NamedTemporaryFile"}
# Who touches files beside `lk.files`, and why.
OPEN_FILES = {
    "lk.mail",  # letters where no server is set
    "lk.admin.writing",  # what the office takes home
    "lk.server.secrets",  # secrets.toml of the demo
    "lk.uploads.pictures",  # Image.open of a stream
    "lk.uploads.picture_child",  # Image.open of a stream
    "lk.uploads.pdf_child",  # pikepdf.open of a stream
}
REGISTRIES = r"://(?!pypi\.org)\S*(pypi|npm-proxy|artifactory)"
PURE = ("rules", "steps", "catalogue", "values", "checks", "statuses", "number", "names")
TEXT_FILES = {".py", ".html", ".txt", ".css", ".js", ".md", ".cfg", ".toml", ".sh", ".example", ""}


def pure_sources():
    shell = {"routes", "forms", "service", "models"}
    found = [(path, set(module_of(path).split("."))) for path in sources()]
    return [path for path, parts in found if parts & set(PURE) and not parts & shell]


def test_only_a_few_modules_open_files():
    opening = {
        module_of(path) for path in sources() for called, _ in calls(path) if called in OPENING
    }

    assert opening <= OPEN_FILES | {"lk.files.store"}


def test_one_module_reads_the_clock():
    reading = {
        module_of(path)
        for path in sources()
        for called, _ in calls(path)
        if re.fullmatch(r"(datetime|date|dt)\.(now|today|utcnow)|time\.time", called)
    }

    assert reading == {"lk.clock"}


def test_rules_take_the_time_as_an_argument():
    asking = [
        f"{name(path)}:{node.lineno} {called}"
        for path in pure_sources()
        for called, node in calls(path)
        if called.split(".")[-1] in {"now", "today"}
    ]

    assert asking == []


def test_money_and_energy_are_never_floats():
    floating = [
        f"{name(path)}:{node.lineno}"
        for path in sources()
        if set(module_of(path).split(".")) & {"applications", "calculator", "meters"}
        for called, node in calls(path)
        if called == "float"
    ]

    assert floating == []


def test_only_the_hypermedia_module_reads_the_headers_of_htmx():
    reading = {module_of(path) for path in sources() if '"HX-' in path.read_text("utf-8")}

    assert reading <= {"lk.web.hypermedia", "lk.web.headers"}


def test_views_and_services_never_commit():
    committing = {
        module_of(path)
        for path in sources()
        for called, _ in calls(path)
        if called.endswith("session.commit")
    }

    assert not [each for each in committing if {"routes", "service"} & set(each.split("."))]


def test_views_ask_services_not_the_database():
    asking = [
        f"{name(path)}: {each}"
        for path in sources()
        if "routes" in module_of(path).split(".")
        for each in imported(path)
        if each in {"lk.db", "sqlalchemy", "sqlalchemy.orm"}
    ]

    assert asking == []


def test_views_do_not_compare_a_status():
    comparing = [
        f"{name(path)}:{node.lineno}"
        for path in sources()
        if "routes" in module_of(path).split(".")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Compare) and ast.unparse(node.left).endswith(".status")
    ]

    assert comparing == []


@pytest.mark.parametrize("capability", ["account", "applications", "questions", "home", "meters"])
def test_services_take_arguments_by_name(capability):
    if importlib.util.find_spec(f"lk.{capability}.service") is None:
        pytest.skip("this capability has no service yet")
    service = importlib.import_module(f"lk.{capability}.service")
    verbs = [
        getattr(service, each)
        for each in getattr(service, "__all__", vars(service))
        if not each.startswith("_")
    ]

    by_place = [
        verb.__name__
        for verb in verbs
        if inspect.isfunction(verb)
        and verb.__module__.startswith(f"lk.{capability}.service")
        and positional(verb) > 2
    ]

    assert by_place == []


def positional(verb):
    kinds = [each.kind for each in inspect.signature(verb).parameters.values()]
    return kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD)


def test_every_function_says_its_types():
    silent = [
        f"{name(path)}:{each.lineno} {each.name}"
        for path in sources()
        for each in functions(path)
        if each.returns is None
    ]

    assert silent == []


def test_nothing_is_left_to_be_done():
    left = [
        f"{name(path)}: {each}"
        for path in sources()
        for each in comments(path)
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", each)
    ]

    assert left == []


def kept_files():
    """Files of the repository, those included that are not committed yet."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return [path for path in (ROOT / "lk").rglob("*") if path.is_file()]
    return [ROOT / line for line in said.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.parametrize("pattern", [r"/work/", r"/home/\w", r"/root\b", REGISTRIES])
def test_no_file_knows_the_machine_it_was_written_on(pattern):
    expression = re.compile(pattern)
    found = [
        name(path)
        for path in kept_files()
        if path.suffix in TEXT_FILES
        and path.name != "test_sources.py"
        and "vendor" not in path.parts
        and expression.search(path.read_text("utf-8", "replace"))
    ]

    assert found == []


FONTS = ROOT / "lk" / "applications" / "papers" / "fonts"


@pytest.mark.parametrize("folder", [STATIC / "vendor", ROOT / "tests" / "vendor", FONTS], ids=name)
def test_files_of_others_are_unchanged(folder):
    listed = tomllib.loads((folder / "VENDOR.toml").read_text("utf-8"))["file"]
    sums = {each["file"]: each["sha256"] for each in listed}

    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "VENDOR.toml"
    }

    assert found == sums
    assert all(each["licence"] and each["source"] for each in listed)
