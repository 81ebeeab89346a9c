"""`flask admin meters import`: what the office is told, and how a month goes in."""

import io

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from lk.clock import now
from lk.db import db
from lk.meters.models import BillingPeriod, Reading, ReadingFile
from lk.outbox import Letter
from tests.factories import a_contract, a_meter, a_reading
from tests.meters.importing import HISTORY, VERDICTS, a_file, history_of, two_contracts

GOOD = a_file(HISTORY, "1;2016-10;74525;181", "1;2016-11;74525;688")
HALF_BAD = a_file(HISTORY, "1;2016-10;74525;181", "1;2016-11;1,234;688", "77;2016-11;1;1")


@pytest.fixture(autouse=True)
def contracts(session):
    two_contracts()


@pytest.fixture
def said_no(runner):
    """A refused command: its JSON on the standard output, its words on the other."""

    def run(*arguments):
        result = runner(*arguments)
        assert result.exit_code == 1, result.output
        return result.stdout, result.stderr

    return run


def reports(path):
    return path.read_bytes().decode("utf-8-sig").splitlines()


def months():
    db.session.rollback()
    return db.session.scalar(select(func.count(BillingPeriod.id)))


def test_history_goes_in_and_again_changes_nothing(ok, file):
    path = file(GOOD, "history.csv")

    first, again = (ok("meters", "import", path) for _ in range(2))

    assert first == (
        "История начислений: 2\xa0строки. Изменений: 2 (новых 2, измененных 0), без изменений: 0.\n"
    )
    assert "Изменений: 0 (новых 0, измененных 0), без изменений: 2." in again
    assert months() == 2


def test_trial_shows_what_would_change_and_changes_nothing(ok, file, audit_lines):
    ok("meters", "import", file(GOOD, "history.csv"))
    audit_lines()
    changed = file(a_file(HISTORY, "1;2016-10;74525;180", "3;2016-10;1;1"), "new.csv")

    said = ok("meters", "import", changed, "--dry-run")

    assert said == (
        "Пробный запуск: ничего не изменено. Было бы так:\n"
        "История начислений: 2\xa0строки."
        " Изменений: 2 (новых 1, измененных 1), без изменений: 0.\n"
        "  строка 2: consumption 181 → 180\n"
    )
    assert months() == 2
    assert history_of("1")[0][3] == "181"
    assert audit_lines() == []


def test_half_bad_file_is_refused_whole_with_each_bad_row(refused, file, audit_lines):
    said = refused("meters", "import", file(HALF_BAD, "history.csv"))

    assert said == (
        "Отказ: history.csv не загружен: с ошибками 2\xa0строки из 3.\n"
        "  строка 3, «reading»: непонятно, что значит «1,234»: напишите 1234 или 1,2340.\n"
        "  строка 4, «meter_no»: такого счетчика нет: сначала загрузите счетчики.\n"
        "Исправьте их или загрузите остальные: --skip-bad.\n"
    )
    assert months() == 0
    assert [each.event for each in audit_lines()] == ["office.refused"]


def test_on_request_the_good_half_goes_in_and_the_bad_one_to_a_report(ok, file, tmp_path):
    report = tmp_path / "bad.csv"

    said = ok("meters", "import", file(HALF_BAD, "h.csv"), "--skip-bad", "--report", str(report))

    assert "Изменений: 1 (новых 1" in said
    assert "Не загружено: 2\xa0строки.\n  строка 3, «reading»" in said
    assert months() == 1
    assert reports(report) == [
        "Строка;Столбец;Что не так",
        "3;reading;непонятно, что значит «1,234»: напишите 1234 или 1,2340.",
        "4;meter_no;такого счетчика нет: сначала загрузите счетчики.",
    ]


def test_report_has_every_bad_row_and_the_screen_the_first_ones(refused, file, tmp_path):
    report = tmp_path / "bad.csv"
    data = a_file(HISTORY, *(f"1;2016-10;x{n};1" for n in range(300)))

    said = refused("meters", "import", file(data, "h.csv"), "--report", str(report), "--limit", "5")

    assert said.count("  строка ") == 5
    assert f"Все ошибки: {report}" in said
    assert len(reports(report)) == 301


def test_programs_get_counts_and_errors_as_json(as_json, said_no, file):
    found = as_json("meters", "import", file(GOOD, "h.csv"))
    out, _ = said_no("meters", "import", file(HALF_BAD, "bad.csv"), "--json")

    assert (found["kind"], found["rows"], found["added"], found["written"]) == (
        "history", 2, 2, True,
    )  # fmt: skip
    assert '"line": 3' in out
    assert '"written": false' in out


def test_a_book_is_read_like_a_text(ok, refused, file):
    def book(*rows):
        made, out = Workbook(), io.BytesIO()
        for row in (HISTORY.split(";"), *rows):
            made.active.append(row)
        made.save(out)
        return out.getvalue()

    ok("meters", "import", file(book((1, "2016-10", 13.75, 1.234)), "h.xlsx"))
    said = refused("meters", "import", file(book((1, "2016-11", "=A1+1", 1)), "f.xlsx"))

    assert history_of("1") == [("2016-10", 1, "13.75", "1.234", "actual")]
    assert "строка 2, «reading»: формула: вставьте вместо нее значение." in said


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "файл пуст"),
        (b"PK\x03\x04 no book", "это не книга XLSX или она повреждена"),
        (b"\xd0\xcf\x11\xe0old", "это книга старого Excel (xls)"),
        (b"a;b\r\n1;2\r\n", "нет столбцов"),
        (b"meter_no;meter_no\r\n1;2\r\n", "об одном и том же"),
        (a_file(HISTORY, '1;2016-10;"5;5'), "Строка 2: кавычки не закрыты"),
        (GOOD + b"\0", "нулевой байт"),
    ],
)
def test_what_is_no_table_is_refused_in_words(refused, file, data, why):
    assert why in refused("meters", "import", file(data, "x.csv"))


def test_a_file_that_is_not_there_is_refused_in_words(refused, tmp_path):
    said = refused("meters", "import", str(tmp_path / "no.csv"))

    assert "не прочитать: нет такого файла или папки." in said


def test_columns_that_are_not_read_are_named(ok, file):
    data = a_file(HISTORY + ";Сумма", "1;2016-10;1;1;99")

    assert "не читаются: «Сумма»" in ok("meters", "import", file(data, "h.csv"))


def verdict_file(*rows):
    return a_file(VERDICTS, *rows)


@pytest.fixture
def reading(consumer, session):
    """One that has been exported."""
    made = ReadingFile(made_at=now(), made_by="Мальцева", written_at=now(), readings=1)
    session.add(made)
    session.commit()
    own = a_meter(a_contract(consumer, "38005843"), "720021")
    return a_reading(own, consumer, "75425", state="exported", file_id=made.id)


def test_a_verdict_reaches_its_reading_once_with_a_letter(ok, file, reading):
    data = verdict_file(f"{reading.id};отклонено;;;На снимке другие цифры.")

    first, again = (ok("meters", "import", file(data, "v.csv")) for _ in range(2))

    db.session.expire_all()
    found = db.session.get(Reading, reading.id)
    assert (found.state, found.reason) == ("rejected", "На снимке другие цифры.")
    assert "Изменений: 1" in first
    assert "Изменений: 0" in again
    letters = select(func.count(Letter.id)).where(Letter.purpose == "meters.rejected")
    assert db.session.scalar(letters) == 1


def test_a_corrected_reading_keeps_both_figures(ok, file, reading):
    ok("meters", "import", file(verdict_file(f"{reading.id};corrected;1;74525;"), "v.csv"))

    db.session.expire_all()
    found = db.session.get(Reading, reading.id)
    assert (found.state, str(found.value1), str(found.accepted1)) == ("corrected", "75425", "74525")


def test_bad_verdicts_are_told_by_their_rows_and_change_nothing(refused, file, reading):
    data = verdict_file(
        f"{reading.id};accepted;;;", "999999;accepted;;;", f"{reading.id};accepted;1;x;"
    )

    said = refused("meters", "import", file(data, "v.csv"))

    assert "строка 2, «id»: в другой строке этого показания ошибка." in said
    assert "строка 3, «id»: Такого показания нет: проверьте его номер." in said
    assert "строка 4, «value»: нужно одно число цифрами" in said
    db.session.expire_all()
    assert db.session.get(Reading, reading.id).state == "exported"
