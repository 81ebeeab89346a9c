"""The one field of the page that a reminder's link opens; one a zone of the meter."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from wtforms import HiddenField, StringField

from lk.db import new_public_id
from lk.meters.errors import ReadingDoubted, ReadingError
from lk.meters.forms.offers import Offer, meant_by, offers_of
from lk.meters.models import Meter, Reading
from lk.meters.rules import ANSWERS
from lk.meters.rules.history import zone_name
from lk.meters.rules.judging import Doubt, Fault
from lk.meters.rules.numbers import LONGEST, NotANumber, parse_value
from lk.web.forms import Form, public_id_in

_KW = {"inputmode": "decimal", "autocomplete": "off", "maxlength": LONGEST, "width": "reading"}

# The page is seen without sign-in: it tells neither the last reading nor what is used in a month.
_UNSIGNED = {
    "lower": "меньше прошлого показания.",
    "high": "расход намного больше обычного.",
}


class LinkForm(Form):
    """`key` makes a double tap one reading; `asked` are the values that the page asked about, and
    `answer` is to them alone. `answers`: what may be said now, (code, words), a button each.
    """

    value1 = StringField("Показание счетчика", render_kw=_KW)
    value2 = StringField(render_kw=_KW)
    value3 = StringField(render_kw=_KW)
    key = HiddenField(default=new_public_id)
    asked = HiddenField(default="")
    answer = HiddenField(default="")

    def __init__(self, *, meter: Meter, standing: Reading | None = None) -> None:
        sent = enumerate(standing.values if standing else (), start=1)
        super().__init__(data={f"value{zone}": plain(value) for zone, value in sent})
        self.zones, self.values = meter.zones, dict[int, Decimal]()
        self.answers: list[tuple[str, str]] = []
        self.meant: list[Offer] = []
        for zone in range(1, 4):
            if zone > meter.zones:
                del self[f"value{zone}"]
            elif meter.zones > 1:
                self.field(zone).label.text = f"Т{zone} ({zone_name(zone, meter.zones)})"
        if not standing:  # a thumb's way less
            self.field(1).render_kw = _KW | {"autofocus": True}

    @property
    def fields(self) -> list[Any]:
        """One for each zone."""
        return [self.field(zone) for zone in range(1, self.zones + 1)]

    @property
    def given_answer(self) -> str:
        said = self.answer.data or ""
        return said if said in ANSWERS and self.asked.data == self._spelled() else ""

    @property
    def one_time_key(self) -> str:
        return public_id_in(self.key.data) or new_public_id()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether each zone has a number; they are in `values` then."""
        is_valid = bool(super().validate(extra_validators))
        return all([self._parse(zone) for zone in range(1, self.zones + 1)]) and is_valid

    def take_meant(self, text: str) -> None:
        """Put what was meant (`1:74525`) in the place of what was typed."""
        for number, value in meant_by(text):
            zone = int(number) if number in {"1", "2", "3"} else 0
            if zone in self.values:
                typed, self.field(zone).data = self.field(zone).data, value
                if not self._parse(zone):
                    self.field(zone).data, self.field(zone).errors = typed, []

    def refuse(self, why: ReadingError) -> None:
        """The words at their fields, and what may be answered to them."""
        for each in why.doubts:
            self._add(each.zone, self._doubted(each))
        if not (why.faults or why.doubts):
            self.form_errors.append(why.message)
        self.tell(why.faults)
        if isinstance(why, ReadingDoubted):
            self.asked.data, self.answer.data = self._spelled(), ""
            self.answers = [(code, ANSWERS[code]) for code in why.answers]
            self.meant = self._meant(why.doubts)

    def tell(self, faults: Iterable[Fault]) -> None:
        """What is wrong, each at its field; the cursor goes to the first of them."""
        for each in faults:
            if each.zone:
                self._add(each.zone, self._named(each.zone, each.message))
            else:
                self.form_errors.append(each.message)
        wrong = [field for field in self.fields if field.errors]
        for field in self.fields if wrong else ():
            field.render_kw = _KW | ({"autofocus": True} if field is wrong[0] else {})

    def field(self, zone: int) -> Any:
        return self[f"value{zone}"]

    def _parse(self, zone: int) -> bool:
        field = self.field(zone)
        if field.errors:
            return False
        try:
            self.values[zone] = parse_value(field.data or "")
        except NotANumber as error:
            field.errors = [self._named(zone, error.message)]
            return False
        return True

    def _add(self, zone: int, words: str) -> None:
        self.field(zone).errors = [*self.field(zone).errors, words]

    def _named(self, zone: int, words: str) -> str:
        """The words, with the name of the zone where there are several."""
        if self.zones == 1:
            return words
        return f"{self.field(zone).label.text}: {words[0].lower()}{words[1:]}"

    def _doubted(self, doubt: Doubt) -> str:
        if doubt.code not in _UNSIGNED:
            return doubt.message
        zone = f"{self.field(doubt.zone).label.text}: " if self.zones > 1 else ""
        return f"{zone}{plain(self.values[doubt.zone])} — {_UNSIGNED[doubt.code]}"

    def _meant(self, doubts: Iterable[Doubt]) -> list[Offer]:
        if self.zones > 1:
            return offers_of(tuple(doubts), self.values, plain)
        typed = plain(self.values[1])
        meant = [plain(each.suggestion) for each in doubts if each.suggestion is not None]
        return [Offer(f"1:{value}", f"{value} вместо {typed}") for value in meant]

    def _spelled(self) -> str:
        return " ".join(f"{zone}:{value:f}" for zone, value in sorted(self.values.items()))


def plain(value: Decimal) -> str:
    """As one types it: «74525,5»; three places get one more, or they would look like thousands."""
    head, mark, tail = f"{value:f}".partition(".")
    return f"{head},{tail.ljust(4, '0') if len(tail) == 3 else tail}" if mark else head
