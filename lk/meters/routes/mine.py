from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.clock import today
from lk.company import company
from lk.meters import service
from lk.meters.forms.search import Search, search_in
from lk.meters.presenting_list import lines_of
from lk.meters.routes.blueprint import bp
from lk.meters.rules import period_of
from lk.web.access import for_consumers
from lk.web.hypermedia import is_fragment, render

# Whoever has no more meters than these sees them all at a glance: nothing to search.
SIMPLE = 6


@bp.get("/mine")
@for_consumers
def mine() -> ResponseReturnValue:
    """«Мои приборы учета» (fig. 18 and 19), searched and filtered; htmx gets the lines alone."""
    search, on = search_in(request.args), today(company().time_zone)
    found = service.meters_of(
        user_id=current_user.id,
        wanted=search.wanted,
        period=period_of(on),
        edge=search.edge,
        counts_all=not is_fragment(),
    )
    return render(
        "meters/mine.html",
        fragment="meters/_rows.html",
        found=found,
        search=search,
        **_around(search, found, on),
    )


def _around(search: Search, found: service.MeterPage, on: date) -> dict[str, Any]:
    """The lines and what stands around them; of the form a fragment has nothing."""
    is_part, address = is_fragment(), url_for("meters.mine")
    is_searchable = search.is_used or (found.total or 0) > SIMPLE
    return {
        "lines": lines_of(found.rows, on, cards=address.removesuffix("mine")),
        "controls": () if is_part else search.controls(found.contracts, found.tariffs),
        "is_searchable": is_searchable,
        "is_part": is_part,
        "list_url": address,
        "urls": _urls(search, found, address),
    }


def _urls(search: Search, found: service.MeterPage, address: str) -> dict[str, str]:
    """Where the links of the pages lead; the search goes along."""
    asked = urlencode(search.asked)
    more, joined = f"?{asked}" if asked else "", f"?{asked}&" if asked else "?"
    return {
        "first": f"{address}{more}",
        "before": f"{address}{joined}before={found.before}",
        "after": f"{address}{joined}after={found.after}",
        "csv": f"{address}.csv{more}",
        "xlsx": f"{address}.xlsx{more}",
    }
