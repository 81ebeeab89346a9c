"""Step «Технические данные»: reserve, automation, payment, and the order of all its groups."""

from decimal import Decimal

from lk.applications.catalogue.dictionaries import BENEFITS, PAYMENT_PLANS, RATE_KINDS
from lk.applications.catalogue.equipment import POINTS, STAGES, TRANSFORMERS
from lk.applications.catalogue.model import Condition, Field, Group, Step, of
from lk.applications.catalogue.powers import ENERGY, LARGEST, LOAD, POWER

LARGE = of(power="670 670p")

RESERVE = (
    Field(
        key="armor_tech",
        label="Технологическая бронь, кВт",
        noun="Технологическая бронь",
        type="decimal",
        above_zero=True,
        maximum=LARGEST,
        required=False,
        unit="кВт",
        hint="Мощность, без которой нельзя закончить технологический процесс",
        max_length=20,
        of=LARGE,
        form_row="11",
    ),
    Field(
        key="armor_tech_why",
        label="Обоснование технологической брони",
        required=False,
        required_if=Condition("armor_tech", is_filled=True),
        hint="Какой процесс нельзя прервать и почему",
        min_length=3,
        max_length=200,
        of=LARGE,
        form_row="11",
    ),
    Field(
        key="armor_emerg",
        label="Аварийная бронь, кВт",
        noun="Аварийная бронь",
        type="decimal",
        above_zero=True,
        maximum=LARGEST,
        required=False,
        unit="кВт",
        hint="Мощность, при которой остановленное производство безопасно",
        max_length=20,
        of=LARGE,
        form_row="11",
    ),
    Field(
        key="armor_emerg_why",
        label="Обоснование аварийной брони",
        required=False,
        required_if=Condition("armor_emerg", is_filled=True),
        hint="Что должно оставаться под напряжением и почему",
        min_length=3,
        max_length=200,
        of=LARGE,
        form_row="11",
    ),
    Field(
        key="pa",
        label="Устройства под противоаварийную автоматику",
        type="yesno",
        hint="Есть ли устройства, которые может отключать противоаварийная автоматика. Если есть,"
        " понадобится их перечень с мощностью",
        of=LARGE,
        form_row="11",
    ),
)

PAYMENT = (
    Field(
        key="payment_plan",
        label="Порядок оплаты",
        type="radio",
        choices=PAYMENT_PLANS,
        shown_if=Condition("p_total", above=Decimal(15)),
        hint="Для мощности больше 15\u00a0кВт. Условия рассрочки запишем в договор",
        of=of("ip ul", "150"),
        form_row="12",
    ),
    Field(
        key="benefit_cat",
        label="Льготная категория",
        type="select",
        required=False,
        choices=BENEFITS,
        hint="Если у вас есть право на льготную плату, выберите и приложите документ",
        of=of("fl", "15"),
        form_row="12",
    ),
    Field(
        key="calc_rate_kind",
        label="Вид ставки для расчёта платы",
        type="radio",
        choices=RATE_KINDS,
        hint="Сравнить плату по обеим ставкам поможет калькулятор",
        of=of(power="150 670 670p"),
        form_row="12",
    ),
)

TECHNICAL = Step(
    "technical",
    "Технические данные",
    (
        Group("Мощность", POWER),
        Group("Электроснабжение", ENERGY),
        Group("Нагрузка", LOAD),
        Group("Точки", POINTS),
        Group("Этапы", STAGES),
        Group("Трансформаторы и генераторы", TRANSFORMERS),
        Group("Бронь и автоматика", RESERVE),
        Group("Плата за присоединение", PAYMENT),
    ),
)
