"""A step that was sent without a session: the sign-in page carries it, sealed, and gives it back.

The body is shown again in its form, never executed. It lives in the page alone, so it passes with
all cookies deleted; files are not kept.
"""

import base64
import binascii
import json
from datetime import datetime, timedelta

from flask import Flask, make_response, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from lk.account.forms import SignInForm
from lk.clock import now
from lk.crypto import CannotOpen, seal, unseal
from lk.web.access import safe_next, shower_of
from lk.web.csrf import proves_same_origin
from lk.web.hypermedia import is_fragment, leave_for, render

LIFE = timedelta(minutes=30)
LARGEST = 64 * 1024
# The sealed text of the largest body, in base64, with the fields of the sign-in itself.
SIGN_IN_LENGTH = 192 * 1024

_PLACE = "account.kept_body|page"


def init_kept_body(app: Flask) -> None:
    app.extensions["lk_body_keeper"] = keep


def keep() -> ResponseReturnValue:
    """The sign-in page in place of the step's answer; for POSTs that our own page has sent."""
    if is_fragment():
        return make_response("", 401)  # the page stays with all that is typed, and says so itself
    if not proves_same_origin():
        return _only_lead_back()
    sealed = _sealed(request.path, request.form, now())
    if sealed is None:
        return _only_lead_back()
    form = SignInForm(formdata=None, next=safe_next(request.path) or "", kept=sealed)
    return render("account/sign_in.html", form=form)


def show(kept: str | None) -> ResponseReturnValue | None:
    """The step filled in with what the sealed text holds; None when there is nothing to show."""
    opened = _opened(kept, now()) if kept else None
    if opened is None:
        return None
    shower = shower_of(opened[0])
    return shower(*opened) if shower else None


def _only_lead_back() -> ResponseReturnValue:
    return leave_for(url_for("account.sign_in", next=safe_next(request.path)))


def _sealed(path: str, form: MultiDict[str, str], at: datetime) -> str | None:
    fields = [(name, value) for name, value in form.items(multi=True) if name != "csrf_token"]
    text = json.dumps({"path": path, "at": at.isoformat(), "fields": fields})
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > LARGEST:
        return None
    return base64.urlsafe_b64encode(seal(data, _PLACE)).decode()


def _opened(kept: str, at: datetime) -> tuple[str, MultiDict[str, str]] | None:
    try:
        found = json.loads(unseal(base64.urlsafe_b64decode(kept), _PLACE))
    except (CannotOpen, binascii.Error, ValueError):
        return None
    if at - datetime.fromisoformat(found["at"]) > LIFE:
        return None
    fields = MultiDict((str(name), str(value)) for name, value in found["fields"])
    return found["path"], fields
