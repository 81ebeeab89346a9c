from flask import request
from flask.typing import ResponseReturnValue

from lk.applications import catalogue, guide
from lk.applications.forms import GuideForm
from lk.applications.options import options
from lk.applications.routes.blueprint import bp
from lk.web.access import for_consumers
from lk.web.hypermedia import render


@bp.get("/applications/guide")
@for_consumers
def choose() -> ResponseReturnValue:
    """«Помочь выбрать»: three questions lead to the kind, and the page says why."""
    form = GuideForm(request.args)
    if not form.is_sent and "ask" not in request.args:
        return render("applications/guide.html", form=form, kind=None)
    if not form.validate():
        return render("applications/guide.html", form=form, kind=None, status=422)
    kind = catalogue.kind(guide.choose(**form.answers), options())
    return render("applications/guide.html", form=form, kind=kind, why=guide.why(**form.answers))
