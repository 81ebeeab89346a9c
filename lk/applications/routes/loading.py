from flask import abort

from lk.applications.models import Application
from lk.web.hypermedia import redirect_to
from lk.web.owned import own_or_404


def own_editable(public_id: str) -> Application:
    """The consumer's own application while its answers may change.

    What was submitted leads to its receipt: Back and a second «Далее» after the submission.
    """
    application = own_or_404(Application, public_id)
    if not application.is_editable:
        abort(redirect_to("applications.receipt", public_id=public_id))
    return application


def own_submitted(public_id: str) -> Application:
    """The consumer's own application with a number; a draft leads to where it was left."""
    application = own_or_404(Application, public_id)
    if application.is_draft:
        abort(redirect_to("applications.resume", public_id=public_id))
    return application
