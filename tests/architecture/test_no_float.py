"""Not one float in the calculator: roubles are Decimal from the file of a tariff to the page."""

import ast

import pytest

from tests.architecture.reading import module_of, name, sources, tree

FORBIDDEN = {"complex", "float", "fsum", "math", "numpy", "statistics", "Float", "Double", "REAL"}
# What gives whole numbers, so that `/` after it gives a float.
WHOLE = {"int", "len", "ord", "round"}
READERS = {"json.load", "json.loads", "tomllib.load", "tomllib.loads"}
# It answers with its own description, a file that has no sums in it.
READS_NO_SUMS = {"lk.calculator.routes.api"}


def calculator():
    return [path for path in sources() if module_of(path).startswith("lk.calculator")]


def nodes():
    for path in calculator():
        for node in ast.walk(tree(path)):
            yield path, node


def place(path, node):
    return f"{name(path)}:{node.lineno}"


def asks_for_a_type(path):
    """`isinstance(cell, float)`: how a reader of XLSX meets one at its door."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance":
            yield from ast.walk(node.args[1])


def is_whole(node):
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int)
    return isinstance(node, ast.Call) and ast.unparse(node.func) in WHOLE


def floats_by(source):
    """Lines of a text where a float would be made."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if makes_a_float(node)]


def makes_a_float(node):
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float | complex)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return is_whole(node.left) and is_whole(node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return isinstance(node.right, ast.UnaryOp)
    return False


def test_there_is_a_calculator_to_look_at():
    assert {"lk.calculator.rules.vat", "lk.calculator.models"} <= set(map(module_of, calculator()))


def test_no_float_is_written_or_made_in_the_calculator():
    assert [place(path, node) for path, node in nodes() if makes_a_float(node)] == []


def test_no_name_of_a_float_stands_in_the_calculator():
    excused = {id(node) for path in calculator() for node in asks_for_a_type(path)}
    named = [
        place(path, node)
        for path, node in nodes()
        if isinstance(node, ast.Name | ast.Attribute | ast.alias)
        and {getattr(node, key, "") for key in ("id", "attr", "name")} & FORBIDDEN
        and id(node) not in excused
    ]

    assert named == []


def test_readers_of_files_never_make_floats():
    careless = [
        place(path, node)
        for path, node in nodes()
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in READERS
        and module_of(path) not in READS_NO_SUMS
        and "parse_float" not in {keyword.arg for keyword in node.keywords}
    ]

    assert careless == []


@pytest.mark.parametrize(
    "source", ["0.5", "1e3", "1 / 2", "len(a) / 3", "int(a) / len(b)", "a**-1"]
)
def test_the_search_finds_what_makes_a_float(source):
    assert floats_by(source) == [1]


@pytest.mark.parametrize("source", ["a / 100", "Decimal('0.5')", "7 // 2", "a**2", "True"])
def test_the_search_lets_decimals_be(source):
    assert floats_by(source) == []
