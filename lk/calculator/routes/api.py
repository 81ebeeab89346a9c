"""The same calculation for programs: JSON that may be kept for a minute, no cookie, no session."""

import json
from pathlib import Path
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from lk.calculator.asking import LABELS
from lk.calculator.routes.asking import ask
from lk.calculator.routes.blueprint import bp
from lk.calculator.writing import problem, written
from lk.web.access import open_to_all

DESCRIPTION = Path(__file__).parents[1] / "openapi.json"
# A tariff that was put in force is told to programs after this many seconds at the latest.
MAX_AGE = 60


@bp.get("/calculator.json")
@open_to_all
def answer() -> ResponseReturnValue:
    """Described in openapi.json: numbers are strings, a refusal is 422 with a message by name."""
    asking = ask(has_example=False)
    if asking.answer is None:
        labels = {name: LABELS[name] for name in asking.asked.errors}
        text = _json(problem(asking.asked.errors, labels))
        return Response(text, 422, content_type="application/problem+json")
    return _kept(written(asking.answer))


@bp.get("/calculator/openapi.json")
@open_to_all
def description() -> ResponseReturnValue:
    return _kept(json.loads(DESCRIPTION.read_bytes()))


def _kept(value: Any) -> ResponseReturnValue:
    """The same for everybody: it may be kept by anybody, and 304 answers who has it."""
    response = Response(_json(value), content_type="application/json")
    response.cache_control.public, response.cache_control.max_age = True, MAX_AGE
    response.add_etag()
    return response.make_conditional(request)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
