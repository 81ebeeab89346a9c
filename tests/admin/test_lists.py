"""`applications list`: filters, columns, paging by key, and views under a name."""

import csv
import io
import json
import stat

import pytest

from lk.config import settings
from tests import factories


@pytest.fixture
def listed(as_json):
    """Numbers of the applications that a list with these options shows."""

    def run(*options):
        return [row["number"] for row in as_json("applications", "list", *options)]

    return run


@pytest.fixture
def three(consumer):
    """Applications at three statuses, the newest last."""
    return [
        factories.an_application(consumer, status).number
        for status in ("submitted", "need_docs", "closed")
    ]


def test_several_statuses_are_taken_by_commas_and_by_repeating(listed, three):
    by_commas = listed("--status", "submitted,closed")
    repeated = listed("--status", "submitted", "--status", "closed")

    assert by_commas == repeated == [three[2], three[0]]


def test_list_is_narrowed_by_kind_group_and_category(listed, three):
    expected = {
        ("--kind", "fl-150"): 3,
        ("--kind", "ul-150"): 0,
        ("--group", "fl,ip"): 3,
        ("--group", "ul"): 0,
        ("--category", "150"): 3,
        ("--category", "15,tmp"): 0,
        ("--group", "fl", "--kind", "ip-150"): 0,
    }

    found = {each: len(listed(*each)) for each in expected}

    assert found == expected


def test_list_is_narrowed_by_whose_turn_it_is(listed, three):
    assert listed("--turn", "consumer") == [three[1]]
    assert listed("--turn", "company") == [three[0]]


def test_list_is_narrowed_by_days_in_the_companys_zone(clock, listed, application):
    today, tomorrow, yesterday = "24.11.2026", "25.11.2026", "23.11.2026"

    assert listed("--since", today, "--until", today) == [application.number]
    assert listed("--since", tomorrow) == []
    assert listed("--until", yesterday) == []


def test_overdue_are_those_whose_term_has_passed(clock, listed, consumer):
    late = factories.an_application(consumer, "need_docs").number
    factories.an_application(consumer, "closed")
    before = listed("--overdue")

    clock.forward(days=60)

    assert before == []
    assert listed("--overdue") == [late]


def test_list_is_narrowed_by_who_is_in_charge(ok, listed, three):
    ok("applications", "assign", three[0], "Орлова Е. А.")

    assert listed("--assigned", "Орлова Е. А.") == [three[0]]
    assert listed("--assigned", "none") == [three[2], three[1]]


def test_words_are_found_in_any_case_and_order(clock, listed, application):
    assert listed("--text", "щербакова 2026-11") == [application.number]
    assert listed("--text", "ЩЕРБАКОВА") == [application.number]
    assert listed("--text", "50%_") == []


def test_pages_go_on_behind_the_last_number(listed, three):
    first = listed("--limit", "2")
    second = listed("--limit", "2", "--after", first[-1])

    assert first + second == three[::-1]


def test_order_may_be_the_oldest_first_or_the_soonest_term(listed, three):
    by_term = listed("--sort", "due")
    behind = listed("--sort", "due", "--after", by_term[0])

    assert listed("--sort", "old") == three
    assert sorted(by_term) == three
    assert by_term[-1] == three[2]
    assert behind == by_term[1:]


def test_full_page_names_how_to_go_on(runner, three):
    result = runner("applications", "list", "--limit", "2")

    assert f"--after {three[1]}" in result.stderr


def test_columns_are_chosen_and_answers_may_be_among_them(as_json, application):
    rows = as_json(
        "applications", "list", "--columns", "number,turn,answer.reliability,answer.passport"
    )

    assert rows == [
        {
            "number": application.number,
            "turn": "компания",
            "answer.reliability": rows[0]["answer.reliability"],
            "answer.passport": "6903 123456",
        }
    ]
    assert rows[0]["answer.reliability"]


def test_unknown_column_is_answered_with_all_columns(misunderstood):
    said = misunderstood("applications", "list", "--columns", "number,colour")

    assert "нет столбца «colour»" in said
    assert "object_address" in said


def test_table_says_whose_turn_it_is(ok, application):
    output = ok("applications", "list")

    assert "Ход за" in output
    assert "компания" in output


def test_list_for_a_spreadsheet_is_csv(runner, application):
    result = runner("applications", "list", "--csv", "--columns", "number,status_label")

    rows = csv.reader(
        io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline=""), delimiter=";"
    )
    assert list(rows) == [["Номер", "Статус"], [application.number, "Заявка подана"]]


def test_csv_and_json_at_once_are_wrong_use(misunderstood):
    assert "--csv или --json" in misunderstood("applications", "list", "--csv", "--json")


def test_view_keeps_filters_columns_and_order(as_json, ok, three):
    ok("applications", "list", "--status", "need_docs,closed", "--columns", "number,due",
       "--sort", "due", "--save", "Ждут")  # fmt: skip

    rows = as_json("applications", "list", "--view", "Ждут")
    narrower = as_json("applications", "list", "--view", "Ждут", "--status", "closed")

    assert [row["number"] for row in rows] == [three[1], three[2]]
    assert set(rows[0]) == {"number", "due"}
    assert [row["number"] for row in narrower] == [three[2]]


def test_views_are_listed_with_what_they_show(ok, as_json):
    ok("applications", "list", "--since", "2026-11-01", "--overdue", "--save", "Поздние")

    text = ok("applications", "list", "--views")
    rows = as_json("applications", "list", "--views")

    assert "Поздние" in text
    assert rows[0]["words"] == "--since 2026-11-01 --overdue"


def test_another_view_of_the_same_name_is_replaced_only_by_force(ok, refused, as_json):
    ok("applications", "list", "--turn", "company", "--save", "Мои")
    ok("applications", "list", "--turn", "company", "--save", "Мои")

    said = refused("applications", "list", "--turn", "consumer", "--save", "Мои")
    ok("applications", "list", "--turn", "consumer", "--save", "Мои", "--force")

    assert "--force" in said
    assert as_json("applications", "list", "--views")[0]["filters"] == {"turn": "consumer"}


def test_view_that_is_forgotten_is_no_more(ok, refused):
    ok("applications", "list", "--turn", "company", "--save", "Мои")
    ok("applications", "list", "--forget", "Мои")

    assert "Вида «Мои» нет" in refused("applications", "list", "--view", "Мои")
    assert "Вида «Мои» нет" in refused("applications", "list", "--forget", "Мои")


def test_words_searched_for_are_not_kept_in_a_view(refused):
    said = refused("applications", "list", "--text", "Иванова", "--save", "Иванова")

    assert "бывают имена" in said
    assert not (settings().instance / "office" / "views.json").exists()


def test_views_lie_in_the_instance_for_its_owner_alone(ok):
    ok("applications", "list", "--turn", "company", "--save", "Мои")

    file = settings().instance / "office" / "views.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["views.json"]
    assert json.loads(file.read_text("utf-8"))["Мои"]["filters"] == {"turn": "company"}


@pytest.mark.parametrize("content", ["{", "[]", '{"a": {}}', '{"a": {"filters": {"x": 1}}}'])
def test_spoilt_file_of_views_is_told_in_words(ok, refused, content):
    ok("applications", "list", "--turn", "company", "--save", "Мои")
    (settings().instance / "office" / "views.json").write_text(content)

    assert "испорчен" in refused("applications", "list", "--view", "Мои")
