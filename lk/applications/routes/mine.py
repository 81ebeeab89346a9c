from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.applications import rules, service
from lk.applications.forms import SearchForm
from lk.applications.routes.blueprint import bp
from lk.clock import today
from lk.company import company
from lk.web.access import for_consumers
from lk.web.forms import is_storable
from lk.web.hypermedia import is_fragment, render


@bp.get("/applications/")
@for_consumers
def index() -> ResponseReturnValue:
    """«Мои заявки» (fig. 13): drafts apart, then what was submitted, searched and filtered."""
    form = SearchForm(request.args)
    found = service.page_of(
        user_id=current_user.id, text=form.words, state=form.chosen_state, before=_edge()
    )
    is_whole = not (form.is_used or is_fragment())
    return render(
        "applications/index.html",
        fragment="applications/_rows.html",
        form=form,
        drafts=service.drafts_of(user_id=current_user.id) if is_whole else (),
        found=found,
        today=today(company().time_zone),
        draft_days=rules.DRAFT_DAYS,
        asked={"text": form.words or None, "state": form.chosen_state or None},
    )


def _edge() -> str | None:
    """Behind which application the page begins; what no database can hold is no edge."""
    before = request.args.get("before", "")
    return before if is_storable(before) else None
