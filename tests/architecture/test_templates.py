"""Templates draw: no logic of ours, no raw form parts, nothing that the CSP would have to allow."""

import re

import pytest
from jinja2 import Environment, meta, nodes

from tests.architecture.reading import TEMPLATES, name, templates

# One folder for each capability, and those of the frame.
FOLDERS = {"account", "applications", "calculator", "home", "meters", "questions"}
FRAME = {"errors", "kit", "mail"}
PAGES = [
    path
    for path in templates()
    if path.parent.name not in {"kit", "mail"} and "mail" not in path.relative_to(TEMPLATES).parts
]
EVERY = [*templates(), *templates("txt")]
READER = Environment(extensions=["jinja2.ext.do"])  # only parsed, never rendered


def parsed(path):
    return READER.parse(path.read_text("utf-8"))


def without_comments(path):
    return re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S)


def broken(paths, pattern):
    expression = re.compile(pattern, re.I)
    return [
        f"{name(path)}: {found.group()}"
        for path in paths
        for found in expression.finditer(without_comments(path))
    ]


def test_folders_are_those_of_the_capabilities():
    found = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}

    assert found == FOLDERS | FRAME


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_underscore_means_a_part_of_a_page(path):
    extends = [node.template.value for node in parsed(path).find_all(nodes.Extends)]

    if path.name == "base.html" or path.name.startswith("_"):
        assert extends == []
    else:
        assert len(extends) == 1


def test_no_form_part_outside_of_the_kit():
    others = [path for path in EVERY if path.parent.name != "kit"]

    assert broken(others, r"<(label|input|form|select|textarea|button|fieldset)\b") == []


def test_nothing_is_called_safe():
    assert broken(EVERY, r"\|\s*safe\b|Markup\(|autoescape\s+false") == []


def test_no_style_and_no_handler_in_a_page():
    pages = [path for path in templates() if "mail" not in path.relative_to(TEMPLATES).parts]

    assert broken(pages, r"\sstyle=|<style\b|\son[a-z]+=|hx-on|hx-vals='js:|javascript:|js:") == []


def test_scripts_come_from_files():
    assert broken(EVERY, r"<script(?![^>]*\ssrc=)[^>]*>") == []


def test_only_what_a_template_uses_is_imported():
    idle = []
    for path in EVERY:
        text = without_comments(path)
        for node in parsed(path).find_all((nodes.FromImport, nodes.Import)):
            names = (
                [node.target]
                if isinstance(node, nodes.Import)
                else [each[1] if isinstance(each, tuple) else each for each in node.names]
            )
            idle += [
                f"{name(path)}: {each}"
                for each in names
                if len(re.findall(rf"\b{each}\b", text)) < 2
            ]

    assert idle == []


def test_templates_name_only_templates_that_are_there():
    known = {str(path.relative_to(TEMPLATES)) for path in EVERY}
    missing = [
        f"{name(path)}: {each}"
        for path in EVERY
        for each in meta.find_referenced_templates(parsed(path))
        if each is not None and each not in known
    ]

    assert missing == []


def test_every_template_is_used():
    code = "\n".join(path.read_text("utf-8") for path in TEMPLATES.parent.rglob("*.py"))
    named = {each for path in EVERY for each in meta.find_referenced_templates(parsed(path))}
    idle = [
        str(each)
        for path in EVERY
        if not any(
            (
                (each := path.relative_to(TEMPLATES)).parts[0] in {"errors", "mail"},
                str(each) in named,
                f'"{each}"' in code,
                is_built(each, code),
            )
        )
    ]

    assert idle == []


def is_built(path, code):
    """Tabs of one frame are named by a pattern: f"applications/{tab}.html"."""
    return f'f"{path.parent}/{{' in code and re.search(rf"\"{path.stem}\"", code) is not None


def test_no_status_is_compared_in_a_template():
    assert broken(EVERY, r"\.status(_code)?\s*(==|!=|in\b)") == []


def test_no_query_in_a_template():
    assert broken(EVERY, r"\b(session|query|select)\s*[.(]") == []


def test_letters_come_in_pairs():
    texts = {path.with_suffix("") for path in templates("txt")}
    htmls = {
        path.with_suffix("")
        for path in templates()
        if "mail" in path.relative_to(TEMPLATES).parts and path.name != "button.html"
    }

    assert texts == htmls


def test_quotes_of_the_texts_are_russian():
    text = r">[^<>{}]*[\"“”][^<>{}]*<"

    assert broken(templates(), text) == []
