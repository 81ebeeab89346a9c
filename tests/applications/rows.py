"""Stages of an application as their rows stand on a page, and as they are stored."""

from collections.abc import Iterable
from typing import Any

from tests.page import Page

Rows = list[dict[str, str]]


def known(answers: Any, keys: Iterable[str]) -> dict[str, Any]:
    """What is stored under these keys."""
    return {key: answers.get(key) for key in keys} | {"stages": said(answers.get("stages"))}


def key_of(name: str) -> str:
    return name.partition("-")[0]


def said(rows: Any) -> Rows:
    """Rows as they were typed; of the categories the third one is what smaller kinds say."""
    cells = ({key: cell for key, cell in row.items() if cell not in ("", "III")} for row in rows)
    return [row for row in cells if row]


def rows_on(page: Page) -> Rows:
    found: dict[int, dict[str, str]] = {}
    for field in page.fields:
        if field.name.startswith("stages-"):
            _, place, cell = field.name.split("-")
            value = "" if field.value == "—" else str(field.value)
            found.setdefault(int(place), {})[cell] = value
    return [found[place] for place in sorted(found)]
