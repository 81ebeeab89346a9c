from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from lk.applications import guide
from lk.applications.catalogue import Field
from lk.web.fields import Filled
from lk.web.forms import Form, label_of


def _radio(question: Field) -> Any:
    return RadioField(
        question.label,
        [Filled()],
        description=question.hint,
        choices=[SelectChoice(each.value, each.label) for each in question.choices],
        validate_choice=False,
    )


# Three questions for those who do not know which application they need; sent by GET.
_Asked: Any = type("Asked", (Form,), {each.key: _radio(each) for each in guide.QUESTIONS})


class GuideForm(_Asked):  # type: ignore[misc]  # its fields are the guide's questions
    """«Помочь выбрать»: valid when each question has one of its answers."""

    @property
    def is_sent(self) -> bool:
        return any(field.data for field in self)

    def validate(self, extra_validators: object = None) -> bool:
        for question in guide.QUESTIONS:
            field = self[question.key]
            if field.data not in {choice.value for choice in question.choices}:
                field.errors = [f"{label_of(field)}: выберите один из вариантов"]
        return not any(field.errors for field in self)

    @property
    def answers(self) -> dict[str, str]:
        return {question.key: str(self[question.key].data) for question in guide.QUESTIONS}
