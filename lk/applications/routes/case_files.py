from flask import abort
from flask.typing import ResponseReturnValue

from lk.applications import service
from lk.applications.models import Application, CaseFile
from lk.applications.routes.blueprint import bp
from lk.web.access import for_consumers
from lk.web.downloads import taken_home
from lk.web.owned import own_or_404


@bp.get("/applications/<public_id>/case/<file_id>")
@for_consumers
def case_file(public_id: str, file_id: str) -> ResponseReturnValue:
    """A file of one's own case, as an attachment of our type and under its cleaned name."""
    application = own_or_404(Application, public_id)
    found = own_or_404(CaseFile, file_id)
    if found.application_id != application.id:
        abort(404)
    return taken_home(found, service.read_case_file(found))
