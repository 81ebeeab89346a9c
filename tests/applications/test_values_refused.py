from datetime import date

import pytest

from lk.applications.catalogue import kind
from lk.applications.values import Refused, parse

TODAY = date(2026, 11, 24)
KIND = kind("fl-150")

BAD = [
    ("p_new", "0", "minimum"),
    ("p_new", "-5", "minimum"),
    ("p_new", "1,234", "ambiguous"),
    ("p_new", "1.234", "ambiguous"),
    ("p_new", "123,456", "ambiguous"),
    ("p_new", "0,125", "places"),
    ("p_new", "1234,567", "places"),
    ("p_new", "1 234,567", "places"),
    ("p_new", "1.234,5", "number"),
    ("p_new", "1,234.5", "number"),
    ("p_new", "12 34", "number"),
    ("p_new", "1e999", "number"),
    ("p_new", "1e2", "number"),
    ("p_new", "NaN", "number"),
    ("p_new", "Infinity", "number"),
    ("p_new", "12 кВт", "number"),
    ("p_new", "１２", "number"),
    ("p_new", "٣", "number"),
    ("p_new", "+5", "number"),
    ("p_new", "5,", "number"),
    ("p_new", ",5", "number"),
    ("p_new", "1_000", "number"),
    ("p_new", "9" * 41, "number"),
    ("p_new", "100000000", "maximum"),
    ("p_new", "5\x00", "unprintable"),
    ("p_new", "5\ud800", "unprintable"),
    ("p_new", 5, "type"),
    ("p_new", ["5"], "type"),
    ("p_old", "-0,01", "minimum"),
    ("p_old", "много", "number"),
    ("distance_m", "12,5", "number"),
    ("distance_m", "50001", "maximum"),
    ("distance_m", "-1", "minimum"),
    ("distance_m", True, "type"),
    ("distance_m", "9" * 13, "number"),
    ("last_name", "Smith", "name"),
    ("last_name", "-Иванов", "name"),
    ("last_name", "Иванов1", "name"),
    ("last_name", "И" * 61, "name"),
    ("last_name", "Ива\x07нов", "unprintable"),
    ("rep_name", "Иванов", "name"),
    ("rep_name", "Иванов " + "П" * 150, "long"),
    ("passport", "6903 12345", "passport"),
    ("passport", "6903 1234567", "passport"),
    ("passport", "６９０３123456", "passport"),
    ("passport", "690A 123456", "passport"),
    ("passport_issued", "ОВД", "short"),
    ("passport_issued", "О" * 301, "long"),
    ("passport_date", "31.02.2010", "date"),
    ("passport_date", "2010-02-31", "date"),
    ("passport_date", "вчера", "date"),
    ("passport_date", "12.03.10", "date"),
    ("passport_date", "01.01.1899", "date"),
    ("passport_date", "01.01.9999", "date"),
    ("passport_date", "30.09.1997", "early"),
    ("passport_date", "25.11.2026", "future"),
    ("snils", "112-233-445 96", "checksum"),
    ("snils", "112-233-445", "snils"),
    ("snils", "١١٢٢٣٣٤٤٥٩٥", "snils"),
    ("inn", "701700000022", "checksum"),
    ("inn", "000000000000", "checksum"),
    ("inn", "7017114680", "inn"),
    ("inn", "７０１７００００００２１", "inn"),
    ("cadastre", "70-21-0100058", "cadastre"),
    ("cadastre", "70:21:01000:1", "cadastre"),
    ("cadastre", "70:21:0100001:12345678901", "cadastre"),
    ("cadastre", "７0:21:0100001:1", "cadastre"),
    ("addr_reg", "г. Томск, ул. Мира, д. 1", "index"),
    ("addr_reg", "734000, г. Томск, ул. Мира", "index"),
    ("addr_reg", "63400, г. Томск, ул. Мира", "index"),
    ("addr_reg", "634000, Томск", "short"),
    ("addr_reg", "634000, " + "а" * 300, "long"),
    ("phone", "999-718", "phone"),
    ("phone", "+1 202 555 0123 44", "phone"),
    ("phone", "+71234567890", "phone"),
    ("phone", "8 (3822) 999-718 доб. 5", "phone"),
    ("phone", "９131234567", "phone"),
    ("phone", "+...............", "phone"),
    ("phone", "+999 1234567890", "phone"),
    ("email", "ivan", "email"),
    ("email", "ivan@localhost", "email"),
    ("email", "a b@example.ru", "email"),
    ("email", "a" * 250 + "@example.ru", "email"),
    ("email", "иван@почта.рф", "email"),
    ("email", "ü@example.ru", "email"),
    ("email", "=?utf-8?q?x?=@example.ru", "email"),
    ("email", "ivan@straße.de", "email"),
    ("reason", "Присоединение впервые", "choice"),
    ("voltage", "0.22", "choice"),
    ("by_representative", "maybe", "choice"),
    ("mkd", "maybe", "choice"),
    ("mkd", 5, "type"),
    ("stages", "5", "type"),
    ("stages", ["5"], "type"),
    ("obj_addr", "дом", "short"),
]


@pytest.mark.parametrize(("key", "raw", "code"), BAD)
def test_wrong_value_is_refused_by_the_name_of_its_field(key, raw, code):
    field = KIND.field(key)

    with pytest.raises(Refused) as refused:
        parse(field, raw, today=TODAY)

    assert refused.value.code == code
    assert refused.value.message.startswith(f"{field.name}: ")


@pytest.mark.parametrize("raw", ["иван@почта.рф", "=?utf-8?q?x?=@example.ru"])
def test_an_address_that_no_letter_leaves_for_is_refused_in_words(raw):
    with pytest.raises(Refused, match="до знака @ нужны латинские буквы и цифры"):
        parse(KIND.field("email"), raw)


@pytest.mark.parametrize("key", ["passport", "snils", "inn", "passport_date"])
def test_refusal_does_not_repeat_what_was_typed(key):
    with pytest.raises(Refused) as refused:
        parse(KIND.field(key), "6903 99")

    assert "6903" not in str(refused.value)
