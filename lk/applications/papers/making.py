"""From data to a PDF: typst, with our templates and fonts alone."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

FOLDER = Path(__file__).parent
TEMPLATES, FONTS = FOLDER / "typst", FOLDER / "fonts"
# Archives ask for PDF/A; level 3 lets the answers lie within it as a file.
STANDARDS: tuple[Any, ...] = ("a-3a",)

# The compiler is one for the process: a second thread waits its few milliseconds.
_one_at_a_time = Lock()


def make(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of `<template>.typ` with this data; the same data and `at` give the same bytes.

    Data goes in as JSON and is printed as it is: nothing that a person typed is markup. Signs that
    no font has would break PDF/A; then it is a tagged PDF without that promise.
    It takes some 50 ms, 20 for what it has made before; the process grows by 80 MB in all.
    """
    with _one_at_a_time:
        try:
            return _compile(template, data, at, STANDARDS)
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
            return _compile(template, data, at, ())


def picture(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The first pages as PNG pictures put one under another; for looking at a paper in tests."""
    with _one_at_a_time:
        found = _compiler().compile(input=_path(template), format="png", **_inputs(data, at))
    return _bytes(found)


def _compile(
    template: str, data: Mapping[str, Any], at: datetime, standards: tuple[Any, ...]
) -> bytes:
    found = _compiler().compile(
        input=_path(template), format="pdf", pdf_standards=list(standards), **_inputs(data, at)
    )
    return _bytes(found)


def _inputs(data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    text = json.dumps(data, ensure_ascii=False)
    return {"sys_inputs": {"data": text}, "timestamp": int(at.timestamp())}


def _path(template: str) -> str:
    return str(TEMPLATES / f"{template}.typ")


def _bytes(found: Any) -> bytes:
    return found if isinstance(found, bytes) else found[0]


@cache
def _compiler() -> typst.Compiler:
    """Made in the process that uses it: a fork would lose its threads."""
    return typst.Compiler(
        input=_path("application"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
