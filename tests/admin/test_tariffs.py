"""`flask admin tariffs`: from a file of the regulator's order to a version that counts."""

import pytest

from lk.calculator import service
from lk.calculator.orders import differences
from tests.calculator.ordering import (
    C1,
    NORTH,
    RATES,
    json_file,
    order,
)


def test_activation_tells_what_becomes_of_the_others(ok, file, in_force):
    ok("tariffs", "import", file(json_file(code="t-2022", effective_from="2022-01-01")), "--write")

    tried = ok("tariffs", "activate", "t-2022", "--dry-run")
    said = ok("tariffs", "activate", "t-2022")

    assert tried.startswith("Пробный запуск: ничего не изменено.")
    assert said == (
        "Версия «t-2022» введена в действие: действует с 01.01.2022 без срока.\n"
        "  Версия «t-2020» теперь действует с 01.01.2020 по 31.12.2021.\n"
    )


@pytest.mark.parametrize("command", ["activate", "show", "delete"])
def test_unknown_version_is_refused(refused, command):
    assert "Версии тарифа «нет» нет" in refused("tariffs", command, "нет")


def test_draft_is_deleted_and_a_version_in_force_is_not(ok, refused, file, in_force):
    ok("tariffs", "import", file(json_file(code="t-2022", effective_from="2022-01-01")), "--write")

    said = ok("tariffs", "delete", "t-2022")

    assert said == "Черновик «t-2022» удален.\n"
    assert "уже применялась" in refused("tariffs", "delete", "t-2020")


def test_list_tells_states_and_days(ok, as_json, file, in_force):
    data = json_file(code="t-2022", effective_from="2022-01-01")
    ok("tariffs", "import", file(data), "--write")

    rows = as_json("tariffs", "list")
    words = ok("tariffs", "list")

    assert [
        (row["code"], row["state_label"], row["counts_from"], row["rates"]) for row in rows
    ] == [
        ("t-2020", "действует", "2020-01-01", 3),
        ("t-2022", "черновик", None, 3),
    ]
    assert "№ 1/2 от 20.12.2019" in words


def test_empty_list_says_what_to_do(ok):
    assert "flask admin tariffs import" in ok("tariffs", "list")


def test_version_is_shown_whole(ok, as_json):
    ok("tariffs", "import", str(NORTH), "--write")

    said = ok("tariffs", "show", "north-2024")
    facts = as_json("tariffs", "show", "north-2024")

    assert "47\xa0ставок" in said
    assert "6(10)/0,4\xa0кВ, столбовая, свыше 15 кВт, до 150 кВт: 11\xa0208,94 руб./кВт" in said
    assert "5319" in said
    assert len(facts["rates"]) == 47
    assert facts["reduced"]["social_per_kw"] == "1064.00"


def test_correction_is_loaded_and_put_in_force(ok, file, in_force):
    data = json_file([C1 | {"value": "1"}, *RATES[1:]], code="t-2020-1", supersedes="t-2020")

    ok("tariffs", "import", file(data), "--write")
    said = ok("tariffs", "activate", "t-2020-1")

    assert "Версия «t-2020» теперь не действует ни одного дня." in said
    assert "исправлена" in ok("tariffs", "list")
    assert differences(service.version("t-2020").order, order()) == []


@pytest.mark.parametrize("words", [("import",), ("activate",), ("export", "x"), ("nothing",)])
def test_command_that_cannot_be_understood_is_told(misunderstood, words):
    assert misunderstood("tariffs", *words)
