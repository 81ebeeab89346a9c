from wtforms import StringField

from lk.web.fields import Filled, NoLongerThan
from lk.web.forms import Form

LONGEST = 60
_KW = {"autocomplete": "off", "spellcheck": "false", "width": "w20"}


class AddForm(Form):
    """«Добавить прибор учета» (fig. 21)."""

    contract = StringField(
        "Номер договора",
        [Filled(), NoLongerThan(LONGEST)],
        description="Из счета за электроэнергию, например 38005843",
        render_kw=_KW,
    )
    meter = StringField(
        "Номер счетчика",
        [Filled(), NoLongerThan(LONGEST)],
        description="Любого счетчика этого договора: из счета или с самого счетчика",
        render_kw=_KW,
    )


LONGEST_NAME = 300


class ProofForm(Form):
    """«Подтвердите, что договор ваш»."""

    holder = StringField(
        "На кого заключен договор",
        [Filled(), NoLongerThan(LONGEST_NAME)],
        description="Фамилия, а у организации — ее название, как в счете за электроэнергию",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
