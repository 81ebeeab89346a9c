"""The catalogue against a table typed by hand from the papers."""

import pytest

from lk.applications.catalogue import Condition, categories, groups, kind, kinds_of
from lk.applications.catalogue.dictionaries import VOLTAGES as ALL_VOLTAGES
from tests.applications import kinds_by_hand as by_hand

STEPS = ("requisites", "object", "technical")
CODES = list(by_hand.KINDS)


def mark(part) -> str:
    """`!` always, `?` when an answer calls for it, `-` never."""
    if part.required:
        return "!" if part.shown_if is None else "?"
    return "?" if part.required_if else "-"


def test_there_are_the_fifteen_kinds_of_the_table():
    found = [each.code for group in groups() for each in kinds_of(group.code)]

    assert found == CODES


@pytest.mark.parametrize("code", CODES)
def test_kind_is_called_what_the_table_says(code):
    assert kind(code).title == by_hand.KINDS[code][0]


@pytest.mark.parametrize(("place", "step"), [*enumerate(STEPS, start=1)])
@pytest.mark.parametrize("code", CODES)
def test_step_asks_what_the_table_says_in_its_order(code, place, step):
    asked = [f"{field.key}{mark(field)}" for field in kind(code).step(step).fields]

    assert asked == by_hand.KINDS[code][place].split()


@pytest.mark.parametrize("code", CODES)
def test_documents_are_those_of_the_table(code):
    found = sorted(f"{slot.code}{mark(slot)}" for slot in kind(code).documents)

    assert found == sorted(by_hand.KINDS[code][4].split())


@pytest.mark.parametrize("code", CODES)
def test_steps_are_the_five_of_the_manual(code):
    assert [step.title for step in kind(code).steps] == [
        "Реквизиты и контакты",
        "Объект",
        "Технические данные",
        "Документы",
        "Предпросмотр",
    ]


@pytest.mark.parametrize("code", CODES)
def test_voltages_are_those_of_the_category(code):
    choices = kind(code).field("voltage").choices

    assert [choice.value for choice in choices] == by_hand.VOLTAGES[code.split("-")[1]].split()


@pytest.mark.parametrize("code", CODES)
def test_every_answer_has_its_row_of_the_forms(code):
    rows = {key: row for row, keys in by_hand.FORM_ROWS.items() for key in keys.split()}

    assert {f.key: f.form_row for f in kind(code).fields} == {
        field.key: rows[field.key] for field in kind(code).fields
    }


@pytest.mark.parametrize("code", CODES)
def test_labels_are_those_of_the_table(code):
    found = {field.key: field.label for field in kind(code).fields}

    expected = {key: label for key, label in by_hand.LABELS.items() if key in found}
    assert expected.items() <= found.items()
    addresses = by_hand.ADDRESS_LABELS[code.split("-")[0]]
    assert (found["addr_reg"], found["addr_fact"]) == addresses


@pytest.mark.parametrize("code", CODES)
def test_every_condition_asks_for_an_answer_that_can_be_given(code):
    asked = kind(code)
    parts = [*asked.fields, *asked.documents]
    conditions = [each for part in parts for each in (part.shown_if, part.required_if) if each]

    assert [each for each in conditions if not _can_hold(asked, each)] == []


def _can_hold(asked, condition: Condition) -> bool:
    field = asked.by_key.get(condition.key)
    if field is None:
        return False
    if field.key == "voltage":  # the scheme for 35 kV and above waits for whoever allows it
        return set(condition.values) <= set(ALL_VOLTAGES)
    known = {choice.value for choice in field.choices} | {"yes", "no", True, False, None}
    return set(condition.values) <= known


@pytest.mark.parametrize("code", CODES)
def test_a_question_is_asked_once_and_copies_and_sums_name_questions(code):
    keys = [field.key for field in kind(code).fields]

    assert len(keys) == len(set(keys))
    assert {f.closed_copy for f in kind(code).fields if f.closed_copy} <= set(keys)
    assert {key for f in kind(code).fields for key in f.sum_of} <= set(keys)
    slots = [slot.code for slot in kind(code).documents]
    assert len(slots) == len(set(slots))


@pytest.mark.parametrize("code", CODES)
def test_hints_say_what_the_papers_say(code):
    hints = {key: plain(kind(code).field(key).hint) for key in by_hand.HINTS if has(code, key)}

    assert hints
    wrong = {key: hint for key, hint in hints.items() if plain(by_hand.HINTS[key]) not in hint}
    assert wrong == {}


def has(code, key):
    return key in kind(code).by_key


def plain(text):
    return text.replace("\u00a0", " ").replace("ё", "е")


@pytest.mark.parametrize("code", CODES)
def test_no_hint_is_left_unfilled(code):
    fields = [*kind(code).fields]
    fields += [column for field in fields for column in field.fields]

    assert [f.key for f in fields if "{" in f.hint + f.label or not f.label] == []
    assert [f.key for f in fields if f.type in {"phone", "cadastre"} and not f.example] == []


def test_bounds_of_the_categories_are_those_of_the_rules():
    bounds = {
        each.code: (each.at_most, each.above, each.below, each.at_least) for each in categories()
    }

    assert bounds == {
        "15": (15, None, None, None),
        "150": (150, None, None, None),
        "670": (None, 150, 670, None),
        "670p": (None, None, None, 670),
        "tmp": (150, None, None, None),
    }
    assert [each.longest_months for each in categories()] == [None, None, None, None, 12]
