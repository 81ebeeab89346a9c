from collections.abc import Callable, Iterator
from functools import partial
from io import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk import tables
from lk.clock import today
from lk.company import company
from lk.meters import service
from lk.meters.forms.search import search_in
from lk.meters.presenting_list import TITLES, WIDTHS, table_of
from lk.meters.routes.blueprint import bp
from lk.meters.rules import period_of
from lk.web.access import for_consumers
from lk.web.downloads import FILE_POLICY, attachment

NAME = "Приборы учета"
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What is kept in memory of a list; the rest lies in a temporary file until it is sent.
IN_MEMORY = 1024 * 1024
CHUNK = 64 * 1024


@bp.get("/mine.csv")
@for_consumers
def mine_csv() -> ResponseReturnValue:
    """The whole list as it was searched: a table that Excel opens with its Cyrillic."""
    return _taken_home(tables.write_csv, f"{NAME}.csv", CSV)


@bp.get("/mine.xlsx")
@for_consumers
def mine_xlsx() -> ResponseReturnValue:
    write = partial(tables.write_xlsx, sheet=NAME, widths=WIDTHS)
    return _taken_home(write, f"{NAME}.xlsx", XLSX)


def _taken_home(write: Callable[..., None], name: str, mimetype: str) -> Response:
    """Written to its end before the first byte leaves: what fails is no file cut short."""
    zone = company().time_zone
    rows = service.all_meters_of(
        user_id=current_user.id,
        wanted=search_in(request.args).wanted,
        period=period_of(today(zone)),
    )
    out = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # closed when it has been sent
    write(out, table_of(rows), TITLES, zone=zone)
    size = out.seek(0, SEEK_END)
    out.seek(0)
    answer = Response(_chunks(out), mimetype=mimetype)
    answer.content_length = size
    answer.headers["Content-Disposition"] = attachment(name)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


def _chunks(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while some := out.read(CHUNK):
            yield some
