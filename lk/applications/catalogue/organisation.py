"""Of step «Реквизиты и контакты»: what an organisation is, by its entry in ЕГРЮЛ."""

from decimal import Decimal

from lk.applications.catalogue.dictionaries import ORG_KINDS, WITH_MEMBERS
from lk.applications.catalogue.model import Condition, Field, of

ORGANISATION = (
    Field(
        key="org_name",
        label="Полное наименование",
        hint="Как в ЕГРЮЛ",
        min_length=3,
        autocomplete="organization",
        is_durable=True,
        form_row="1",
    ),
    Field(
        key="org_short",
        label="Сокращенное наименование",
        required=False,
        hint="Как в ЕГРЮЛ, если оно есть",
        min_length=3,
        is_durable=True,
        form_row="1",
    ),
    Field(
        key="org_kind",
        label="Вид организации",
        type="radio",
        choices=ORG_KINDS,
        hint="Товариществам, кооперативам и религиозным организациям мощность считают на каждого"
        " члена",
        is_durable=True,
        of=of("ul", "15"),
        form_row="1",
    ),
    Field(
        key="members_count",
        label="Число членов",
        type="integer",
        minimum=Decimal(1),
        maximum=Decimal(100_000),
        shown_if=Condition("org_kind", WITH_MEMBERS),
        hint="Сколько членов в товариществе, кооперативе или организации: от этого зависят предел"
        " мощности и плата",
        max_length=10,
        is_durable=True,
        of=of("ul", "15"),
        form_row="1",
    ),
    Field(
        key="inn",
        label="ИНН",
        type="inn",
        rule="inn_10",
        hint="10 цифр для организации, 12 для ИП и граждан",
        max_length=20,
        is_durable=True,
        form_row="3a",
    ),
    Field(
        key="kpp",
        label="КПП",
        rule="kpp",
        hint="9 знаков",
        max_length=20,
        is_durable=True,
        form_row="3a",
    ),
    Field(
        key="ogrn",
        label="ОГРН",
        type="digits",
        rule="ogrn",
        hint="Номер записи в ЕГРЮЛ, 13 цифр",
        max_length=30,
        is_durable=True,
        form_row="2",
    ),
    Field(
        key="egrul_date",
        label="Дата внесения записи в ЕГРЮЛ",
        type="date",
        rule="past",
        hint="Например: 12.03.2010",
        max_length=10,
        is_durable=True,
        form_row="2",
    ),
)
