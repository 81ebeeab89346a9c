import pytest

from lk.applications.catalogue import (
    SHIPPED,
    Choice,
    Options,
    UnknownKind,
    categories,
    groups,
    kind,
    kinds_of,
)
from lk.applications.options import options
from lk.applications.values import parse
from tests.applications.person_150_by_hand import FIELDS, FIGURE_12, HINTS


def row(field):
    must = "R" if field.required and field.shown_if is None else "c" if field.required else "o"
    return f"{field.key} | {field.label} | {field.type} | {must}"


def test_person_up_to_150_is_asked_what_the_list_says():
    lines = []
    for step in kind("fl-150").steps:
        lines.append(f"{step.code} | {step.title}")
        for group in step.groups:
            lines.append(f"@ {group.title}".strip())
            lines.extend(row(field) for field in group.fields)

    assert lines == FIELDS.strip().splitlines()


def test_first_step_has_the_labels_of_the_figure_in_order():
    labels = [field.label for field in kind("fl-150").step("requisites").fields]

    assert [label for label in labels if label in FIGURE_12] == FIGURE_12


def test_reasons_are_those_of_the_figure():
    assert [choice.label for choice in kind("fl-150").field("reason").choices] == [
        "Присоединение впервые",
        "Увеличение мощности",
        "Изменение категории надежности",
        "Изменение точки присоединения",
        "Изменение производственной деятельности",
    ]


@pytest.mark.parametrize("key", HINTS)
def test_hint_is_that_of_the_list(key):
    hint = kind("fl-150").field(key).hint

    assert hint.replace("\u00a0", " ") == HINTS[key]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("voltage", ["0.4", "6", "10"]),
        ("phases", ["1", "3"]),
        ("settlement", ["city", "rural"]),
        ("own_kind", ["own", "rent", "free_use", "other"]),
        ("supply_kind", ["supply", "purchase"]),
        ("calc_rate_kind", ["standard", "per_kw"]),
        ("supplier", ["tomskenergosbyt", "other"]),
    ],
)
def test_choices_are_those_of_the_list(key, values):
    assert [choice.value for choice in kind("fl-150").field(key).choices] == values


@pytest.mark.parametrize(("key", "count"), [("obj_kind", 14), ("load_kind", 21)])
def test_dictionaries_are_whole_and_without_doubles(key, count):
    choices = kind("fl-150").field(key).choices

    assert len({choice.value for choice in choices}) == count
    assert len({choice.label for choice in choices}) == count


def test_stages_have_two_terms_power_and_the_third_category():
    columns = kind("fl-150").field("stages").fields

    assert [(c.key, c.label, c.type, c.fixed) for c in columns] == [
        ("design", "Срок проектирования (мм.гггг)", "month", ""),
        ("commission", "Срок ввода (мм.гггг)", "month", ""),
        ("power", "Мощность этапа, кВт", "decimal", ""),
        ("reliability", "Категория надежности", "readonly", "III"),
    ]


def test_documents_are_those_of_the_list():
    slots = [(slot.code, slot.required, slot.shown_if) for slot in kind("fl-150").documents]

    assert [
        (code, must, opened and (opened.key, opened.values)) for code, must, opened in slots
    ] == [
        ("plan", True, None),
        ("own", True, None),
        ("passport", True, None),
        ("poa", True, ("by_representative", ("yes",))),
        ("mkd", True, ("mkd", (True,))),
        ("other", False, None),
    ]


def test_passport_inn_and_snils_are_personal():
    personal = {field.key for field in kind("fl-150").fields if field.is_personal}

    assert personal == {"passport", "passport_issued", "passport_date", "snils", "inn"}


def test_conditions_and_copies_name_fields_of_the_kind():
    keys = {field.key for field in kind("fl-150").fields}
    conditions = [f.shown_if for f in kind("fl-150").fields if f.shown_if]
    conditions += [slot.shown_if for slot in kind("fl-150").documents if slot.shown_if]

    assert {condition.key for condition in conditions} <= keys
    assert {f.closed_copy for f in kind("fl-150").fields if f.closed_copy} <= keys
    assert {key for f in kind("fl-150").fields for key in f.sum_of} <= keys


def test_keys_are_asked_once():
    keys = [field.key for field in kind("fl-150").fields]

    assert len(keys) == len(set(keys))


def test_three_groups_have_five_categories_each():
    assert [group.title for group in groups()] == [
        "Для Физического лица",
        "Для Индивидуальных предпринимателей",
        "Для Юридических лиц",
    ]
    for group in groups():
        titles = [each.category.title.replace("\u00a0", " ") for each in kinds_of(group.code)]
        assert titles == [
            "до 15 кВт для бытовых нужд",
            "до 150 кВт",
            "от 150 кВт до 670 кВт",
            "от 670 кВт",
            "Временное подключение",
        ]


def test_short_title_names_who_and_how_much():
    assert kind("fl-150").short_title == "Физическое лицо · до 150\u00a0кВт"


def test_small_categories_go_by_the_short_procedure():
    assert [each.code for each in categories() if each.is_small] == ["15", "150"]


@pytest.mark.parametrize("code", ["", "fl", "fl-151", "FL-150"])
def test_unknown_kind_is_refused(code):
    with pytest.raises(UnknownKind):
        kind(code)


def test_company_names_its_suppliers_and_may_want_snils():
    options = Options(suppliers=(Choice("sbyt", "АО «Сбыт»"),), require_snils=True)

    asked = kind("fl-150", options)

    labels = [choice.label for choice in asked.field("supplier").choices]
    assert labels == ["АО «Сбыт»", "Другая организация"]
    assert asked.field("snils").required
    assert not kind("fl-150").field("snils").required


@pytest.mark.parametrize("find", ["step", "field", "slot"])
def test_looking_for_what_is_not_there_fails(find):
    with pytest.raises(KeyError):
        getattr(kind("fl-150"), find)("nothing")


def test_parts_are_found_by_code():
    person = kind("fl-150")

    assert person.step("object").title == "Объект"
    assert person.field("phone").prefill == "phone"
    assert person.slot("own").title == "Документ о праве на объект или участок"


def test_shipped_company_gives_the_examples_of_the_catalogue(app):
    assert options() == SHIPPED


def test_own_examples_pass_the_own_rules():
    person = kind("fl-150")

    for key in ("phone", "cadastre"):
        assert parse(person.field(key), person.field(key).example) is not None
    assert parse(person.field("addr_reg"), SHIPPED.examples.address) is not None
