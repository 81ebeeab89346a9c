"""The whole template pasted: as many rows as are promised, and words that fit where it is more."""

import io

import pytest

from lk.meters.forms.table import MOST_BYTES
from lk.meters.rules.table import MOST_ROWS, carried, row_of, rows_in
from tests.factories import a_contract, a_meter

HISTORY = [("2026-09", 900, 100, "actual"), ("2026-10", 1000, 100, "actual")]
PASTE = "Или вставьте из Excel"
HEAD = "Номер договора\tНомер счетчика\tАдрес\tПоследнее показание\tДата показания\tПоказание"
ADDRESS = "634034, Томская область, г. Томск, ул. Усова, д. 25, корп. 2, кв. 140"


@pytest.fixture
def page(clock, consumer, client):
    a_meter(a_contract(consumer, "38005843"), "720021", history=HISTORY)
    return client.sign_in_as(consumer).open("meters.table_file")


def template(rows, value=""):
    lines = (f"38005843\t9{n:06}\t{ADDRESS}\t1000\t\t{value}" for n in range(rows))
    return "\n".join([HEAD, f"38005843\t720021\t{ADDRESS}\t1000\t\t1100", *lines])


def test_pasted_template_of_six_thousand_meters_is_read(page):
    text = template(MOST_ROWS - 1)

    check = page.submit("Проверить", **{PASTE: text})

    assert len(text.encode()) > 512 * 1024
    assert check.facts == {
        "К передаче": "1 показание",
        "Пропущено без показания": "5999 строк",
    }


def test_six_thousand_long_rows_travel_through_a_page():
    cells = {"number": "АБ" * 10, "contract": "3" * 20, "day": "24.11.2026"}
    rows = [row_of(n, values=["123456,7890"] * 3, **cells) for n in range(MOST_ROWS)]

    assert rows_in(carried(rows)) == rows


def test_too_long_a_text_is_told_at_its_field(page):
    text = f"720021\t1100\n{'#' * MOST_BYTES}"

    answer = page.submit("Проверить", **{PASTE: text})

    assert answer.status == 422
    assert answer.field(PASTE).error.startswith("Вставлено слишком много текста")
    assert "файлом" in answer.field(PASTE).error


def test_text_past_all_limits_gets_a_page_about_text(page):
    answer = page.submit("Проверить", **{PASTE: "#" * 9 * 1024 * 1024})

    assert (answer.status, answer.h1) == (413, "Слишком много данных")
    assert "вставленный текст" in answer.text
    assert "200 точек" not in answer.text


def test_lines_without_end_are_refused_before_they_are_read(page):
    answer = page.submit("Проверить", **{PASTE: "720021\t1100\n" + "9\n" * 200_000})

    assert (answer.status, "разделите" in answer.field(PASTE).error) == (422, True)


def test_stranger_may_not_send_so_long_a_text(client):
    body = (
        b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        + b"#" * 600 * 1024
        + b"\r\n--b--\r\n"
    )

    answer = client.ask(
        "POST",
        "/lk/meters/table/file",
        input_stream=io.BytesIO(body),
        content_length=len(body),
        content_type="multipart/form-data; boundary=b",
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 413
    assert "Войдите" in answer.text


def test_sixty_first_large_paste_within_an_hour_waits(page, settings_changed):
    text = "Имя;Возраст\n" + "#" * 100_000
    for _ in range(60):
        page.submit("Проверить", **{PASTE: text})

    answer = page.submit("Проверить", **{PASTE: text})

    assert (answer.status, "Подождите" in answer.field(PASTE).error) == (429, True)
