"""What cannot be read of a pasted or uploaded table is told in words; nothing of it is trusted."""

import io
import zipfile

import pytest

from lk.meters.models import Reading
from tests.factories import a_contract, a_meter, a_png
from tests.harness.controls import File

PASTE, FILE = "Или вставьте из Excel", "Файл CSV или XLSX"


@pytest.fixture
def page(clock, consumer, client):
    history = [("2026-09", 900, 100, "actual"), ("2026-10", 1000, 100, "actual")]
    a_meter(a_contract(consumer, "38005843"), "720021", history=history)
    return client.sign_in_as(consumer).open("meters.table_file")


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "пуст"),
        (b"\x00\xff\x01" * 300_000, "нулевой байт"),
        (bytes(range(1, 256)) * 4000, "то не текст"),
        (a_png().content, ""),
        (b"PK\x03\x04" + b"x" * 1000, "не книга XLSX или она повреждена"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 1000, "книга старого Excel"),
        (bomb(), "Книга слишком велика"),
        (b"0" * (5 * 1024 * 1024 + 1), "больше 5"),
        ("Имя;Возраст\nАнна;5".encode(), "нет столбца «Номер счетчика»"),
        ("Номер счетчика;Адрес\n720021;Томск".encode(), "нет столбца «Показание»"),
        ("Номер счетчика;Показание\n720021;".encode(), "нет ни одного показания"),
        ("Показание;Показание Т1;Счетчик\n1;2;3".encode(), "об одном и том же"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_at_the_field(page, content, said):
    answer = page.submit("Проверить", **{FILE: File("Показания.csv", content)})

    assert answer.status == 422
    assert said in answer.field(FILE).error
    assert answer.errors


def test_too_many_rows_are_told_at_the_field(page):
    text = "\n".join(f"{n}\t5" for n in range(6001))

    answer = page.submit("Проверить", **{PASTE: text})

    assert (answer.status, "больше 6000" in answer.field(PASTE).error) == (422, True)


def test_nothing_and_both_ways_at_once_are_told(page):
    nothing = page.submit("Проверить")
    both = page.submit("Проверить", **{PASTE: "720021\t5", FILE: File("a.csv", b"720021;5")})

    assert nothing.field(PASTE).error == "Вставьте строки из таблицы или выберите файл."
    assert both.field(FILE).error == "Выбран и файл, и вставленный текст: оставьте что-то одно."


def spoiled(check, rows):
    check.soup.find("input", attrs={"name": "rows"})["value"] = rows
    return check


@pytest.mark.parametrize("rows", ["", "x\t1", "1\ta\tb\tc\td\te\tf\tg\th\ti", "1", "²\ta"])
def test_rows_that_were_spoiled_on_the_way_are_refused_in_words(page, session, rows):
    check = page.submit("Проверить", **{PASTE: "720021\t1100"})

    answer = spoiled(check, rows).submit("Передать 1 показание")

    assert (answer.status, session.query(Reading).count()) == (422, 0)
    assert "Строки на странице испорчены" in answer.errors[0]


def test_rows_changed_on_the_way_are_judged_anew(page, session):
    check = page.submit("Проверить", **{PASTE: "720021\t1100"})

    spoiled(check, "1\t\t720021\t\t\t900\n2\t\t99\t\t\t5")
    answer = check.submit("Передать 1 показание")

    assert answer.h1 == "Показания не переданы"
    assert (session.query(Reading).count(), len(answer.rows("Исправьте"))) == (0, 2)


def test_sixty_first_file_within_an_hour_waits(page, settings_changed):
    bad = File("a.csv", b"x;y\n")
    for _ in range(60):
        page.client.post("/lk/meters/table/file", form_of(page, bad), multipart=True)

    answer = page.submit("Проверить", **{FILE: bad})

    assert (answer.status, "Подождите" in answer.field(FILE).error) == (429, True)


def form_of(page, file):
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    return [("csrf_token", token), ("taken_on", "2026-11-24"), ("text", ""), ("file", file)]
