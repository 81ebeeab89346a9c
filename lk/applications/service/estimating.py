"""An application that begins with a calculation of the fee, and keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lk import audit
from lk.account.models import User
from lk.applications import catalogue
from lk.applications.estimates import answers_for, categories_for
from lk.applications.models import Application
from lk.applications.options import options
from lk.applications.service.starting import open_draft, start
from lk.calculator import service as calculator


@dataclass(frozen=True)
class Proposal:
    """Kinds that one group of applicants may ask for this power by; the likeliest first."""

    group: catalogue.ApplicantGroup
    kinds: Sequence[catalogue.Kind]


class DraftInTheWay(Exception):
    """Something was typed into a draft of this kind already; it is not overwritten unasked."""


def read_estimate(query: Mapping[str, str], today: date) -> calculator.Asked | None:
    """What the calculator's address says; None where it says nothing that can be counted."""
    return calculator.asked_in(query, today)


def estimate_address(query: Mapping[str, str]) -> dict[str, str]:
    """The calculator's own part of an address, to go back there with what was typed."""
    return calculator.address_in(query)


def proposals(asked: calculator.Asked) -> list[Proposal]:
    """What the power, the scheme and the reliability lead to, for each group of applicants."""
    question = asked.question
    return [
        Proposal(
            group,
            [
                catalogue.kind(f"{group.code}-{code}", options())
                for code in categories_for(
                    group=group.code,
                    whole_kw=question.whole_kw,
                    has_two_sources=question.sources > 1,
                    scheme=question.scheme,
                )
            ],
        )
        for group in catalogue.groups()
    ]


def draft_in_the_way(*, user_id: int, kind_code: str) -> Application | None:
    """The open draft of this kind in which something stands already."""
    found = open_draft(user_id=user_id, kind_code=kind_code)
    return found if found and not found.is_untouched else None


def start_estimated(
    *, user: User, kind_code: str, asked: calculator.Asked, anew: bool, at: datetime
) -> Application:
    """A draft with what was calculated; the calculation stays with it, and its tariff version.

    The same asked again leads to the same draft. Raises DraftInTheWay unless `anew`, UnknownKind,
    TooManyDrafts.
    """
    calculation = calculator.keep(asked.question, at=at, user_id=user.id)
    draft = open_draft(user_id=user.id, kind_code=kind_code)
    if draft and draft.calculation_id == calculation.id:
        return draft
    if draft and not draft.is_untouched and not anew:
        raise DraftInTheWay
    if draft is None or not draft.is_untouched:
        draft = start(user=user, kind_code=kind_code, at=at)
    _take_along(draft, asked.question, calculation, at)
    audit.record(
        "application.estimated",
        actor=f"consumer:{user.login}",
        subject=f"application:{draft.public_id}",
        at=at,
        calculation=calculation.public_id,
    )
    return draft


def _take_along(
    draft: Application,
    question: calculator.Question,
    calculation: calculator.Calculation,
    at: datetime,
) -> None:
    known = answers_for(
        draft.kind,
        power_kw=question.power_kw,
        previous_kw=question.previous_kw,
        distance_m=question.distance_m,
        voltage=question.voltage,
        reliability=question.reliability,
    )
    draft.keep_typed({**draft.typed, **known})
    draft.calculation_id, draft.saved_at = calculation.id, at


def estimate_of(application: Application) -> calculator.Summary | None:
    """The calculation that the application began with; one SELECT, none where there was none."""
    if application.calculation_id is None:
        return None
    return calculator.summary_of(application.calculation_id)
