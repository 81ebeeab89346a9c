"""Step «Объект»: what is connected, where it stands, whose it is, who will sell the energy."""

from decimal import Decimal

from lk.applications.catalogue.dictionaries import (
    CONNECTED_BEFORE,
    CONSTRUCTION,
    OBJECT_KINDS,
    OTHER,
    OWNERSHIP,
    RENT,
    SETTLEMENTS,
    SUPPLY_KINDS,
)
from lk.applications.catalogue.model import Condition, Field, Group, Step, of

PERMANENT, TEMPORARY = of(power="15 150 670 670p"), of(power="tmp")
IS_CONSTRUCTION = Condition("reason", (CONSTRUCTION,))

OBJECT = (
    Field(
        key="obj_kind",
        label="Вид энергоснабжаемого объекта",
        type="select",
        choices=OBJECT_KINDS,
        hint="Что присоединяется",
        form_row="5",
    ),
    Field(
        key="obj_other",
        label="Какой объект",
        shown_if=Condition("obj_kind", (OTHER,)),
        hint="Например: насосная станция, рекламный щит",
        min_length=3,
        max_length=200,
        form_row="5",
    ),
    Field(
        key="obj_name",
        label="Наименование энергопринимающих устройств",
        hint="Например: жилой дом, ВРУ-0,4\u00a0кВ",
        min_length=3,
        max_length=200,
        form_row="5",
    ),
    Field(
        key="obj_addr",
        label="Адрес объекта",
        hint="Город, улица, дом; если адреса нет — ориентир",
        min_length=5,
        autocomplete="off",
        form_row="5",
    ),
    Field(
        key="settlement",
        label="Тип населённого пункта",
        type="radio",
        choices=SETTLEMENTS,
        hint="Влияет на льготное расстояние (300/500\u00a0м)",
        form_row="5",
    ),
    Field(
        key="cadastre",
        label="Кадастровый номер",
        type="cadastre",
        hint="Например: {cadastre}",
        example="cadastre",
        max_length=30,
        of=PERMANENT,
        form_row="5",
    ),
    Field(
        key="cadastre",
        label="Кадастровый номер",
        type="cadastre",
        required=False,
        required_if=IS_CONSTRUCTION,
        hint="Например: {cadastre}. Для передвижного объекта можно не указывать",
        example="cadastre",
        max_length=30,
        of=TEMPORARY,
        form_row="5",
    ),
    Field(
        key="cad_obj",
        label="Кадастровый номер здания/помещения",
        type="cadastre",
        required=False,
        hint="Если объект построен",
        example="cadastre",
        max_length=30,
        form_row="5",
    ),
)

RIGHTS = (
    Field(
        key="own_kind",
        label="Право на объект/участок",
        type="radio",
        choices=OWNERSHIP,
        form_row="5",
    ),
    Field(
        key="own_term",
        label="Срок аренды",
        shown_if=Condition("own_kind", (RENT,)),
        hint="Например: до 31.12.2030 или без срока",
        min_length=3,
        max_length=100,
        form_row="5",
    ),
    Field(
        key="own_other",
        label="Какое право",
        shown_if=Condition("own_kind", (OTHER,)),
        hint="Назовите право и документ, например: постоянное пользование, решение №\u00a0… от …",
        min_length=3,
        form_row="5",
    ),
    Field(
        key="mkd",
        label="Помещение в МКД",
        type="checkbox",
        required=False,
        hint="Отметьте, если это помещение в многоквартирном доме: понадобится документ о праве"
        " на него",
        of=PERMANENT,
        form_row="5",
    ),
    Field(
        key="distance_m",
        label="Расстояние до сетей, м",
        noun="Расстояние",
        type="integer",
        required=False,
        minimum=Decimal(0),
        maximum=Decimal(50_000),
        unit="м",
        hint="Приблизительно, по прямой",
        max_length=10,
        form_row="5",
    ),
)

EARLIER = (
    Field(
        key="existing_contract",
        label="№ и дата ранее выданных ТУ/договора/акта ТП",
        shown_if=Condition("reason", CONNECTED_BEFORE),
        hint="Например: акт №\u00a0123 от 12.03.2015",
        min_length=3,
        of=PERMANENT,
        form_row="6",
    ),
)

TERM = (
    Field(
        key="tmp_contract",
        label="Реквизиты договора на постоянное ТП",
        rule="with_date",
        shown_if=IS_CONSTRUCTION,
        hint="Номер и дата, например: договор №\u00a0123 от 12.03.2026",
        min_length=3,
        form_row="13",
    ),
    Field(
        key="tmp_from",
        label="Срок электроснабжения по временной схеме: начало",
        noun="Начало электроснабжения",
        type="date",
        hint="Например: 01.04.2027",
        max_length=10,
        form_row="13",
    ),
    Field(
        key="tmp_to",
        label="Срок электроснабжения по временной схеме: конец",
        noun="Конец электроснабжения",
        type="date",
        hint="Например: 30.09.2027. Не дольше 12\u00a0месяцев",
        max_length=10,
        form_row="13",
    ),
)

SUPPLY = (
    Field(
        key="supplier",
        label="Гарантирующий поставщик",
        type="select",
        setting="suppliers",
        hint="С ним вы заключите договор на электроэнергию",
        form_row="14",
    ),
    Field(
        key="supplier_name",
        label="Наименование другой организации",
        shown_if=Condition("supplier", (OTHER,)),
        hint="Как в ее документах",
        min_length=3,
        form_row="14",
    ),
    Field(
        key="supply_kind",
        label="Вид договора",
        type="radio",
        choices=SUPPLY_KINDS,
        hint="Если не знаете — выберите «энергоснабжение»",
        of=of(power="15 150 670"),
        form_row="15",
    ),
    Field(
        key="supply_kind",
        label="Вид договора",
        type="radio",
        required=False,
        choices=SUPPLY_KINDS,
        hint="Если не знаете — выберите «энергоснабжение»",
        of=of(power="670p tmp"),
        form_row="15",
    ),
)

SITE = Step(
    "object",
    "Объект",
    (
        Group("Присоединяемый объект", OBJECT),
        Group("Право и расположение", RIGHTS),
        Group("Прежнее присоединение", EARLIER),
        Group("Временное электроснабжение", TERM, TEMPORARY),
        Group("Договор на электроэнергию", SUPPLY),
    ),
)
