import pytest

from lk.applications import catalogue, steps
from lk.applications.differences import differences
from tests.applications.answers import TODAY, typed

KIND = catalogue.kind("fl-150")
SENT = steps.answers_to_submit(KIND, typed(), today=TODAY)


def changed(**answers):
    return {each.key: each for each in differences(KIND, SENT, typed(**answers))}


def test_what_is_sent_differs_from_what_was_typed_in_nothing():
    assert differences(KIND, SENT, typed()) == ()
    assert differences(KIND, SENT, SENT) == ()


@pytest.mark.parametrize("power", ["12.5", "12,5", " 12,50 "])
def test_another_spelling_is_no_difference(power):
    assert "p_new" not in changed(p_new=power)


def test_difference_says_label_old_and_new_and_where():
    found = changed(obj_addr="г. Томск, ул. Мира, д. 2")["obj_addr"]

    assert found.label == "Адрес объекта"
    assert found.step == "object"
    assert found.before == "г. Томск, ул. Мира, д. 1"
    assert found.after == "г. Томск, ул. Мира, д. 2"
    assert found.kept() == {
        "key": "obj_addr",
        "label": found.label,
        "before": found.before,
        "after": found.after,
    }


def test_emptied_answer_becomes_a_dash():
    found = changed(middle_name="")["middle_name"]

    assert found.after == "—"


def test_what_does_not_parse_is_shown_as_typed():
    found = changed(p_new="много")["p_new"]

    assert found.after == "много"


def test_rows_of_a_group_are_told_whole():
    stages = [{"design": "03.2027", "commission": "09.2027", "power": "14"}]

    found = changed(p_new="14", stages=stages)

    assert found["stages"].before != found["stages"].after
    assert "14" in found["stages"].after
    assert {"p_new", "p_total", "stages"} <= set(found)


def test_answer_of_a_closed_field_is_no_difference():
    assert "rep_name" not in changed(rep_name="Петров Петр Петрович")


def test_differences_stand_in_the_order_of_the_form():
    keys = list(changed(obj_addr="г. Томск, ул. Мира, д. 2", p_new="14", last_name="Иванова"))

    assert keys == sorted(keys, key=[field.key for field in KIND.fields].index)
