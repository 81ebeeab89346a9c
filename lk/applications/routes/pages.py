"""What several steps' pages have in common: the stepper, and the page of one step."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, url_for

from lk.applications import service, steps
from lk.applications.catalogue import Step
from lk.applications.forms import StepForm, parts_of
from lk.applications.models import Application, Document
from lk.clock import today
from lk.company import company
from lk.web.hypermedia import render


@dataclass(frozen=True)
class Tab:
    """A tab of the stepper; `url` is None where one cannot go yet."""

    code: str
    title: str
    url: str | None
    is_done: bool
    is_open: bool


def tabs_of(
    application: Application, current: str, documents: Sequence[Document] | None = None
) -> list[Tab]:
    """Tabs of all steps; one SELECT where the documents are not at hand."""
    counted = service.counted(service.documents_of(application) if documents is None else documents)
    found = steps.tabs(
        application.kind,
        current,
        application.typed,
        counted,
        today=today(company().time_zone),
    )
    return [
        Tab(
            tab.code,
            tab.title,
            url_for("applications.step", public_id=application.public_id, step=tab.code)
            if tab.is_reachable
            else None,
            tab.is_done,
            tab.is_open,
        )
        for tab in found
    ]


def is_open(tabs: Sequence[Tab], code: str) -> bool:
    """Whether one may open this step: it is finished, or nothing before it is missing."""
    return any(tab.code == code and tab.is_open for tab in tabs)


def step_page(
    application: Application,
    step: Step,
    form: StepForm,
    *,
    tabs: list[Tab] | None = None,
    notice: str = "",
    status: int = 200,
) -> Response:
    """The page of a step with questions; `notice` is said above the form."""
    typed = application.typed
    return render(
        "applications/step.html",
        application=application,
        step=step,
        form=form,
        parts=parts_of(form, application.kind, step, typed),
        tabs=tabs or tabs_of(application, step.code),
        notice=notice,
        status=status,
    )
