"""`flask admin tariffs import` and `export`: the file of an order, what it changes, its faults."""

import json

import pytest

from lk.calculator import service
from lk.calculator.orders import differences
from tests.calculator.ordering import (
    C1,
    CMAX1,
    NORTH,
    SAMPLES,
    csv_file,
    json_file,
    judged,
    xlsx_file,
)


def test_import_without_write_shows_all_and_changes_nothing(ok, file, session, audit_lines):
    said = ok("tariffs", "import", file(json_file()))

    assert said == (
        "Пробный запуск: ничего не изменено. Было бы так:\n"
        "Версия «t-2020»: новая, 3\xa0ставки, с 01.01.2020 без срока.\n"
        "Сравнивать не с чем: на этот день тарифа еще нет.\n"
        "Чтобы записать черновик, повторите команду с --write.\n"
    )
    assert service.versions() == []
    assert audit_lines() == []


def test_import_with_write_leaves_a_draft_and_a_line_of_the_audit(ok, file, audit_lines):
    said = ok("tariffs", "import", file(json_file()), "--write", "--by", "Петров")

    assert "Ввести в действие: flask admin tariffs activate t-2020" in said
    assert [each.state for each in service.versions()] == ["draft"]
    line = audit_lines()[0]
    assert (line.event, line.actor, line.subject, line.details) == (
        "office.tariff_imported",
        "office:Петров",
        "tariff:t-2020",
        {"rates": 3},
    )


@pytest.mark.parametrize("ending", ["toml", "json", "csv", "xlsx"])
def test_sample_of_each_format_is_loaded(as_json, ending):
    found = as_json("tariffs", "import", str(SAMPLES / f"sample.{ending}"))

    assert (found["code"], found["rates"], found["written"]) == ("sample-2026", 18, False)


def test_import_tells_the_difference_from_what_counts_then(ok, file, in_force):
    rates = [C1 | {"value": "13 900,50"}, CMAX1]
    data = csv_file(rates, code="t-2022", effective_from="01.01.2022", delimiter=";")

    said = ok("tariffs", "import", file(data, "x.csv"))

    assert "Отличия от версии «t-2020»:" in said
    assert "  ~ Код версии: t-2020 → t-2022" in said
    assert "13\xa0202,00 руб. за присоединение → 13\xa0900,50 руб. за присоединение" in said
    assert "  - С2 воздушная линия, 0,4 кВ: было 1\xa0250\xa0000,00 руб./км" in said


def test_import_for_programs_tells_each_change_apart(as_json, file, in_force):
    data = file(json_file([C1, CMAX1], title="Другой", code="t-1", effective_from="2023-01-01"))

    found = as_json("tariffs", "import", data)

    assert found["dry_run"]
    assert found["compared_with"] == "t-2020"
    assert [each["field"] for each in found["changes"]] == [
        "code",
        "title",
        "effective_from",
        "rate",
    ]


def test_version_in_force_is_not_changed_by_a_file(refused, ok, file, in_force):
    same = ok("tariffs", "import", file(json_file()), "--write")
    said = refused("tariffs", "import", file(json_file(title="Другой")), "--write")

    assert "Отличий от версии «t-2020» нет." in same
    assert "code, строка 2: Версия «t-2020» уже применялась" in said
    assert 'supersedes = "t-2020"' in said


def test_faults_of_a_file_are_told_one_a_line_with_their_places(refused, file, audit_lines):
    data = csv_file([C1 | {"unit": "RUB_KM"}, CMAX1 | {"value": "1e999"}], vat_mode="x")

    said = refused("tariffs", "import", file(data, "x.csv"), "--write")

    assert said.splitlines() == [
        "Отказ: x.csv не загружен, 3\xa0ошибки:",
        "  строка 7, столбец 2 «НДС в ставках»: нет слова «x». Есть: included (включен), "
        "excluded (не включен), none (нет)",
        "  строка 11, столбец 2 «Единица»: единица RUB_KM не подходит к C1: нужна RUB_CONN "
        "(руб. за присоединение)",
        "  строка 12, столбец 3 «Ставка, руб.»: нужно число вида 1 250 000,50, а не «1e999»",
    ]
    assert [each.event for each in audit_lines()] == ["office.refused"]


def test_faults_for_programs_have_row_and_column(runner, file):
    path = file(xlsx_file([C1 | {"value": "=A1"}]), "x.xlsx")

    result = runner("tariffs", "import", path, "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "errors": [
            {
                "sheet": "Тариф",
                "row": 11,
                "column": "C",
                "field": None,
                "path": None,
                "message": "формула: вставьте вместо нее значение",
            }
        ]
    }


def test_clash_of_periods_is_told_at_the_day_of_the_file(refused, file, in_force):
    data = json_file(code="t-x", effective_from="2019-01-01", effective_to="2020-02-01")

    said = refused("tariffs", "import", file(data))

    assert "effective_to, строка 10: период пересекается с версией «t-2020»" in said
    assert "«supersedes»" in said


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path / "none.toml",
        lambda path: path,
        lambda path: path / ("x" * 300),
        lambda path: "/dev/zero",
    ],
)
def test_file_that_is_none_is_refused_in_words(refused, tmp_path, make):
    assert "Проверьте путь" in refused("tariffs", "import", str(make(tmp_path)))


@pytest.mark.parametrize("ending", ["toml", "json", "csv", "xlsx"])
def test_exported_version_is_imported_without_a_difference(ok, tmp_path, ending):
    ok("tariffs", "import", str(NORTH), "--write")
    target = tmp_path / f"out.{ending}"

    ok("tariffs", "export", "north-2024", "--to", str(target))

    assert "Отличий от версии «north-2024» нет." in ok("tariffs", "import", str(target))
    assert (
        differences(judged(target.read_bytes(), target.name), judged(NORTH.read_bytes(), "x.csv"))
        == []
    )


def test_export_asks_for_a_format_and_never_overwrites_by_itself(
    ok, refused, misunderstood, file, in_force, tmp_path
):
    target = file(b"kept", "out.toml")

    assert "уже есть" in refused("tariffs", "export", "t-2020", "--to", target)
    assert "формат" in misunderstood("tariffs", "export", "t-2020", "--to", str(tmp_path / "x"))
    ok("tariffs", "export", "t-2020", "--to", target, "--force")
    assert 'code = "t-2020"' in (tmp_path / "out.toml").read_text("utf-8")
