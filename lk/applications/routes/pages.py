"""What several steps' pages have in common: the stepper, and the page of one step."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, url_for

from lk.applications import service, steps
from lk.applications.catalogue import Answers, Step
from lk.applications.forms import Sheet
from lk.applications.models import Application, Document
from lk.applications.options import options
from lk.applications.reading import Reading
from lk.applications.rerouting import Offer, offer
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
    application: Application,
    current: str,
    documents: Sequence[Document] | None = None,
    *,
    reading: Reading | None = None,
) -> list[Tab]:
    """Tabs of all steps; one SELECT where the documents are not at hand, and the answers are read
    for today where `reading` is not.
    """
    counted = service.counted(service.documents_of(application) if documents is None else documents)
    found = steps.tabs(
        application.kind,
        current,
        application.typed,
        counted,
        today=today(company().time_zone),
        reading=reading,
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
    form: Sheet,
    *,
    tabs: list[Tab] | None = None,
    notice: str = "",
    status: int = 200,
) -> Response:
    """The page of a step with questions; `notice` is said above the form."""
    return render(
        "applications/step.html",
        application=application,
        step=step,
        form=form,
        tabs=tabs or tabs_of(application, step.code),
        reroute=reroute_of(application, step, application.typed),
        notice=notice,
        status=status,
    )


def reroute_of(application: Application, step: Step, answers: Answers) -> Offer | None:
    """The other kind that the power of a draft asks for; said where the power is asked."""
    if step.code != "technical" or not application.is_draft:
        return None
    return offer(application.kind, answers, options=options())
