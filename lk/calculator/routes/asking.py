"""What was asked and what it comes to, for the page and for JSON alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import request

from lk.calculator import service
from lk.calculator.asking import EXAMPLE, Asked, Offer, day_of, offer_of, read, sent_in
from lk.calculator.rules import Answer, Tariff, calculate
from lk.calculator.words import no_tariff
from lk.clock import today
from lk.company import company


@dataclass(slots=True)
class Asking:
    """`is_example`: nobody has asked yet. `answer` stands where nothing is wrong; `missing` is a
    sentence where the day has no tariff. `is_drawn_for_another`: the open page has the fields of
    another version's form.
    """

    asked: Asked
    offer: Offer
    today: date
    tariff: Tariff | None
    answer: Answer | None
    is_example: bool
    missing: str = ""
    is_drawn_for_another: bool = False

    @property
    def status(self) -> int:
        return 200 if self.answer or self.is_example else 422


def ask(*, has_example: bool) -> Asking:
    """`has_example`: without a query, fig. 15's figures are asked."""
    day = today(company().time_zone)
    sent: Mapping[str, str] = sent_in(request.args)
    is_example = has_example and not sent
    if is_example:
        sent = EXAMPLE
    on = day_of(sent, day)
    tariff = service.tariff_on(on or day)
    # A day without a tariff keeps the fields of today's form, and what was typed in them.
    offer = offer_of(tariff or service.tariff_on(day))
    asked = read(sent, offer, on)
    if tariff is None or asked.question is None:
        missing = "" if tariff else no_tariff(on or day, service.version_days())
        if missing and not is_example:
            asked.errors.setdefault("on", missing)
        return Asking(asked, offer, day, tariff, None, is_example, missing)
    answer = calculate(asked.question, tariff)
    drawn_for = request.args.get("drawn_for", tariff.code)
    return Asking(
        asked, offer, day, tariff, answer, is_example, is_drawn_for_another=drawn_for != tariff.code
    )
