"""What several steps' pages have in common: the stepper, and the page of one step."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, url_for

from lk.applications import service, steps
from lk.applications.catalogue import Answers, Category, Step
from lk.applications.forms import Sheet
from lk.applications.models import Application, Document
from lk.applications.options import options
from lk.applications.reading import Reading, read_all
from lk.applications.rerouting import Offer, easier, for_two_sources, offer
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
    answers: Answers | None = None,
    reading: Reading | None = None,
) -> list[Tab]:
    """Tabs of all steps for `answers`, or those that are stored; one SELECT where the documents
    are not at hand, and the answers are read for today where `reading` is not.
    """
    counted = service.counted(service.documents_of(application) if documents is None else documents)
    found = steps.tabs(
        application.kind,
        current,
        application.typed if answers is None else answers,
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
    reading: Reading | None = None,
) -> Response:
    """The page of a step with questions; `notice` is said above the form. `reading`: the stored
    answers as read for today, where that is at hand.
    """
    typed = application.typed
    reading = reading or read_all(application.kind, typed, today=today(company().time_zone))
    return render(
        "applications/step.html",
        application=application,
        step=step,
        form=form,
        tabs=tabs or tabs_of(application, step.code, reading=reading),
        reroute=reroute_of(application, step, typed, reading=reading),
        two_sources=two_sources_of(application, step, reading),
        notice=notice,
        status=status,
    )


def reroute_of(
    application: Application,
    step: Step,
    answers: Answers,
    *,
    wish: str = "",
    reading: Reading | None = None,
) -> Offer | None:
    """The other kind that the power of a draft asks for, or that is easier and enough for it, or
    that the `wish` for reliability I or II leads to; said where the power is asked. `reading`: the
    answers as read, where that is at hand.
    """
    if step.code != "technical" or not application.is_draft:
        return None
    wished = {**answers, "reliability": wish} if wish else answers
    needed = offer(application.kind, wished, options=options(), reading=reading)
    return needed or easier(application.kind, wished, options=options(), reading=reading)


def two_sources_of(application: Application, step: Step, reading: Reading) -> Category | None:
    """The category that a draft of one source would move to for reliability I or II."""
    if step.code != "technical" or not application.is_draft:
        return None
    return for_two_sources(application.kind, reading)
