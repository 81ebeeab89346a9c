from datetime import date

import pytest

from lk.applications.catalogue import Choice, Field, kind
from lk.applications.values import (
    Refused,
    choices_of,
    keepable,
    parse,
    required_message,
    show,
)

TODAY = date(2026, 11, 24)
KIND = kind("fl-150")
ORGANISATION_INN = Field(key="inn", label="ИНН", type="inn", rule="inn_10")
ANY_INN = Field(key="inn", label="ИНН", type="inn")
NOTE = Field(key="note", label="Примечание", type="textarea", max_length=20)

GOOD = [
    ("p_new", "12,5", "12.5", "12,5\u00a0кВт"),
    ("p_new", "12.5", "12.5", "12,5\u00a0кВт"),
    ("p_new", "1234,50", "1234.5", "1\u00a0234,5\u00a0кВт"),
    ("p_new", "1 234,5", "1234.5", "1\u00a0234,5\u00a0кВт"),
    ("p_new", "1\u00a0234", "1234", "1\u00a0234\u00a0кВт"),
    ("p_new", "1\u202f234\u202f567.89", "1234567.89", "1\u00a0234\u00a0567,89\u00a0кВт"),
    ("p_new", " 015 ", "15", "15\u00a0кВт"),
    ("p_new", "0,01", "0.01", "0,01\u00a0кВт"),
    ("p_new", "99999999,99", "99999999.99", "99\u00a0999\u00a0999,99\u00a0кВт"),
    ("p_new", "", None, ""),
    ("p_old", "0", "0", "0\u00a0кВт"),
    ("p_old", "-0", "0", "0\u00a0кВт"),
    ("distance_m", "1 200", 1200, "1\u00a0200\u00a0м"),
    ("distance_m", 0, 0, "0\u00a0м"),
    ("distance_m", " ", None, ""),
    ("last_name", "Мамин – Сибиряк", "Мамин-Сибиряк", "Мамин-Сибиряк"),
    ("last_name", " Салтыков  Щедрин ", "Салтыков Щедрин", "Салтыков Щедрин"),
    ("last_name", "Д’Артаньян", "Д'Артаньян", "Д'Артаньян"),
    ("last_name", "Алёшин", "Алёшин", "Алёшин"),
    ("last_name", "Чаи\u0306кин\u200b", "Чайкин", "Чайкин"),
    ("last_name", "", None, ""),
    ("rep_name", "Иванов-Петров П. И.", "Иванов-Петров П. И.", "Иванов-Петров П. И."),
    ("passport", "6903 123456", "6903123456", "6903 123456"),
    ("passport", "69 03 № 123-456", "6903123456", "6903 123456"),
    ("passport", "серия 6903 номер 123456", "6903123456", "6903 123456"),
    ("passport", "", None, ""),
    ("passport_date", "12.03.2010", "2010-03-12", "12.03.2010"),
    ("passport_date", "2010-03-12", "2010-03-12", "12.03.2010"),
    ("passport_date", "1.10.1997", "1997-10-01", "01.10.1997"),
    ("passport_date", "24.11.2026", "2026-11-24", "24.11.2026"),
    ("passport_date", "", None, ""),
    ("snils", "112-233-445 95", "11223344595", "112-233-445\u00a095"),
    ("snils", "11223344595", "11223344595", "112-233-445\u00a095"),
    ("snils", "001-001-998 00", "00100199800", "001-001-998\u00a000"),
    ("snils", "087-654-303 00", "08765430300", "087-654-303\u00a000"),
    ("snils", "", None, ""),
    ("inn", "7017 0000 0021", "701700000021", "701700000021"),
    ("inn", "", None, ""),
    ("cadastre", "70:21:0100001:123", "70:21:0100001:123", "70:21:0100001:123"),
    ("cadastre", "70 : 21 : 010000 : 1", "70:21:010000:1", "70:21:010000:1"),
    ("cadastre", "", None, ""),
    ("addr_reg", "634000, г. Томск, д. 1", "634000, г. Томск, д. 1", "634000, г. Томск, д. 1"),
    ("addr_reg", "634000 г. Томск, д. 1", "634000 г. Томск, д. 1", "634000 г. Томск, д. 1"),
    ("addr_reg", "634000,г. Томск, д. 1", "634000, г. Томск, д. 1", "634000, г. Томск, д. 1"),
    ("addr_reg", "", None, ""),
    ("phone", "8 (3822) 999-718", "+73822999718", "8\u00a0(3822)\u00a0999-718"),
    ("phone", "9131234567", "+79131234567", "+7\u00a0913\u00a0123-45-67"),
    ("phone", "+7 913 123–45–67", "+79131234567", "+7\u00a0913\u00a0123-45-67"),
    ("phone", "8-800-250-5991", "+78002505991", "+7\u00a0800\u00a0250-59-91"),
    ("phone", "", None, ""),
    ("email", " ivan@example.ru ", "ivan@example.ru", "ivan@example.ru"),
    ("email", "ivan@почта.рф", "ivan@почта.рф", "ivan@почта.рф"),
    ("email", "ivan@XN--80A1ACNY.xn--p1ai", "ivan@почта.рф", "ivan@почта.рф"),
    ("email", "", None, ""),
    ("reason", "new", "new", "Присоединение впервые"),
    ("reason", "", None, ""),
    ("voltage", "0.4", "0.4", "0,4\u00a0кВ"),
    ("supplier", "tomskenergosbyt", "tomskenergosbyt", "АО «Томскэнергосбыт»"),
    ("by_representative", "yes", "yes", "Да"),
    ("by_representative", False, "no", "Нет"),
    ("by_representative", True, "yes", "Да"),
    ("mkd", "y", True, "Да"),
    ("mkd", "", False, "Нет"),
    ("mkd", None, False, "Нет"),
    ("mkd", True, True, "Да"),
    ("reliability", "I", "III", "III"),
    ("p_total", "15", None, "15\u00a0кВт"),
    ("p_total", None, None, ""),
    ("obj_addr", "г. Томск,\n ул. Мира", "г. Томск, ул. Мира", "г. Томск, ул. Мира"),
    ("obj_addr", None, None, ""),
]


@pytest.mark.parametrize(("key", "raw", "kept", "shown"), GOOD)
def test_value_is_read_kept_and_shown(key, raw, kept, shown):
    field = KIND.field(key)

    value = parse(field, raw, today=TODAY)

    assert value == kept
    assert type(value) is type(kept)
    assert parse(field, value, today=TODAY) == kept
    assert show(field, raw if field.sum_of else value) == shown


def test_power_says_what_is_wanted():
    with pytest.raises(Refused, match=r"^Мощность: нужно число больше нуля, например 12,5$"):
        parse(KIND.field("p_new"), "0")


def test_empty_field_is_named_by_its_label():
    assert required_message(KIND.field("obj_addr")) == "Заполните поле «Адрес объекта»"


@pytest.mark.parametrize("inn", ["7017114680", "7017203428", "7017351521"])
def test_inn_of_an_organisation_has_ten_digits(inn):
    last = str((int(inn[-1]) + 1) % 10)

    assert parse(ORGANISATION_INN, inn) == inn
    with pytest.raises(Refused, match="ошибка"):
        parse(ORGANISATION_INN, inn[:-1] + last)


@pytest.mark.parametrize(("inn", "length"), [("701700000021", "12"), ("7017114680", "10")])
def test_inn_without_a_rule_may_be_of_either_length(inn, length):
    assert len(str(parse(ANY_INN, inn))) == int(length)


def test_inn_of_another_length_names_both():
    with pytest.raises(Refused, match="10 или 12"):
        parse(ANY_INN, "77")


def test_plain_date_may_lie_ahead_and_far_behind():
    field = Field(key="till", label="До", type="date")

    assert parse(field, "31.12.2030", today=TODAY) == "2030-12-31"
    assert parse(field, "01.01.1950", today=TODAY) == "1950-01-01"


def test_future_is_not_judged_without_a_day():
    assert parse(KIND.field("passport_date"), "25.11.2026") == "2026-11-25"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [("03.2027", "2027-03"), ("3.2027", "2027-03"), ("2027-03", "2027-03"), ("12/2027", "2027-12")],
)
def test_month_is_read_as_typed_and_as_sent(raw, kept):
    column = KIND.field("stages").fields[0]

    assert parse(column, raw) == kept
    assert show(column, kept) == f"{kept[5:]}.2027"


@pytest.mark.parametrize("raw", ["13.2027", "00.2027", "2027", "03.1999", "03.2101", "март 2027"])
def test_wrong_month_is_refused(raw):
    column = KIND.field("stages").fields[0]

    with pytest.raises(Refused, match="Срок проектирования: нужны месяц и год"):
        parse(column, raw)


def test_rows_are_read_and_empty_ones_fall_away():
    rows = [
        {"design": "", "commission": " ", "power": None, "reliability": "III"},
        {"design": "03.2027", "commission": "09.2027", "power": "7,50"},
        {},
    ]

    value = parse(KIND.field("stages"), rows)

    assert value == [
        {"design": "2027-03", "commission": "2027-09", "power": "7.5", "reliability": "III"}
    ]
    assert parse(KIND.field("stages"), value) == value
    assert show(KIND.field("stages"), value) == (
        "Этап 1: срок проектирования 03.2027, срок ввода 09.2027,"
        " мощность этапа 7,5\u00a0кВт, категория надежности III"
    )


def test_no_rows_are_no_answer():
    assert parse(KIND.field("stages"), [{}]) is None


def test_refused_cell_says_where_it_stands():
    rows = [{}, {"design": "03.2027", "power": "много"}]

    with pytest.raises(Refused) as refused:
        parse(KIND.field("stages"), rows)

    assert (refused.value.row, refused.value.column) == (1, "power")


def test_rows_have_a_limit():
    with pytest.raises(Refused, match="не больше 8"):
        parse(KIND.field("stages"), [{"power": "1"}] * 9)


def test_long_text_keeps_its_lines():
    assert parse(NOTE, " раз \r\n  два\rтри ") == "раз\nдва\nтри"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800"])
def test_unprintable_sign_is_refused_in_long_text(sign):
    with pytest.raises(Refused, match="непечатаемый знак"):
        parse(NOTE, f"раз{sign}\nдва")


def test_what_is_refused_is_shown_as_typed():
    assert show(KIND.field("p_new"), "много") == "много"
    assert show(KIND.field("stages"), [{"power": "много"}]) == ""


def test_choice_that_is_gone_stands_for_itself():
    assert show(KIND.field("supplier"), "gone") == "gone"


def test_number_without_a_unit_is_shown_bare():
    field = Field(key="flats", label="Число квартир", type="integer")

    assert show(field, 12) == "12"


def test_yes_and_no_are_the_choices_of_a_question():
    assert choices_of(KIND.field("by_representative")) == (Choice("no", "Нет"), Choice("yes", "Да"))
    assert choices_of(KIND.field("supply_kind")) == KIND.field("supply_kind").choices


def test_draft_keeps_what_can_be_kept():
    typed = {"p_new": "5\x00\ud800x", "mkd": True, "stages": [{"power": "\udfff1"}]}

    assert keepable(typed) == {"p_new": "5x", "mkd": True, "stages": [{"power": "1"}]}
