"""Step «Реквизиты и контакты» (figure 12): named fields and groups that kinds are made of."""

from dataclasses import replace

from lk.applications.catalogue.dictionaries import REASONS
from lk.applications.catalogue.model import Condition, Field, Group, Step

REASON = Field(
    key="reason",
    label="В связи с",
    type="radio",
    choices=REASONS,
    hint="Выберите причину подачи заявки",
)
LAST_NAME = Field(
    key="last_name",
    label="Фамилия",
    rule="person_name",
    hint="Как в паспорте",
    max_length=60,
    autocomplete="family-name",
    is_durable=True,
)
FIRST_NAME = Field(
    key="first_name",
    label="Имя",
    rule="person_name",
    hint="Как в паспорте",
    max_length=60,
    autocomplete="given-name",
    is_durable=True,
)
MIDDLE_NAME = Field(
    key="middle_name",
    label="Отчество",
    rule="person_name",
    hint="При отсутствии отметьте галочкой",
    max_length=60,
    autocomplete="additional-name",
    shown_if=Condition("middle_name_absent", (False, None)),
    is_durable=True,
)
MIDDLE_NAME_ABSENT = Field(
    key="middle_name_absent",
    label="Отчество отсутствует",
    type="checkbox",
    required=False,
    is_durable=True,
)
PASSPORT = Field(
    key="passport",
    label="Паспорт серия и номер",
    type="passport",
    hint="4 цифры серии и 6 цифр номера",
    max_length=30,
    is_personal=True,
    is_durable=True,
)
PASSPORT_ISSUED = Field(
    key="passport_issued",
    label="Паспорт выдан кем, когда",
    hint="Наименование органа и дата, например: ОВД Кировского района г. Томска, 12.03.2010",
    min_length=5,
    is_personal=True,
    is_durable=True,
)
PASSPORT_DATE = Field(
    key="passport_date",
    label="Дата выдачи",
    type="date",
    rule="passport_date",
    required=False,
    hint="Например: 12.03.2010",
    max_length=10,
    is_personal=True,
    is_durable=True,
)
SNILS = Field(
    key="snils",
    label="СНИЛС",
    type="snils",
    required=False,
    hint="000-000-000 00",
    max_length=20,
    is_personal=True,
    is_durable=True,
)
PERSON_INN = Field(
    key="inn",
    label="ИНН",
    type="inn",
    rule="inn_12",
    required=False,
    hint="12 цифр",
    max_length=20,
    is_personal=True,
    is_durable=True,
)
BY_REPRESENTATIVE = Field(
    key="by_representative",
    label="Подается представителем заявителя",
    type="yesno",
)
BY_REPRESENTATIVE_YES = Condition("by_representative", ("yes",))
REP_NAME = Field(
    key="rep_name",
    label="Фамилия, имя, отчество представителя",
    rule="full_name",
    shown_if=BY_REPRESENTATIVE_YES,
    hint="Полностью, как в паспорте",
    max_length=150,
)
REP_DOC = Field(
    key="rep_doc",
    label="Документ представителя",
    shown_if=BY_REPRESENTATIVE_YES,
    hint="Доверенность №\u00a0… от …",
    min_length=5,
)
ADDR_REG = Field(
    key="addr_reg",
    label="Зарегистрирован(а) (индекс и адрес)",
    type="address",
    noun="Адрес регистрации",
    hint="634000, Томская обл., г.\u00a0Томск, ул.\u00a0…, д.\u00a0…",
    autocomplete="off",
    is_durable=True,
)
ADDR_SAME = Field(
    key="addr_same",
    label="Фактический адрес совпадает с адресом регистрации",
    type="checkbox",
    required=False,
    is_durable=True,
)
ADDR_FACT = Field(
    key="addr_fact",
    label="Фактический адрес проживания (индекс и адрес)",
    type="address",
    noun="Фактический адрес",
    hint="634000, Томская обл., г.\u00a0Томск, ул.\u00a0…, д.\u00a0…",
    shown_if=Condition("addr_same", (False, None)),
    closed_copy="addr_reg",
    autocomplete="off",
    is_durable=True,
)
PHONE = Field(
    key="phone",
    label="Телефон",
    type="phone",
    hint="+7 (3822) 999-718",
    max_length=30,
    autocomplete="tel",
    prefill="phone",
    is_durable=True,
)
EMAIL = Field(
    key="email",
    label="Электронная почта",
    type="email",
    hint="На нее придут уведомления",
    max_length=254,
    autocomplete="email",
    prefill="email",
    is_durable=True,
)

REASON_GROUP = Group("", (REASON,))
CONTACTS = Group("Контактные данные", (PHONE, EMAIL))


def person(*, require_snils: bool) -> Group:
    """«Реквизиты физического лица»: СНИЛС is asked of everybody only if the company wants it."""
    return Group(
        "Реквизиты физического лица",
        (
            LAST_NAME,
            FIRST_NAME,
            MIDDLE_NAME,
            MIDDLE_NAME_ABSENT,
            PASSPORT,
            PASSPORT_ISSUED,
            PASSPORT_DATE,
            replace(SNILS, required=require_snils),
            PERSON_INN,
            BY_REPRESENTATIVE,
            REP_NAME,
            REP_DOC,
            ADDR_REG,
            ADDR_SAME,
            ADDR_FACT,
        ),
    )


def requisites(*groups: Group) -> Step:
    return Step("requisites", "Реквизиты и контакты", groups)
