"""The portal's own log lines, formatted as in production."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lk.web.logs import JsonLines


class LogLines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLines())
        self.raw: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.raw.append(self.format(record))

    @property
    def parsed(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.raw]

    def of(self, log: str) -> list[dict[str, Any]]:
        """Lines of one log, e.g. `lk.access`."""
        return [line for line in self.parsed if line["log"] == log]


@contextmanager
def caught_lines() -> Iterator[LogLines]:
    handler = LogLines()
    logging.getLogger("lk").addHandler(handler)
    try:
        yield handler
    finally:
        logging.getLogger("lk").removeHandler(handler)
