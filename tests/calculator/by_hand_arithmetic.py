"""Arithmetic written as text, worked out in Decimal: numbers are read as they are written."""

import ast
import operator
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

_OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS = {"min": min, "max": max}


def worked_out(text):
    """`(100 + 2.5 * 3) / 1.2`, `min(1, 2)`."""
    with localcontext(Context(prec=60)):
        return _value(ast.parse(text, mode="eval").body, text)


def to_kopecks(text):
    """Rounded once, at the end, half up."""
    with localcontext(Context(prec=60)):
        return worked_out(text).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _value(node, text):
    if isinstance(node, ast.Constant):
        return Decimal(ast.get_source_segment(text, node))
    if isinstance(node, ast.BinOp):
        return _OPERATIONS[type(node.op)](_value(node.left, text), _value(node.right, text))
    if isinstance(node, ast.Call):
        return _FUNCTIONS[node.func.id](*[_value(each, text) for each in node.args])
    raise ValueError(f"not arithmetic: {ast.unparse(node)}")
