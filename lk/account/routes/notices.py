from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.utils import redirect

from lk.account import service
from lk.account.forms import NoticesForm
from lk.account.routes.blueprint import bp
from lk.clock import now
from lk.web.access import for_consumers
from lk.web.transactions import writes


@bp.post("/me/notices")
@writes()
@for_consumers
def save_notices() -> ResponseReturnValue:
    """«Уведомления»: what is not ticked is off from now on."""
    service.save_notices(user=current_user.account, muted=NoticesForm().muted, at=now())
    flash("Уведомления сохранены.", "success")
    return redirect(url_for("account.me", _anchor="notices"), 303)
