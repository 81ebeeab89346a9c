from wtforms import SearchField, SelectField
from wtforms.fields.choices import SelectChoice

from lk.applications.states import STATES
from lk.web.forms import Form, is_storable

ALL = SelectChoice("", "Все заявки")


def _storable(typed: str | None) -> str:
    """Text that no database holds looks for nothing."""
    short = (typed or "")[:200]
    return short if is_storable(short) else ""


class SearchForm(Form):
    """«Мои заявки» by words and by state; sent by GET, so it may hold anything."""

    text = SearchField(
        "Найти",
        filters=[_storable],
        description="Номер, адрес или имя заявителя",
        render_kw={"autocomplete": "off"},
    )
    state = SelectField(
        "Состояние",
        choices=[ALL, *(SelectChoice(each.code, each.label) for each in STATES.values())],
        validate_choice=False,
    )

    @property
    def words(self) -> str:
        """What to look for."""
        return self.text.data or ""

    @property
    def chosen_state(self) -> str:
        """A code of `states`, or «»."""
        return str(self.state.data) if self.state.data in STATES else ""

    @property
    def is_used(self) -> bool:
        return bool(self.words.strip() or self.chosen_state)
