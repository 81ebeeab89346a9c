"""The template of one's own meters, and the rows that have to be mended, as files."""

from collections.abc import Iterable, Mapping
from functools import partial
from io import BytesIO
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk import tables
from lk.clock import today
from lk.company import company
from lk.meters.forms.table import PassedOn, usual_day
from lk.meters.presenting_table_files import (
    WIDTHS,
    error_rows,
    most_zones,
    template_rows,
    titles_of,
    zones_of,
)
from lk.meters.routes.blueprint import bp
from lk.meters.routes.table import BODY, PARTS
from lk.meters.service.table import weigh_table
from lk.meters.service.table_rows import table_meters
from lk.web.access import for_consumers, is_let_in
from lk.web.downloads import FILE_POLICY, attachment
from lk.web.hypermedia import redirect_to
from lk.web.transactions import Stop, caps, writes

TEMPLATE = "Показания"
MENDED = "Показания с ошибками"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.get("/table/template.csv")
@for_consumers
def table_template_csv() -> ResponseReturnValue:
    """One's own meters with empty columns for their readings."""
    return _template("csv")


@bp.get("/table/template.xlsx")
@for_consumers
def table_template_xlsx() -> ResponseReturnValue:
    """The same as a workbook."""
    return _template("xlsx")


def _errors() -> None:
    """The rows judged anew, each with its fault; nothing is written."""
    form = PassedOn()
    if not is_let_in() or not form.is_whole():
        return
    on = today(company().time_zone)
    day, rows = usual_day(form, on), form.read_rows()
    weighed = weigh_table(user_id=current_user.id, rows=rows, usual_day=day, on=on)
    kind = "csv" if request.form.get("as") == "csv" else "xlsx"
    titles = titles_of(zones_of(weighed), has_errors=True)
    raise Stop(_file(MENDED, kind, error_rows(weighed, day), titles))


@bp.post("/table/errors")
@caps(content_length=BODY, parts=PARTS, text=BODY)
@writes(prepare=_errors)
@for_consumers
def table_errors() -> ResponseReturnValue:
    """Rows that were not taken, to mend and upload again."""
    return redirect_to("meters.table_file")


def _template(kind: str) -> Response:
    found = table_meters(user_id=current_user.id, on=today(company().time_zone))
    zones = most_zones([each.own.meter.zones for each in found])
    return _file(TEMPLATE, kind, template_rows(found), titles_of(zones))


def _file(
    name: str, kind: str, rows: Iterable[Mapping[str, Any]], titles: Mapping[str, str]
) -> Response:
    zone, out = company().time_zone, BytesIO()
    write = partial(tables.write_xlsx, sheet=TEMPLATE, widths=WIDTHS)
    (tables.write_csv if kind == "csv" else write)(out, rows, titles, zone=zone)
    answer = Response(out.getvalue(), content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = attachment(f"{name}.{kind}")
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer
