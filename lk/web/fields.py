"""Fields and validators that several forms share; messages name the field and the way out."""

from typing import Any, ClassVar

from wtforms import Field, StringField
from wtforms.validators import StopValidation

from lk.contacts import is_sendable, parse_email, parse_phone
from lk.web.filters import NBSP, phone
from lk.web.forms import label_of


class Filled:
    """Required; «Заполните поле „Логин“», or `message` where another word fits better."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: str = "Заполните поле «{label}»") -> None:
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        data = field.data.strip() if isinstance(field.data, str) else field.data
        if not data:
            field.errors = []
            raise StopValidation(self.message.format(label=label_of(field)))


class NoLongerThan:
    """At most `most` characters."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and len(field.data) > self.most:
            raise StopValidation(
                f"{label_of(field)}: не больше {self.most} знаков, сейчас {len(field.data)}"
            )


class SameAs:
    """The repeat of another field."""

    def __init__(self, other: str, message: str) -> None:
        self.other, self.message = other, message

    def __call__(self, form: Any, field: Field) -> None:
        if field.data != form[self.other].data:
            raise StopValidation(self.message)


class EmailField(StringField):  # type: ignore[misc]
    """An address that a letter leaves for, in its normal form; «name@почта.рф» is one too."""

    data: str | None

    def pre_validate(self, form: Any) -> None:
        if not self.data or not self.data.strip():
            return
        found = parse_email(self.data)
        if found is None:
            raise StopValidation(f"{label_of(self)}: {_why_no_address(self.data)}")
        self.data = found


class PhoneField(StringField):  # type: ignore[misc]
    """A Russian number in any usual spelling, kept as +7XXXXXXXXXX and shown in groups."""

    data: str | None

    def _value(self) -> str:
        return phone(self.data).replace(NBSP, " ") if self.data else ""

    def pre_validate(self, form: Any) -> None:
        if not self.data or not self.data.strip():
            return
        found = parse_phone(self.data)
        if found is None:
            raise StopValidation(
                f"{label_of(self)}: нужен номер с кодом, например 8 (3822) 999-718"
            )
        self.data = found


def _why_no_address(text: str) -> str:
    if is_sendable(text):
        return "проверьте адрес, он должен быть вида name@example.ru"
    return (
        "до знака @ нужны латинские буквы и цифры, на другой адрес письмо не дойдет. "
        "Укажите адрес вида name@example.ru"
    )
