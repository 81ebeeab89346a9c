"""An answer as JSON: every number a string, as exact as it was counted. See openapi.json."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from lk.calculator.asking.reading import KEYS
from lk.calculator.presenting import DISCLAIMER
from lk.calculator.rules import Answer, Estimate, Line, Question, ReducedFee, Tariff, Unavailable

# Names of the query where the rules know it under another one.
_NAMES = {key: name for name, key in KEYS.items()}


def written(answer: Answer) -> dict[str, Any]:
    return {
        "question": _question(answer.question),
        "tariff": _tariff(answer.tariff),
        "standard": _way(answer.standard),
        "per_kw": _way(answer.per_kw),
        "cheaper": answer.cheaper or None,
        "reduced": _reduced(answer.reduced) if answer.reduced else None,
        "disclaimer": DISCLAIMER,
    }


def problem(errors: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, Any]:
    """RFC 9457: what is wrong, by the name in the query."""
    return {
        "type": "about:blank",
        "title": "Проверьте условия расчета",
        "status": 422,
        "errors": [
            {"name": name, "label": labels[name], "message": text} for name, text in errors.items()
        ],
    }


def plain(value: Any) -> Any:
    """A figure as digits with a dot and no exponent, a day as 2026-11-24, the rest as it is."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _question(question: Question) -> dict[str, Any]:
    return {
        _NAMES.get(each.name, each.name): plain(getattr(question, each.name))
        for each in fields(question)
    }


def _tariff(tariff: Tariff) -> dict[str, Any]:
    names = (
        "code", "title", "issuer", "order_number", "order_date", "publication_url",
        "effective_from", "effective_to", "is_demo", "vat_mode", "vat_percent",
    )  # fmt: skip
    return {name: plain(getattr(tariff, name)) for name in names}


def _way(counted: Estimate | Unavailable) -> dict[str, Any]:
    if isinstance(counted, Unavailable):
        return {"is_available": False, "reason": counted.reason}
    names = ("total", "without_vat", "vat", "exact", "rounding")
    return {
        "is_available": True,
        **{name: plain(getattr(counted, name)) for name in names},
        "lines": [_line(line) for line in counted.lines],
        "notes": list(counted.notes),
    }


def _line(line: Line) -> dict[str, Any]:
    names = ("code", "words", "rate", "quantity", "share", "index", "amount")
    return {
        **{name: plain(getattr(line, name)) for name in names},
        "unit": line.unit.value,
        "why": list(line.why),
    }


def _reduced(fee: ReducedFee) -> dict[str, Any]:
    return {
        "amount": None if fee.amount is None else plain(fee.amount),
        "words": fee.words,
        "reason": fee.reason,
        "conditions": [{"words": each.words, "holds": each.holds} for each in fee.conditions],
    }
