"""Step «Технические данные»: power in kW, voltage in kV, reliability, load, stages, rate."""

from decimal import Decimal

from lk.applications.catalogue.dictionaries import (
    CONNECTED_BEFORE,
    LOAD_KINDS,
    OTHER,
    PHASES,
    RATE_KINDS,
    voltages,
)
from lk.applications.catalogue.model import Condition, Field, Group, Step

LARGEST = Decimal("99999999.99")  # decimal(10,2)

P_NEW = Field(
    key="p_new",
    label="Максимальная мощность присоединяемых устройств, кВт",
    noun="Мощность",
    type="decimal",
    above_zero=True,
    maximum=LARGEST,
    unit="кВт",
    hint="Например: 12,5",
    max_length=20,
)
P_OLD = Field(
    key="p_old",
    label="Ранее присоединённая мощность, кВт",
    noun="Ранее присоединённая мощность",
    type="decimal",
    minimum=Decimal(0),
    maximum=LARGEST,
    shown_if=Condition("reason", CONNECTED_BEFORE),
    closed_value="0",
    unit="кВт",
    hint="Из акта или договора; если ее не было — 0",
    max_length=20,
)
P_TOTAL = Field(
    key="p_total",
    label="Всего, кВт",
    type="readonly",
    required=False,
    sum_of=("p_new", "p_old"),
    unit="кВт",
    hint="Считается сама: присоединяемая и ранее присоединенная вместе",
)
VOLTAGE_150 = Field(
    key="voltage",
    label="Напряжение, кВ",
    noun="Напряжение",
    type="radio",
    choices=voltages("0.4", "6", "10"),
    hint="Дома и небольшие помещения присоединяют на 0,4\u00a0кВ",
)
RELIABILITY_III = Field(
    key="reliability",
    label="Категория надежности",
    type="readonly",
    required=False,
    fixed="III",
    hint="Один источник питания. Для I и II категории оформляется заявка по форме"
    " для двух источников",
)
PHASE_COUNT = Field(
    key="phases",
    label="Фазность",
    type="radio",
    choices=PHASES,
    hint="От 5\u00a0кВт обычно нужен трехфазный ввод, свыше 15\u00a0кВт — всегда",
)
LOAD_KIND = Field(
    key="load_kind",
    label="Характер нагрузки",
    type="select",
    choices=LOAD_KINDS,
    hint="Для чего нужна электроэнергия",
)
LOAD_OTHER = Field(
    key="load_other",
    label="Опишите нагрузку",
    shown_if=Condition("load_kind", (OTHER,)),
    min_length=3,
)
STAGE_DESIGN = Field(
    key="design",
    label="Срок проектирования (мм.гггг)",
    noun="Срок проектирования",
    type="month",
    hint="Например: 03.2027",
    max_length=7,
)
STAGE_COMMISSION = Field(
    key="commission",
    label="Срок ввода (мм.гггг)",
    noun="Срок ввода",
    type="month",
    hint="Например: 09.2027",
    max_length=7,
)
STAGE_POWER = Field(
    key="power",
    label="Мощность этапа, кВт",
    noun="Мощность этапа",
    type="decimal",
    above_zero=True,
    maximum=LARGEST,
    unit="кВт",
    max_length=20,
)
STAGE_RELIABILITY = Field(
    key="reliability",
    label="Категория надежности",
    type="readonly",
    required=False,
    fixed="III",
)
STAGES = Field(
    key="stages",
    label="Этапы ввода в эксплуатацию",
    noun="Этапы",
    type="repeat",
    fields=(STAGE_DESIGN, STAGE_COMMISSION, STAGE_POWER, STAGE_RELIABILITY),
    min_rows=1,
    max_rows=10,
    row_title="Этап",
    hint="Если объект вводится сразу, заполните один этап. Мощность этапов вместе равна"
    " всей мощности",
)
CALC_RATE_KIND = Field(
    key="calc_rate_kind",
    label="Вид ставки для расчёта платы",
    type="radio",
    choices=RATE_KINDS,
    hint="Сравнить плату по обеим ставкам поможет калькулятор",
)

POWER = Group("Мощность", (P_NEW, P_OLD, P_TOTAL))
SUPPLY_150 = Group("Электроснабжение", (VOLTAGE_150, RELIABILITY_III, PHASE_COUNT))
LOAD = Group("Нагрузка", (LOAD_KIND, LOAD_OTHER))
STAGE_GROUP = Group("Этапы", (STAGES,))
PAYMENT = Group("Плата за присоединение", (CALC_RATE_KIND,))


def technical(*groups: Group) -> Step:
    return Step("technical", "Технические данные", groups)
