from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf

from lk.web.fields import Filled, NoLongerThan
from lk.web.forms import Form
from lk.web.sight import SCHEMES, SIZES, Sight

LONGEST_PAGE = 300
LONGEST_TEXT = 1000


class MisprintForm(Form):
    """«Нашли ошибку?»: the same three values come from the page's script."""

    words = TextAreaField(
        "Текст с ошибкой",
        [Filled(), NoLongerThan(LONGEST_TEXT)],
        description="Скопируйте фрагмент, в котором заметили ошибку.",
    )
    comment = TextAreaField(
        "Что не так",
        [NoLongerThan(LONGEST_TEXT)],
        description="Необязательно. Например: «устарел телефон».",
    )
    page = HiddenField(filters=[lambda path: (path or "")[:LONGEST_PAGE]])


class SightForm(Form):
    """«Версия для слабовидящих»: how the pages look in this browser."""

    size = RadioField(
        "Размер букв",
        [AnyOf(SIZES, message="Выберите размер букв")],
        validate_choice=False,
        choices=[
            SelectChoice("100", "Обычный"),
            SelectChoice("150", "Крупный"),
            SelectChoice("200", "Очень крупный"),
        ],
    )
    scheme = RadioField(
        "Цвета",
        [AnyOf(SCHEMES, message="Выберите цвета")],
        validate_choice=False,
        choices=[
            SelectChoice("normal", "Как обычно"),
            SelectChoice("light", "Черным по белому"),
            SelectChoice("dark", "Белым по черному"),
            SelectChoice("blue", "Темно-синим по голубому"),
        ],
    )
    spacing = BooleanField("Больше расстояние между буквами и строками")
    images = BooleanField("Показывать изображения")
    next = HiddenField()

    def chosen(self) -> Sight:
        return Sight(self.size.data, self.scheme.data, self.spacing.data, self.images.data)
