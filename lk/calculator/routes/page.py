from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from lk.calculator.asking import address_of, said_in, told
from lk.calculator.forms import opened_by, places_of, sheet
from lk.calculator.presenting import shown
from lk.calculator.routes.asking import Asking, ask
from lk.calculator.routes.blueprint import bp
from lk.calculator.routes.live import live_part
from lk.company import company
from lk.web.access import open_to_all
from lk.web.hypermedia import is_fragment, render


@bp.get("/calculator")
@open_to_all
def form() -> ResponseReturnValue:
    """«Калькулятор» (fig. 15). While somebody types, only its live part: sums, lines, notices."""
    if is_fragment():
        return live_part(_drawn)
    asking = ask(has_example=True)
    return render(
        "calculator/form.html",
        status=asking.status,
        form=sheet(asking.asked, asking.offer),
        opened_by=opened_by(asking.offer),
        **_drawn(asking),
    )


def _drawn(asking: Asking) -> dict[str, Any]:
    """What the live part needs, alone or within the page."""
    query = said_in(asking.asked.typed, asking.offer)
    return {
        "asking": asking,
        "shown": shown(asking.answer, asking.today) if asking.answer else None,
        "told": told(query, asking.offer),
        "refused": places_of(asking.asked.errors),
        "address": address_of(query, request.script_root + request.path),
        "apply_address": address_of(query, url_for("applications.estimated")),
        "phones": company().application_phones,
    }
