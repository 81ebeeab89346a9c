"""What the rules find in the answers of a kind, in short."""

from typing import Any

from lk.applications import steps
from lk.applications.catalogue import kind
from lk.applications.errors import Problem
from tests.applications.answers import TODAY, typed_for


def found_in(code: str, step: str, **changes: Any) -> tuple[Problem, ...]:
    return steps.check_step(kind(code), step, typed_for(code, **changes), today=TODAY)


def problems(code: str, step: str = "technical", **changes: Any) -> list[tuple[str, str]]:
    """Key, with row and column of a table, and code of each problem of the step."""
    return [(_place(problem), problem.code) for problem in found_in(code, step, **changes)]


def messages(code: str, step: str = "technical", **changes: Any) -> list[str]:
    return [each.message.replace("\u00a0", " ") for each in found_in(code, step, **changes)]


def stage(power: str, reliability: str = "III") -> dict[str, Any]:
    terms = {"design": "03.2027", "commission": "09.2027"}
    return terms | {"power": power, "reliability": reliability}


def point(power: str, voltage: str = "10") -> dict[str, Any]:
    return {"power": power, "voltage": voltage, "about": ""}


def _place(problem: Problem) -> str:
    place = problem.key
    return place if problem.row is None else f"{place}.{problem.row}.{problem.column}"
