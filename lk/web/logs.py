"""Logs: one JSON line a request, without query strings, forms or any personal value."""

import json
import logging
import sys
import time
import uuid
from datetime import UTC, datetime

from flask import Flask, Response, g, request
from flask.signals import request_started

access_log = logging.getLogger("lk.access")
_PLAIN = set(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {"message", "asctime"}


class JsonLines(logging.Formatter):
    """One line of JSON a record; line breaks in a message cannot forge a second one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "log": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in record.__dict__.items() if key not in _PLAIN}
        if record.exc_info:
            line["trace"] = _trace_without_values(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _trace_without_values(record: logging.LogRecord) -> list[str]:
    """Where it broke, without the exception's text: that may quote what a consumer typed."""
    kind, _, trace = record.exc_info or (None, None, None)
    places = [kind.__name__ if kind else "?"]
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places


def init_logs(app: Flask) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger("lk")
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    root.propagate = app.testing
    request_started.connect(_start, app)
    app.after_request(_write_line)


def _start(_sender: Flask, **_extra: object) -> None:
    g.request_id = uuid.uuid4().hex[:16]
    g.started = time.perf_counter()


def _user_id() -> int | None:
    """Who asked, as far as anybody has looked: nobody is looked up for this."""
    return getattr(g.get("_login_user"), "id", None)


def _write_line(response: Response) -> Response:
    started = g.get("started", time.perf_counter())
    if request.endpoint != "static":
        access_log.info(
            "request",
            extra={
                "id": g.get("request_id"),
                "method": request.method,
                "route": request.url_rule.rule if request.url_rule else None,
                "user": _user_id(),
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
            },
        )
    response.headers["X-Request-Id"] = g.get("request_id", "")
    return response
