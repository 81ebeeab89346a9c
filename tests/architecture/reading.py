"""The repository's own files, parsed once, for the tests that look at them."""

import ast
import io
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lk.config import ROOT

TEMPLATES = ROOT / "lk" / "templates"
STATIC = ROOT / "lk" / "static"


def sources(folder: str = "lk") -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def templates(suffix: str = "html") -> list[Path]:
    return sorted(TEMPLATES.rglob(f"*.{suffix}"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """`open`, `datetime.now`, `db.session.commit`…: dotted names of what is called."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def imported(path: Path) -> set[str]:
    """Names of all modules that the file imports, anywhere in it."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end; the docstring is a contract, not code, and does not count."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and isinstance(first, ast.Expr):
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def comments(path: Path) -> list[str]:
    reader = io.StringIO(path.read_text("utf-8")).readline
    return [t.string for t in tokenize.generate_tokens(reader) if t.type == tokenize.COMMENT]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
