"""A ceiling for every file and function: ugliness is one place that everyone appends to."""

import ast

from tests.architecture.reading import STATIC, functions, length, name, sources, templates, tree

MOST_LINES = 250
MOST_LINES_OF_FUNCTION = 30
MOST_LINES_OF_VIEW = 20
MOST_LINES_OF_TEMPLATE = 120


def too_long(paths, most):
    counted = [(len(path.read_text("utf-8").splitlines()), path) for path in paths]
    return [f"{name(path)}: {lines}" for lines, path in counted if lines > most]


def test_no_source_file_is_too_long():
    assert too_long(sources(), MOST_LINES) == []


def test_no_test_file_is_too_long():
    assert too_long(sources("tests"), MOST_LINES) == []


def test_no_template_is_too_long():
    assert too_long([*templates(), *templates("txt")], MOST_LINES_OF_TEMPLATE) == []


def test_no_script_of_ours_is_too_long():
    assert too_long(STATIC.glob("js/*.js"), MOST_LINES) == []


def test_no_function_is_too_long():
    long_ones = [
        f"{name(path)}:{each.lineno} {each.name}: {length(each)}"
        for path in [*sources(), *sources("tests")]
        for each in functions(path)
        if length(each) > MOST_LINES_OF_FUNCTION
    ]

    assert long_ones == []


def test_views_are_storyboards():
    long_ones = [
        f"{name(path)}:{each.lineno} {each.name}: {length(each)}"
        for path in sources()
        for each in functions(path)
        if is_view(each) and length(each) > MOST_LINES_OF_VIEW
    ]

    assert long_ones == []


def test_every_test_asserts_something():
    silent = [
        f"{name(path)}:{each.lineno} {each.name}"
        for path in sources("tests")
        for each in functions(path)
        if each.name.startswith("test_") and not asserts(each, path)
    ]

    assert silent == []


def test_test_names_are_sentences():
    short = [
        f"{name(path)}: {each.name}"
        for path in sources("tests")
        for each in functions(path)
        if each.name.startswith("test_") and each.name.count("_") < 3
    ]

    assert short == []


def is_view(function):
    return any("bp." in ast.unparse(each) for each in function.decorator_list)


def asserts(function, path):
    """By itself, by `pytest.raises` and the like, or in a helper of the same file."""
    helpers = {
        f.name
        for f in ast.walk(tree(path))
        if isinstance(f, ast.FunctionDef) and any(isinstance(n, ast.Assert) for n in ast.walk(f))
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in helpers | {"pytest.raises", "expect"} or called.startswith("expect("):
                return True
    return False
