"""«Отозвать ссылки»: those of reminders that have left already open nothing from now on."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.clock import now
from lk.meters.routes.blueprint import bp
from lk.meters.service.links import revoke_all_links
from lk.web.access import for_consumers
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import writes


@bp.get("/links")
@for_consumers
def links() -> ResponseReturnValue:
    """What comes of it, and whether to go on."""
    return render("meters/link_revoke.html")


@bp.post("/links")
@writes()
@for_consumers
def revoke() -> ResponseReturnValue:
    revoke_all_links(user_id=current_user.id, actor=f"consumer:{current_user.login}", at=now())
    flash("Ссылки из прежних писем больше не открываются.", "success")
    return redirect_to("meters.contracts")
