"""Readings of many meters: a grid to type in, rows from a spreadsheet, a dry run, the sending."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Response, abort, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lk.clock import now, today
from lk.company import company
from lk.limits import Limit, take
from lk.meters.forms.table import (
    DAMAGED,
    DayForm,
    PassedOn,
    UploadForm,
    grid_rows,
    shown_meters,
    usual_day,
)
from lk.meters.forms.table_finder import asked_in, finder_of
from lk.meters.presenting_table import grid_of, of_the_day
from lk.meters.presenting_table_check import lines_of, preview_of
from lk.meters.presenting_table_receipt import sent_lines
from lk.meters.routes.blueprint import bp
from lk.meters.rules import words_of
from lk.meters.rules.table import carried
from lk.meters.service.table import Weighed, weigh_table
from lk.meters.service.table_judged import JudgedTable, judge_table
from lk.meters.service.table_receipt import receipt_of
from lk.meters.service.table_rows import table_page, table_these
from lk.meters.service.table_sending import NOT_JUDGED, TableSent, send_table
from lk.web.access import for_consumers, is_let_in, keeps_body
from lk.web.filters import in_words
from lk.web.forms import public_id_in
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import Stop, caps, writes

# A file of five megabytes and somewhat more, so that a larger one is told of at its field.
BODY, PARTS = 8 * 1024 * 1024, 400
# Reading a workbook costs seconds of a core.
FILES_AN_HOUR = Limit("meters.table", tries=60, per=timedelta(hours=1), is_flat=True)
TOO_MANY = "За час загружено много таблиц. Подождите {wait} и загрузите еще раз."


SIGNED_IN_AGAIN = "Вы снова вошли. Показания еще не переданы: нажмите «Проверить»."


@bp.get("/table")
@for_consumers
def table() -> ResponseReturnValue:
    """The grid: meters that a reading may be sent of now, fifty a page."""
    on, asked = _today(), asked_in(request.args)
    page = table_page(
        user_id=current_user.id, on=on, text=asked.text, has_sent=asked.has_sent, after=asked.after
    )
    form = DayForm(formdata=None, data={"taken_on": on})
    rows = grid_of(page.meters, {})
    return _grid(form, rows, asked=asked, after=page.after, closed=page.closed)


def _check_grid() -> None:
    """The dry run of what was typed; a fault is told at its cell."""
    if not is_let_in():
        return
    form, rows = DayForm(), grid_rows(request.form)
    is_read = form.accepts(rows)
    weighed = _weigh(form, rows) if is_read else []
    if is_read and ("skip" in request.form or not any(each.faults for each in weighed)):
        raise Stop(_preview(weighed, form, "table", back="meters.table"))
    form.taken_on.errors = [*form.taken_on.errors, *of_the_day(weighed)]
    ids = shown_meters(request.form)
    meters = table_these(user_id=current_user.id, on=_today(), public_ids=ids)
    grid = grid_of(meters, {each.meter: each for each in rows}, weighed)
    may_skip = any(each.is_good for each in weighed)
    raise Stop(_grid(form, grid, asked=asked_in(request.form), may_skip=may_skip, status=422))


@bp.post("/table")
@keeps_body
@caps(content_length=BODY, parts=PARTS)
@writes(prepare=_check_grid)
@for_consumers
def check_table() -> ResponseReturnValue:
    """Answered before anything is locked: a dry run writes nothing."""
    return redirect_to("meters.table")


@bp.get("/table/file")
@for_consumers
def table_file() -> ResponseReturnValue:
    """«Вставить из Excel или загрузить файл»."""
    return _upload(UploadForm(formdata=None, data={"taken_on": _today()}))


def _check_file() -> None:
    if not is_let_in():
        return
    form = UploadForm()
    if form.is_heavy and (wait := take([(FILES_AN_HOUR, current_user.public_id)], now())):
        form.refuse(TOO_MANY.format(wait=in_words(wait)))
        raise Stop(_upload(form, status=429))
    if not form.reads():
        raise Stop(_upload(form, status=422))
    weighed, back = _weigh(form, form.rows), "meters.table_file"
    raise Stop(_preview(weighed, form, form.channel, back=back, skipped=form.skipped))


@bp.post("/table/file")
@keeps_body
@caps(content_length=BODY, parts=PARTS, text=BODY)
@writes(prepare=_check_file)
@for_consumers
def check_table_file() -> ResponseReturnValue:
    """The same."""
    return redirect_to("meters.table_file")


def _judge_passed() -> tuple[PassedOn, JudgedTable]:
    """The rows of the dry run, read and judged before the lock."""
    form = PassedOn()
    if not is_let_in():
        return form, NOT_JUDGED
    if not form.is_whole():
        upload = UploadForm(formdata=None, data={"taken_on": _today()})
        upload.form_errors.append(DAMAGED)
        raise Stop(_upload(upload, status=422))
    judged = judge_table(
        user_id=current_user.id,
        rows=form.read_rows(),
        usual_day=usual_day(form, _today()),
        on=_today(),
        answers=form.answers,
    )
    return form, judged


@bp.post("/table/send")
@keeps_body
@caps(content_length=BODY, parts=PARTS, text=BODY)
@writes(prepare=_judge_passed)
@for_consumers
def send_many() -> ResponseReturnValue:
    """«Передать показания»: all good rows in one act, the others come back."""
    form, judged = g.prepared
    key = form.one_time_key
    sent = send_table(
        user_id=current_user.id,
        rows=form.read_rows(),
        usual_day=usual_day(form, _today()),
        answers=form.answers,
        channel=form.told_channel,
        key=key,
        at=now(),
        before=judged,
    )
    if sent.is_all_own:
        return redirect_to("meters.table_receipt", key=key)
    return _result(sent, form, key)


@bp.get("/table/sent/<key>")
@for_consumers
def table_receipt(key: str) -> ResponseReturnValue:
    """What a table has sent: to reload and to come back to. Rows that were refused are kept
    nowhere, so they are the answer to the sending itself.
    """
    known = public_id_in(key)
    receipt = receipt_of(user_id=current_user.id, key=known) if known else None
    if receipt is None:
        abort(404)
    return render("meters/table_receipt.html", receipt=receipt, lines=sent_lines(receipt))


def show_kept_table(target: str, fields: MultiDict[str, str]) -> ResponseReturnValue:
    """After a lost session: what was typed, pasted or about to be sent stands there again."""
    if target.endswith("/file"):
        return _upload(UploadForm(formdata=fields), notice=SIGNED_IN_AGAIN)
    passed = PassedOn(formdata=fields)
    if target.endswith("/send") and passed.is_whole():
        weighed = _weigh(passed, passed.read_rows())
        return _preview(weighed, passed, passed.told_channel, back="meters.table_file")
    form, rows = DayForm(formdata=fields), grid_rows(fields)
    meters = table_these(user_id=current_user.id, on=_today(), public_ids=shown_meters(fields))
    grid = grid_of(meters, {each.meter: each for each in rows})
    return _grid(form, grid, asked=asked_in(fields), notice=SIGNED_IN_AGAIN)


def _grid(form: DayForm, rows: list[Any], *, status: int = 200, **facts: Any) -> Response:
    bare = {"after": None, "may_skip": False, "words_of": words_of, "notice": "", "closed": ()}
    known = bare | facts
    finder = finder_of(facts["asked"])
    return render("meters/table.html", form=form, rows=rows, finder=finder, status=status, **known)


def _upload(form: UploadForm, *, status: int = 200, notice: str = "") -> Response:
    return render("meters/table_file.html", form=form, status=status, notice=notice)


def _preview(
    weighed: list[Weighed], form: Any, channel: str, *, back: str, skipped: Sequence[int] = ()
) -> Response:
    passed = PassedOn(formdata=None, data={"taken_on": usual_day(form, _today())})
    passed.channel.data = channel
    preview = preview_of(weighed, skipped)
    return render("meters/table_check.html", form=passed, preview=preview, back=back)


def _result(sent: TableSent, form: PassedOn, key: str) -> Response:
    return render(
        "meters/table_sent.html",
        sent=sent,
        left=lines_of(sent.left),
        form=form,
        key=key if sent.has_own else "",
        left_rows=carried(each.row for each in sent.left),
    )


def _weigh(form: Any, rows: Any) -> list[Weighed]:
    day = usual_day(form, _today())
    return weigh_table(user_id=current_user.id, rows=rows, usual_day=day, on=_today())


def _today() -> date:
    return today(company().time_zone)
