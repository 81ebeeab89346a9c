"""Step «Объект»: what is connected, where it stands, whose it is, who will sell the energy."""

from decimal import Decimal

from lk.applications.catalogue.dictionaries import (
    CONNECTED_BEFORE,
    OBJECT_KINDS,
    OTHER,
    OTHER_SUPPLIER,
    OWNERSHIP,
    RENT,
    SETTLEMENTS,
    SUPPLY_KINDS,
)
from lk.applications.catalogue.model import Choice, Condition, Field, Group, Step

OBJ_KIND = Field(
    key="obj_kind",
    label="Вид энергоснабжаемого объекта",
    type="select",
    choices=OBJECT_KINDS,
    hint="Что присоединяется",
)
OBJ_NAME = Field(
    key="obj_name",
    label="Наименование энергопринимающих устройств",
    hint="Например: жилой дом, ВРУ-0,4\u00a0кВ",
    min_length=3,
    max_length=200,
)
OBJ_ADDR = Field(
    key="obj_addr",
    label="Адрес объекта",
    hint="Город, улица, дом; если адреса нет — ориентир",
    min_length=5,
    autocomplete="off",
)
SETTLEMENT = Field(
    key="settlement",
    label="Тип населённого пункта",
    type="radio",
    choices=SETTLEMENTS,
    hint="Влияет на льготное расстояние (300/500\u00a0м)",
)
CADASTRE = Field(
    key="cadastre",
    label="Кадастровый номер",
    type="cadastre",
    hint="Например: 70:21:0100001:123",
    max_length=30,
)
CAD_OBJ = Field(
    key="cad_obj",
    label="Кадастровый номер здания/помещения",
    type="cadastre",
    required=False,
    hint="Если объект построен",
    max_length=30,
)
OWN_KIND = Field(
    key="own_kind",
    label="Право на объект/участок",
    type="radio",
    choices=OWNERSHIP,
)
OWN_TERM = Field(
    key="own_term",
    label="Срок аренды",
    shown_if=Condition("own_kind", (RENT,)),
    hint="Например: до 31.12.2030 или без срока",
    min_length=3,
    max_length=100,
)
OWN_OTHER = Field(
    key="own_other",
    label="Какое право",
    shown_if=Condition("own_kind", (OTHER,)),
    hint="Назовите право и документ, например: постоянное пользование, решение №\u00a0… от …",
    min_length=3,
)
MKD = Field(
    key="mkd",
    label="Помещение в МКД",
    type="checkbox",
    required=False,
    hint="Отметьте, если это помещение в многоквартирном доме: понадобится документ о праве"
    " на него",
)
DISTANCE = Field(
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
)
EXISTING_CONTRACT = Field(
    key="existing_contract",
    label="№ и дата ранее выданных ТУ/договора/акта ТП",
    shown_if=Condition("reason", CONNECTED_BEFORE),
    hint="Например: акт №\u00a0123 от 12.03.2015",
    min_length=3,
)
SUPPLIER_NAME = Field(
    key="supplier_name",
    label="Наименование другой организации",
    shown_if=Condition("supplier", (OTHER,)),
    hint="Как в ее документах",
    min_length=3,
)
SUPPLY_KIND = Field(
    key="supply_kind",
    label="Вид договора",
    type="radio",
    choices=SUPPLY_KINDS,
    hint="Если не знаете — выберите «энергоснабжение»",
)


def supplier(suppliers: tuple[Choice, ...]) -> Field:
    """The guaranteeing suppliers are the company's; another one may always be named."""
    return Field(
        key="supplier",
        label="Гарантирующий поставщик",
        type="select",
        choices=(*suppliers, OTHER_SUPPLIER),
        hint="С ним вы заключите договор на электроэнергию",
    )


SITE = Group(
    "Присоединяемый объект",
    (OBJ_KIND, OBJ_NAME, OBJ_ADDR, SETTLEMENT, CADASTRE, CAD_OBJ),
)
RIGHTS = Group("Право и расположение", (OWN_KIND, OWN_TERM, OWN_OTHER, MKD, DISTANCE))
EARLIER = Group("Прежнее присоединение", (EXISTING_CONTRACT,))


def supply(suppliers: tuple[Choice, ...]) -> Group:
    return Group("Договор на электроэнергию", (supplier(suppliers), SUPPLIER_NAME, SUPPLY_KIND))


def site(*groups: Group) -> Step:
    return Step("object", "Объект", groups)
