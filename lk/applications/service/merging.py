"""Two windows, one draft: what comes of the stored answers, the typed ones and those shown before.

Pure. Of what a page has shown only short marks come back with it: enough to see what was changed
since, by whichever side.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lk.applications.catalogue import Answers, Field, Value
from lk.applications.values import Refused, parse

MARK_BYTES = 6


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides have changed, and differently."""

    key: str
    stored: Value
    typed: Value


@dataclass(frozen=True, slots=True)
class Merged:
    """`answers`: what to store now. Where there is a conflict, that is what was stored before."""

    answers: dict[str, Value]
    conflicts: tuple[Conflict, ...] = ()


def merge(
    fields: Iterable[Field],
    *,
    stored: Answers,
    typed: Answers,
    seen: Mapping[str, str] | None = None,
    kept: frozenset[str] = frozenset(),
) -> Merged:
    """The stored answers with the typed ones of `fields`, one by one.

    `seen` are the marks (see `mark`) of what the page was shown; a field without one was not
    shown, so what is typed holds. `kept`: the keys where the person has chosen the typed text
    although another one is stored.
    """
    answers, conflicts = dict(stored), []
    for field in fields:
        if field.key not in typed:
            continue
        mine, theirs = typed[field.key], stored.get(field.key)
        if mine == theirs:
            continue
        shown = None if field.key in kept else (seen or {}).get(field.key)
        if shown is None or mark(field, theirs) == shown:
            answers[field.key] = mine
        elif mark(field, mine) not in {shown, mark(field, theirs)}:
            conflicts.append(Conflict(field.key, theirs, mine))
    return Merged(answers, tuple(conflicts))


def marks(
    fields: Iterable[Field], answers: Answers, *, known: Answers | None = None
) -> dict[str, str]:
    """What a page of these fields has to send back with them. `known`: answers that are parsed
    already, so that they are not read twice.
    """
    known = known or {}
    return {
        field.key: _mark_of(known[field.key])
        if field.key in known
        else mark(field, answers.get(field.key))
        for field in fields
        if field.type != "readonly"
    }


def mark(field: Field, value: Value) -> str:
    """A short sign of a value; two spellings of one value, «12,5» and «12.5», have the same."""
    try:
        return _mark_of(parse(field, value))
    except Refused:
        return _mark_of(_plain(value))


def _mark_of(meant: Value) -> str:
    if meant is False or meant in ("", []):
        meant = None
    text = json.dumps(meant, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(digest[:MARK_BYTES]).decode()


def _plain(value: Value) -> Value:
    """What does not parse, without what a form does to it: other line breaks, empty cells."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, list):
        return [
            {key: cell for key, cell in row.items() if cell not in ("", None)}
            if isinstance(row, dict)
            else row
            for row in value
        ]
    return value
