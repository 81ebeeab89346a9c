"""«Внести показание»: a day and a value for each zone."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import DateField, HiddenField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from lk.db import new_public_id
from lk.meters.errors import ReadingDoubted, ReadingError
from lk.meters.forms.offers import Offer, meant_by, offers_of
from lk.meters.models import Reading
from lk.meters.rules import ANSWERS
from lk.meters.rules.history import zone_name
from lk.meters.rules.judging import Doubt, Fault, Register
from lk.meters.rules.numbers import NBSP, NotANumber, in_digits, parse_value, shown
from lk.web.forms import Form, public_id_in

NOT_A_DAY = "Нужна дата вида 24.11.2026."
ONE_ZONE = "Показание счетчика"


def _printable(typed: str) -> str:
    """What was typed, as far as a page can show it."""
    return "".join(each for each in typed if each.isprintable())


class DayField(DateField):  # type: ignore[misc]
    """A day from the browser's calendar, or typed: 24.11.2026."""

    data: date | None

    def __init__(self, label: str, **facts: Any) -> None:
        super().__init__(label, format=["%Y-%m-%d", "%d.%m.%Y"], **facts)

    def _value(self) -> str:
        """A browser's calendar takes its own spelling only."""
        return self.data.isoformat() if self.data else _printable(" ".join(self.raw_data or ()))

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        try:
            super().process_formdata([text])
        except ValueError as error:
            self.data = None
            raise ValueError(NOT_A_DAY) from error


class ValueField(StringField):  # type: ignore[misc]
    """A reading: `data` stays as it was typed, `value` is what it means."""

    value: Decimal | None = None

    def _value(self) -> str:
        return _printable(self.data or "")

    def pre_validate(self, form: Any) -> None:
        try:
            self.value = parse_value(self.data or "")
        except NotANumber as why:
            raise StopValidation(form.named(self, why.message)) from why


def _value_field() -> ValueField:
    attributes = {"inputmode": "decimal", "autocomplete": "off", "width": "reading"}
    return ValueField(ONE_ZONE, render_kw=attributes)


def _choices(codes: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice(code, ANSWERS[code]) for code in codes]


class ReadingForm(Form):
    """A reading of one meter. `key` makes a double click one reading; `answers`: that it is the
    answer to a doubt, which comes with the values that were asked about.
    """

    value1 = _value_field()
    value2 = _value_field()
    value3 = _value_field()
    taken_on = DayField("Дата показания")
    answer = RadioField(
        "Почему показание меньше прошлого?", choices=_choices(ANSWERS), validate_choice=False
    )
    key = HiddenField(default=new_public_id)
    answers = HiddenField()
    doubts: Sequence[Doubt] = ()

    def __init__(self, *, zones: int, **facts: Any) -> None:
        super().__init__(**facts)
        for zone in range(zones + 1, 4):
            del self[f"value{zone}"]
        for zone in range(1, zones + 1):
            if name := zone_name(zone, zones):
                self[f"value{zone}"].label.text = f"Т{zone} ({name})"
        self.zones = zones

    @property
    def fields(self) -> list[ValueField]:
        """One for each zone."""
        return [self[f"value{zone}"] for zone in range(1, self.zones + 1)]

    @property
    def values(self) -> dict[int, Decimal]:
        """What was typed, by zone; of a form that is valid."""
        return {
            zone: field.value
            for zone, field in enumerate(self.fields, start=1)
            if field.value is not None
        }

    @property
    def given_answer(self) -> str:
        """What was said to the doubts."""
        said = self.answer.data or ""
        return said if said in ANSWERS else ""

    @property
    def one_time_key(self) -> str:
        """The key of the page, or another one when it is none of ours."""
        return public_id_in(self.key.data) or new_public_id()

    def prefill(self, *, on: date, standing: Reading | None) -> None:
        """A page that was not sent yet: today, or the reading that is to be corrected."""
        self.taken_on.data = standing.taken_on if standing else on
        for field, value in zip(self.fields, standing.values if standing else (), strict=False):
            field.data = shown(value).replace(NBSP, "")

    def take_suggestions(self, text: str) -> None:
        """Put what was meant (`1:74525`) in the place of what was typed; an answer that comes with
        it was to the value before.
        """
        named = {str(zone): field for zone, field in enumerate(self.fields, start=1)}
        for zone, meant in meant_by(text):
            if field := named.get(zone):
                typed, field.data = field.data, meant
                if not field.validate(self):
                    field.data, field.errors = typed, []
        if text:
            self.answer.data = self.answers.data = ""

    def refuse(self, why: ReadingError) -> None:
        """Put the words beside the fields that they are about; a doubt is asked."""
        if isinstance(why, ReadingDoubted):
            self._ask(why)
        elif not why.faults:
            self.form_errors.append(why.message)
        self.tell(why.faults)

    def tell(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            field = self.fields[fault.zone - 1] if fault.zone else self.taken_on
            field.errors = [*field.errors, self.named(field, fault.message)]

    def named(self, field: Any, message: str) -> str:
        """The message, with the name of the zone where there are several."""
        if self.zones == 1 or field is self.taken_on:
            return message
        return f"{field.label.text}: {message[0].lower()}{message[1:]}"

    @property
    def guesses(self) -> list[str]:
        """What may have been meant, in words."""
        return [
            self._guess(each.zone, each.suggestion)
            for each in self.doubts
            if each.suggestion is not None
        ]

    @property
    def offers(self) -> list[Offer]:
        """Buttons that take it."""
        if self.zones > 1:
            return offers_of(self.doubts, self.values, shown)
        meant = [shown(each.suggestion) for each in self.doubts if each.suggestion is not None]
        return [Offer(f"1:{value}", f"Да, передать {value}") for value in meant]

    @property
    def asks_why(self) -> bool:
        """Whether there are several answers to choose from."""
        return len(self.answer.choices) > 1

    def _guess(self, zone: int, meant: Decimal) -> str:
        words = f"озможно, {shown(meant)} вместо {shown(self.values[zone])}?"
        return f"В{words}" if self.zones == 1 else f"Т{zone}: в{words}"

    def _ask(self, doubted: ReadingDoubted) -> None:
        self.doubts = doubted.doubts
        self.answer.choices = _choices(doubted.answers)
        if self.answers.data and self.asks_why:
            self.answer.errors = ["Выберите, почему показание меньше прошлого."]
        self.answer.data = None


def hints_of(register: Register) -> list[str]:
    """What stands beside the field of each zone: the last reading that was charged, the digits."""
    return [_hint(register, zone) for zone in range(1, register.zones + 1)]


def _hint(register: Register, zone: int) -> str:
    last = register.last.get(zone)
    words = []
    if last and last.reading is not None:
        words.append(f"Прошлое показание: {shown(last.reading)} на {last.taken_on:%d.%m.%Y}.")
    if zone == 1:
        digits = in_digits(register.digits)
        words.append(f"На счетчике {digits} до запятой; цифры после нее можно не писать.")
    return " ".join(words)
