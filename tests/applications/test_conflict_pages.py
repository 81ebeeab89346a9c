"""Two windows: both texts are shown, one is chosen, and all the rest is kept."""

from typing import Any

import pytest

from lk.db import db
from tests.applications.saving import leave, part, press, said, step_of
from tests.applications.wizard import a_draft
from tests.client import Client
from tests.factories import PASSWORD
from tests.page import Page

MIRA, SECOND, THIRD = (f"г. Томск, ул. {each}" for each in ("Мира, д. 1", "Вторая, 2", "Третья, 3"))
KEEP, TAKE = "Оставить то, что здесь", "Взять сохраненное"


@pytest.fixture
def draft(consumer: Any) -> Any:
    return a_draft(consumer, files=False)


def two(client: Client, draft: Any, step: str = "object") -> tuple[Page, Page]:
    """One step in two tabs, both opened before anything is changed."""
    return step_of(client, draft, step), step_of(client, draft, step)


def test_conflict_shows_both_texts_and_keeps_the_other_fields(
    signed_in: Client, draft: Any
) -> None:
    mine, theirs = two(signed_in, draft)
    theirs.submit("Далее", obj_addr=SECOND)

    page = mine.submit("Далее", obj_addr=THIRD, obj_name="дача")

    assert page.status == 409
    assert SECOND in page.notices["Адрес объекта"]
    assert THIRD in page.notices["Адрес объекта"]
    assert page.field("Адрес объекта").value == THIRD
    assert (draft.typed["obj_addr"], draft.typed["obj_name"]) == (SECOND, "дача")


@pytest.mark.parametrize(("button", "left"), [(KEEP, THIRD), (TAKE, SECOND)])
def test_one_of_the_texts_is_chosen(signed_in: Client, draft: Any, button: str, left: str) -> None:
    mine, theirs = two(signed_in, draft)
    theirs.submit("Далее", obj_addr=SECOND)

    page = mine.submit("Далее", obj_addr=THIRD).submit(button, obj_name="дача")

    assert page.path.endswith("/object")
    assert page.field("Адрес объекта").value == draft.typed["obj_addr"] == left
    assert draft.typed["obj_name"] == "дача"
    assert page.submit("Далее").path.endswith("/technical")


def test_nothing_is_chosen_by_pressing_next_again(signed_in: Client, draft: Any) -> None:
    mine, theirs = two(signed_in, draft)
    theirs.submit("Далее", obj_addr=SECOND)

    again = mine.submit("Далее", obj_addr=THIRD).submit("Далее").submit("Назад")

    assert again.status == 409
    assert again.field("Адрес объекта").value == THIRD
    assert draft.typed["obj_addr"] == SECOND


def test_text_that_is_typed_like_the_stored_one_ends_the_conflict(
    signed_in: Client, draft: Any
) -> None:
    mine, theirs = two(signed_in, draft)
    theirs.submit("Далее", obj_addr=SECOND)

    page = mine.submit("Далее", obj_addr=THIRD).submit("Далее", obj_addr=SECOND)

    assert page.path.endswith("/technical")
    assert draft.typed["obj_addr"] == SECOND


def test_two_conflicts_are_chosen_one_after_the_other(signed_in: Client, draft: Any) -> None:
    mine, theirs = two(signed_in, draft)
    theirs.submit("Далее", obj_addr=SECOND, obj_name="сарай")

    both = mine.submit("Далее", obj_addr=THIRD, obj_name="дача")
    one = both.submit(TAKE)
    none = one.submit(KEEP)

    assert len(both.notices) == 2
    assert (one.status, len(one.notices)) == (409, 1)
    assert none.status == 200
    chosen = {draft.typed["obj_addr"], draft.typed["obj_name"]}
    assert chosen in ({SECOND, "дача"}, {THIRD, "сарай"})


def test_fields_of_two_windows_merge_silently(signed_in: Client, draft: Any) -> None:
    mine, theirs = two(signed_in, draft)
    theirs.submit("Далее", obj_addr=SECOND)

    page = mine.submit("Далее", obj_name="дача")

    assert page.path.endswith("/technical")
    assert (draft.typed["obj_addr"], draft.typed["obj_name"]) == (SECOND, "дача")


def test_same_value_in_another_spelling_is_no_conflict(signed_in: Client, draft: Any) -> None:
    mine, theirs = two(signed_in, draft, "technical")
    theirs.submit("Далее", p_new="14,0")

    page = mine.submit("Назад", p_new="14")

    assert page.path.endswith("/object")


def test_tick_and_choice_conflict_too(signed_in: Client, draft: Any) -> None:
    mine, theirs = two(signed_in, draft)
    theirs.submit("Назад", settlement="Сельская местность")
    step = step_of(signed_in, draft, "object")
    stored = step.field("settlement").value

    page = mine.submit("Назад", mkd=True)

    assert page.path.endswith("/requisites")
    assert step_of(signed_in, draft, "object").field("settlement").value == stored
    assert draft.typed["mkd"] is True


def test_rows_conflict_as_one_value_and_show_all_rows(signed_in: Client, draft: Any) -> None:
    mine, theirs = two(signed_in, draft, "technical")
    theirs.submit("Назад", **{"stages-0-commission": "10.2027"})

    page = mine.submit("Далее", **{"stages-0-commission": "11.2027"})

    words = page.text
    assert page.status == 409
    assert "Этап 1: 03.2027, 10.2027, 12,5 кВт" in words
    assert "Этап 1: 03.2027, 11.2027, 12,5 кВт" in words
    page.submit(KEEP)
    assert draft.typed["stages"][0]["commission"] == "11.2027"


def test_row_added_in_a_conflict_is_not_lost(signed_in: Client, draft: Any) -> None:
    mine, theirs = two(signed_in, draft, "technical")
    theirs.submit("Назад", **{"stages-0-commission": "10.2027"})

    page = mine.submit("Добавить", **{"stages-0-commission": "11.2027"})

    assert page.status == 409
    assert page.has_field("stages-1-power")
    assert page.field("stages-0-commission").value == "11.2027"


def test_field_that_is_left_tells_its_conflict_in_its_notice(signed_in: Client, draft: Any) -> None:
    mine, theirs = two(signed_in, draft)
    leave(theirs, "obj_addr", SECOND)

    answer = leave(mine, "obj_addr", THIRD)

    assert answer.status == 200
    assert SECOND in said(answer)
    assert THIRD in said(answer)
    assert [each["name"] for each in answer.soup.select("button")] == ["keep", "take"]
    assert draft.typed["obj_addr"] == SECOND
    assert leave(mine, "obj_addr", THIRD).soup.select("button") != []
    assert mine.submit("Далее", obj_addr=THIRD).status == 409


def test_field_left_twice_is_no_conflict_with_itself(signed_in: Client, draft: Any) -> None:
    page = step_of(signed_in, draft, "object")

    answers = [leave(page, "obj_addr", text) for text in (SECOND, THIRD, MIRA)]

    assert [said(each) for each in answers] == ["", "", ""]
    assert draft.typed["obj_addr"] == MIRA


def test_cell_that_is_left_tells_the_conflict_of_its_group(signed_in: Client, draft: Any) -> None:
    mine, theirs = two(signed_in, draft, "technical")
    leave(theirs, "stages-0-commission", "10.2027")

    answer = leave(mine, "stages-0-commission", "11.2027")
    added = press(mine, "add-stages", **{"stages-0-commission": "11.2027"})

    assert "10.2027" in (part(answer, "stages-notice") or "")
    assert "11.2027" in (part(answer, "stages-notice") or "")
    assert added.soup.select_one("[name=stages-1-power]") is not None
    assert draft.typed["stages"][0]["commission"] == "10.2027"


def test_values_kept_by_the_sign_in_still_meet_what_was_stored_meanwhile(
    signed_in: Client, another_client: Client, consumer: Any, draft: Any
) -> None:
    page = step_of(signed_in, draft, "object")
    signed_in.forget_cookies()
    asked = page.submit("Далее", obj_addr=THIRD)
    leave(step_of(another_client.sign_in_as(consumer), draft, "object"), "obj_addr", SECOND)

    shown = asked.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)
    answer = shown.submit("Далее")

    assert shown.field("Адрес объекта").value == THIRD
    assert answer.status == 409
    assert draft.typed["obj_addr"] == SECOND


@pytest.mark.parametrize("seen", ["", "obj_addr", "obj_addr.", ". . .", "\0", "obj_addr.zzzzzzzz"])
def test_marks_that_are_none_of_ours_break_nothing(
    signed_in: Client, draft: Any, seen: str
) -> None:
    page = step_of(signed_in, draft, "object")
    hidden = page.soup.select_one("[name=seen]")
    assert hidden is not None
    hidden["value"] = seen

    answer = page.submit("Далее", obj_addr=SECOND)

    assert answer.status in {200, 409}
    db.session.rollback()
    assert draft.typed["obj_addr"] in {MIRA, SECOND}


def test_back_from_the_preview_shows_every_value(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer)
    page = step_of(signed_in, draft, "object").submit("Далее", obj_addr=SECOND)

    preview = signed_in.open("applications.preview", public_id=draft.public_id)
    back = preview.click("Назад")
    shown = step_of(signed_in, draft, "object")

    assert page.path.endswith("/technical")
    assert back.path.endswith("/documents")
    assert shown.field("Адрес объекта").value == SECOND
