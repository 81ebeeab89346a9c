from collections.abc import Collection
from typing import Any

from wtforms import BooleanField, HiddenField

from lk.account.topics import TOPICS
from lk.db import new_public_id
from lk.web.forms import Form, public_id_in


class NoticesForm(Form):
    """«Уведомления»: a tick for each topic that the person wants letters about."""

    @classmethod
    def of(cls, muted: Collection[str]) -> "NoticesForm":
        """The form as it stands for an account that has these topics off."""
        ticks = {_name(each.code): each.code not in muted for each in TOPICS}
        return cls(formdata=None, data=ticks)

    @property
    def ticks(self) -> list[Any]:
        return [self[_name(each.code)] for each in TOPICS]

    @property
    def muted(self) -> list[str]:
        """Codes of the topics whose tick was taken away."""
        return [each.code for each in TOPICS if not self[_name(each.code)].data]


class AgainForm(Form):
    """«Отправить еще раз»: `key` makes a double click one letter."""

    key = HiddenField(default=new_public_id)

    @property
    def one_time_key(self) -> str:
        """The key when it is one that a page of ours could have given, else a new one."""
        return public_id_in(self.key.data) or new_public_id()


def _name(code: str) -> str:
    return f"notice_{code}"


for _each in TOPICS:
    setattr(NoticesForm, _name(_each.code), BooleanField(_each.title, description=_each.hint))
