"""Of step «Технические данные»: points, stages, transformers, generators, reserve, automation."""

from decimal import Decimal

from lk.applications.catalogue.dictionaries import RELIABILITIES, voltages
from lk.applications.catalogue.model import Choice, Condition, Field, of
from lk.applications.catalogue.powers import LARGEST

LARGE = of(power="670 670p")
# Of transformers and generators, whose equals share a row, so many models.
MOST_POINTS, MOST_STAGES, MOST_MODELS = 10, 8, 5


def _power(key: str, label: str, noun: str, unit: str = "кВт") -> Field:
    """A column of power, which is more than nothing."""
    return Field(
        key=key,
        label=f"{label}, {unit}",
        noun=noun,
        type="decimal",
        above_zero=True,
        maximum=LARGEST,
        unit=unit,
        max_length=20,
    )


def _point(choices: tuple[Choice, ...]) -> tuple[Field, ...]:
    return (
        _power("power", "Мощность точки", "Мощность точки"),
        Field(
            key="voltage",
            label="Напряжение, кВ",
            noun="Напряжение",
            type="select",
            choices=choices,
        ),
        Field(
            key="about",
            label="Технические параметры",
            required=False,
            hint="Например: ячейка, линия, тип ввода",
            max_length=100,
        ),
    )


def _month(key: str, label: str, like: str) -> Field:
    return Field(
        key=key,
        label=f"{label} (мм.гггг)",
        noun=label,
        type="month",
        hint=f"Например: {like}",
        max_length=7,
    )


_TERMS = (
    _month("design", "Срок проектирования", "03.2027"),
    _month("commission", "Срок ввода", "09.2027"),
    _power("power", "Мощность этапа", "Мощность этапа"),
)
_THIRD = Field(
    key="reliability",
    label="Категория надежности",
    type="readonly",
    required=False,
    fixed="III",
)
_ANY = Field(
    key="reliability",
    label="Категория надежности",
    type="select",
    choices=tuple(Choice(each.value, each.value) for each in RELIABILITIES),
)

POINTS = (
    Field(
        key="points",
        label="Точки присоединения",
        noun="Точки",
        type="repeat",
        fields=_point(voltages("0.4", "6", "10")),
        min_rows=1,
        max_rows=MOST_POINTS,
        row_title="Точка",
        hint="Мощность точек вместе равна всей мощности",
        of=of(power="670"),
        form_row="10",
    ),
    Field(
        key="points",
        label="Точки присоединения",
        noun="Точки",
        type="repeat",
        fields=_point(voltages("6", "10", "35", "110")),
        min_rows=1,
        max_rows=MOST_POINTS,
        row_title="Точка",
        hint="Мощность точек вместе равна всей мощности",
        of=of(power="670p"),
        form_row="10",
    ),
)

STAGES = (
    Field(
        key="stages",
        label="Этапы ввода в эксплуатацию",
        noun="Этапы",
        type="repeat",
        fields=(*_TERMS, _THIRD),
        min_rows=1,
        max_rows=1,
        row_title="Этап",
        hint="Объект до 15\u00a0кВт вводится сразу: мощность этапа равна всей мощности",
        of=of(power="15"),
        form_row="9",
    ),
    Field(
        key="stages",
        label="Этапы ввода в эксплуатацию",
        noun="Этапы",
        type="repeat",
        fields=(*_TERMS, _THIRD),
        min_rows=1,
        max_rows=MOST_STAGES,
        row_title="Этап",
        hint="Если объект вводится сразу, заполните один этап. Мощность этапов вместе равна"
        " всей мощности",
        of=of(power="150"),
        form_row="9",
    ),
    Field(
        key="stages",
        label="Этапы ввода в эксплуатацию",
        noun="Этапы",
        type="repeat",
        fields=(*_TERMS, _ANY),
        min_rows=1,
        max_rows=MOST_STAGES,
        row_title="Этап",
        hint="Если объект вводится сразу, заполните один этап. Мощность этапов вместе равна"
        " всей мощности",
        of=LARGE,
        form_row="9",
    ),
)

_COUNT = Field(
    key="count",
    label="Количество, шт.",
    noun="Количество",
    type="integer",
    minimum=Decimal(1),
    maximum=Decimal(1000),
    max_length=10,
)

TRANSFORMERS = (
    Field(
        key="has_transformers",
        label="Трансформаторы",
        type="yesno",
        hint="Будут ли присоединяться к сети ваши трансформаторы",
        of=LARGE,
        form_row="11",
    ),
    Field(
        key="transformers",
        label="Количество и мощность трансформаторов",
        noun="Трансформаторы",
        type="repeat",
        fields=(_COUNT, _power("power", "Мощность каждого", "Мощность трансформатора", "кВА")),
        min_rows=1,
        max_rows=MOST_MODELS,
        row_title="Трансформаторы",
        shown_if=Condition("has_transformers", ("yes",)),
        hint="Одинаковые запишите в одну строку",
        of=LARGE,
        form_row="11",
    ),
    Field(
        key="has_generators",
        label="Есть генераторы",
        type="checkbox",
        required=False,
        hint="Отметьте, если у вас есть или будут свои генераторы",
        of=LARGE,
        form_row="11",
    ),
    Field(
        key="generators",
        label="Количество и мощность генераторов",
        noun="Генераторы",
        type="repeat",
        fields=(_COUNT, _power("power", "Мощность каждого", "Мощность генератора")),
        min_rows=1,
        max_rows=MOST_MODELS,
        row_title="Генераторы",
        shown_if=Condition("has_generators", (True,)),
        hint="Одинаковые запишите в одну строку",
        of=LARGE,
        form_row="11",
    ),
    Field(
        key="gen_min",
        label="Технологический минимум генераторов, кВт",
        noun="Технологический минимум генераторов",
        type="decimal",
        minimum=Decimal(0),
        maximum=LARGEST,
        shown_if=Condition("has_generators", (True,)),
        unit="кВт",
        hint="Наименьшая мощность, с которой генераторы могут работать",
        max_length=20,
        of=LARGE,
        form_row="11",
    ),
)
