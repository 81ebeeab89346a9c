"""One field saved while its page stays open: the answer is its notice, and what that changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from lk.applications import service, steps
from lk.applications.catalogue import Answers, Step, Value
from lk.applications.errors import Problem
from lk.applications.forms import Sent, changed_notices, read_step, write_seen
from lk.applications.forms.sheet import Sheet, show_problems
from lk.applications.models import Application, Document
from lk.applications.reading import read_all
from lk.applications.rerouting import Offer
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_editable, step_or_404
from lk.applications.routes.pages import Tab, reroute_of, tabs_of
from lk.applications.routes.steps import conflict_sheet
from lk.applications.service import Conflict
from lk.clock import now, today
from lk.company import company
from lk.web.access import for_consumers, keeps_body
from lk.web.controls import Control, Fixed, Rows
from lk.web.hypermedia import is_fragment, redirect_to, render
from lk.web.transactions import writes


@bp.post("/applications/<public_id>/<step>/fields/<key>")
@keeps_body
@writes()
@for_consumers
def save_field(public_id: str, step: str, key: str) -> ResponseReturnValue:
    """Keep one field of the form that came in, right or wrong. `key` is the name of its control;
    of a cell the whole group is kept.
    """
    application = own_editable(public_id)
    asked, before = step_or_404(application, step), application.typed
    sent, field = read_step(asked, request.form), _field_or_404(asked, key)
    conflicts = service.save_step(
        application=application,
        step=step,
        raw={field: sent.typed[field]} if field in sent.typed else {},
        at=now(),
        seen=sent.seen,
    )
    if not is_fragment():
        return redirect_to("applications.step", public_id=public_id, step=step)
    return _answer(application, asked, sent, before=before, conflicts=conflicts, key=key)


def _answer(
    application: Application,
    asked: Step,
    sent: Sent,
    *,
    before: Answers,
    conflicts: tuple[Conflict, ...],
    key: str,
) -> ResponseReturnValue:
    kept, field = service.documents_of(application), field_of(key)
    was, now_is = (_view(application, asked, each, kept) for each in (before, application.typed))
    is_group = sent.rows == field
    form = conflict_sheet(application, asked, sent, conflicts)
    _tell(form, () if conflicts else now_is.problems, is_group=is_group)
    told = _told(form.by_name, key, is_whole=is_group)
    return render(
        "applications/_saved.html",
        application=application,
        step=asked,
        others=changed_notices(was.problems, now_is.problems, besides=told),
        marks=_marks(asked, field, sent, application.typed, conflicts),
        reroute=now_is.offer,
        shows_reroute=now_is.offer != was.offer,
        tabs=now_is.tabs if now_is.tabs != was.tabs else None,
        **_drawn(form, sent, field, key),
    )


def _drawn(form: Sheet, sent: Sent, field: str, key: str) -> dict[str, Any]:
    """The control that was saved, its group where it has one, and what the form shows by itself."""
    places, group = form.by_name, form.by_name[field]
    return {
        "said": places.get(key) or Control(key, ""),
        "group": group if key != field else None,
        "rows": (
            _focused(group, sent.place) if sent.rows == field and isinstance(group, Rows) else None
        ),
        "sums": [
            each for each in places.values() if isinstance(each, Fixed) and "-" not in each.name
        ],
        "opened": form.opened,
        "called_for": form.called_for,
    }


@dataclass(frozen=True, slots=True)
class _View:
    """What a page of the step says besides its fields, for some answers."""

    problems: tuple[Problem, ...]
    offer: Offer | None
    tabs: list[Tab]


def _view(
    application: Application, asked: Step, answers: Answers, kept: Sequence[Document]
) -> _View:
    kind, day = application.kind, today(company().time_zone)
    reading = read_all(kind, answers, today=day)
    return _View(
        steps.check_step(kind, asked.code, answers, today=day, reading=reading),
        reroute_of(application, asked, answers, reading=reading),
        tabs_of(application, asked.code, kept, answers=answers, reading=reading),
    )


def _tell(form: Sheet, found: Iterable[Problem], *, is_group: bool) -> None:
    """Notices of the step; nobody is told to fill in a row that he has just added."""
    show_problems(form, (p for p in found if not is_group or p.code != "required"))


def field_of(name: str) -> str:
    """The key of the question that a control belongs to: a cell is «<key>-<row>-<column>»."""
    return name.partition("-")[0]


def _field_or_404(asked: Step, name: str) -> str:
    found = {each.key: each.type for each in asked.fields}.get(field_of(name), "readonly")
    if found == "readonly" or ("-" in name and found != "repeat"):
        abort(404)
    return field_of(name)


def _told(places: dict[str, Control | Fixed | Rows], key: str, *, is_whole: bool) -> frozenset[str]:
    """Names whose notices the answer draws anyway."""
    start = f"{field_of(key)}-"
    cells = {name for name in places if is_whole and name.startswith(start)}
    return frozenset({key, field_of(key)} | cells)


def _focused(rows: Rows, place: int) -> Rows:
    """The group with the focus in the row at `place`, or in the last one."""
    if rows.rows:
        row = rows.rows[min(max(place, 0), len(rows.rows) - 1)]
        first = next((cell for cell in row if isinstance(cell, Control)), None)
        if first:
            first.autofocus = True
    return rows


def _marks(
    asked: Step, key: str, sent: Sent, after: Answers, conflicts: tuple[Conflict, ...]
) -> str:
    """The field's new mark when what is stored by now is what stands on the page."""
    field = next(each for each in asked.fields if each.key == key)
    mine: Value = sent.typed.get(key)
    found = service.mark(field, after.get(key))
    is_same = not conflicts and found == service.mark(field, mine)
    return write_seen({key: found}) if is_same else ""
