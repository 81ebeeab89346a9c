"""Each field is saved when it is left: what the answers put into the page, and what they do not."""

from typing import Any

import pytest

from tests.applications.saving import leave, opened, part, press, said, step_of
from tests.applications.wizard import a_draft, a_submitted
from tests.client import Client

FRAGMENT = 20 * 1024
CONTROLS = "input:not([type=hidden]), select, textarea"


def test_field_is_saved_and_its_notice_stays_empty(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    answer = leave(step_of(signed_in, draft, "object"), "obj_addr", "г. Томск, ул. Новая, 7")

    assert (answer.status, said(answer)) == (200, "")
    assert draft.typed["obj_addr"] == "г. Томск, ул. Новая, 7"
    assert (part(answer, "saved") or "").startswith("Сохранено в ")


def test_answer_holds_no_control_at_all(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    answer = leave(step_of(signed_in, draft, "technical"), "p_new", "не число")

    assert answer.soup.select(CONTROLS) == []


def test_mistake_is_told_and_saved_all_the_same(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    answer = leave(step_of(signed_in, draft, "requisites"), "passport", "12 ab")

    assert said(answer).startswith("Паспорт серия и номер")
    assert draft.typed["passport"] == "12 ab"


def test_only_the_field_that_was_left_is_saved(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    page = step_of(signed_in, draft, "object")

    leave(page, "obj_addr", "г. Томск, ул. Новая, 7", obj_name="еще не оставлено")

    assert draft.typed["obj_name"] == "жилой дом, ВРУ-0,4 кВ"


def test_emptied_field_that_is_required_says_so(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    answer = leave(step_of(signed_in, draft, "object"), "obj_addr", "")

    assert said(answer) == "Заполните поле «Адрес объекта»"
    assert draft.typed["obj_addr"] == ""


def test_nobody_is_told_to_fill_in_what_he_has_not_come_to(
    signed_in: Client, consumer: Any
) -> None:
    page = signed_in.open("applications.start").submit("до 150 кВт")

    answer = leave(page, "by_representative", "Да")

    assert answer.soup.select("[id$=-notice] span") == []
    assert "rep_name" in opened(answer) or len(opened(answer)) > 5


def test_rule_over_two_fields_is_told_at_the_other_one(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    page = step_of(signed_in, draft, "technical")

    wrong = leave(page, "p_new", "14")
    right = leave(page, "p_new", "12,5")

    assert "все этапы вместе 12,5 кВт" in (part(wrong, "stages-0-power-notice") or "")
    assert part(right, "stages-0-power-notice") == ""


def test_sum_is_computed_at_once(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    answer = leave(step_of(signed_in, draft, "technical"), "p_new", "14,5")

    assert part(answer, "p_total-value") == "14,5 кВт"


def test_answer_opens_and_closes_fields_and_their_text_is_kept(
    signed_in: Client, consumer: Any
) -> None:
    draft = a_draft(consumer, files=False)
    page = step_of(signed_in, draft, "technical")

    open_now = opened(leave(page, "load_kind", "Иная"))
    leave(page, "load_other", "мельница", load_kind="Иная")
    closed_now = opened(leave(page, "load_kind", "Бытовая"))
    again = opened(leave(page, "load_kind", "Иная"))

    assert "load_other" in open_now & again
    assert "load_other" not in closed_now
    assert draft.typed["load_other"] == "мельница"


def test_field_that_is_closed_at_the_submission_is_left_out(
    signed_in: Client, consumer: Any
) -> None:
    case = a_submitted(consumer, load_kind="household", load_other="мельница")

    assert case.submitted.get("load_other") is None


def test_another_kind_is_offered_when_the_power_asks_for_it_and_only_then(
    signed_in: Client, consumer: Any
) -> None:
    draft = a_draft(consumer, files=False)
    page = step_of(signed_in, draft, "technical")

    over, same, few, under = (leave(page, "p_new", each) for each in ("160", "170", "12,5", "60"))

    assert "Нужна другая заявка" in (part(over, "reroute") or "")
    assert "170" in (part(same, "reroute") or "")
    assert part(under, "reroute") == ""
    assert "Можно подать заявку проще" in (part(few, "reroute") or "")
    assert part(leave(page, "p_new", "61"), "reroute") is None


def test_cell_is_saved_with_its_rows_and_told_at_its_own_place(
    signed_in: Client, consumer: Any
) -> None:
    draft = a_draft(consumer, files=False)

    answer = leave(step_of(signed_in, draft, "technical"), "stages-0-design", "скоро")

    assert said(answer).startswith("Срок проектирования")
    assert draft.typed["stages"][0]["design"] == "скоро"
    assert part(answer, "stages-notice") == ""


def test_row_is_added_to_the_group_alone_and_has_the_focus(
    signed_in: Client, consumer: Any
) -> None:
    draft = a_draft(consumer, files=False)

    answer = press(step_of(signed_in, draft, "technical"), "add-stages", p_new="99")

    focused = answer.soup.select("[autofocus]")
    assert [each["name"] for each in focused] == ["stages-1-design"]
    assert {str(each["name"]).split("-")[0] for each in answer.soup.select(CONTROLS)} == {"stages"}
    assert [row.get("power") for row in draft.typed["stages"]] == ["12,5", None]
    assert draft.typed["p_new"] == "12,5"


def test_row_is_removed_and_the_others_stay(signed_in: Client, consumer: Any) -> None:
    rows = [
        {"design": "03.2027", "commission": "09.2027", "power": power} for power in ("5", "6", "7")
    ]
    draft = a_draft(consumer, files=False, stages=rows)
    page = step_of(signed_in, draft, "technical")
    button = page.main.select_one("button[name=remove-stages][value='1']")
    assert button is not None

    press(page, "remove-stages][value='1'")

    assert [row["power"] for row in draft.typed["stages"]] == ["5", "7"]


def test_last_row_cannot_be_removed_and_the_eleventh_not_added(
    signed_in: Client, consumer: Any
) -> None:
    row = {"design": "03.2027", "commission": "09.2027", "power": "1"}
    one, ten = (a_draft(consumer, files=False, stages=[row] * count) for count in (1, 10))

    assert "Удалить этап 1" not in step_of(signed_in, one, "technical").buttons
    assert "Добавить" not in step_of(signed_in, ten, "technical").buttons


@pytest.mark.parametrize("name", ["no_such", "p_total", "stages-0", "p_new-0-power", "cadastre"])
def test_what_is_no_field_of_the_step_is_not_found_or_changes_nothing(
    signed_in: Client, consumer: Any, name: str
) -> None:
    draft = a_draft(consumer, files=False)
    before = draft.typed

    answer = leave(step_of(signed_in, draft, "technical"), name)

    assert answer.status == (200 if name == "stages-0" else 404)
    assert draft.typed == before


def test_field_sent_without_a_script_leads_to_its_step(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    page = step_of(signed_in, draft, "object")
    token = page.soup.select_one("[name=csrf_token]")
    assert token is not None

    shown = signed_in.post(
        f"{page.path}/fields/obj_addr", [("csrf_token", token["value"]), ("obj_addr", "Томск")]
    )

    assert shown.path == page.path
    assert shown.field("Адрес объекта").value == "Томск"
