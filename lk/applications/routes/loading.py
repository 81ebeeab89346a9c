from flask import abort, url_for

from lk.applications.catalogue import Step
from lk.applications.models import WITH_BADGES, Application
from lk.applications.routes.late import is_late, late_page
from lk.clock import now
from lk.web.hypermedia import leave_for
from lk.web.owned import own_or_404


def own_editable(public_id: str) -> Application:
    """The consumer's own application while its answers may change.

    What was submitted leads to its receipt: Back and a second «Далее» after the submission. What
    was to correct it and comes too late is shown again.
    """
    application = own_or_404(Application, public_id)
    if not application.is_editable_at(now()):
        if is_late(application):
            abort(late_page(application, status=409))
        abort(leave_for(url_for("applications.receipt", public_id=public_id)))
    return application


def own_submitted(public_id: str) -> Application:
    """The consumer's own application with a number; a draft leads to where it was left."""
    application = own_or_404(Application, public_id, *WITH_BADGES)
    if application.is_draft:
        abort(leave_for(url_for("applications.resume", public_id=public_id)))
    return application


def step_or_404(application: Application, code: str) -> Step:
    """A step that asks something."""
    try:
        found = application.kind.step(code)
    except KeyError:
        abort(404)
    return found if found.groups else abort(404)
