"""What the address of «Мои приборы учета» may hold, and what is made of it."""

import pytest

from lk.meters.forms.search import search_in
from lk.meters.service import Edge, Wanted


def test_what_is_said_is_kept_for_the_next_address():
    search = search_in({"text": "  мира   д. 5 ", "state": "removed", "order": "number"})

    assert search.wanted == Wanted(text="мира д. 5", state="removed", order="number")
    assert search.asked == {"text": "мира д. 5", "state": "removed", "order": "number"}


@pytest.mark.parametrize(
    "odd", [{"text": "\0"}, {"text": "\ud800"}, {"state": "other"}, {"order": "id"}, {"after": "7"}]
)
def test_what_is_not_ours_asks_for_nothing(odd: dict[str, str]):
    search = search_in(odd)

    assert (search.wanted, search.edge, search.is_used) == (Wanted(), Edge(), False)


def test_order_alone_does_not_narrow():
    assert not search_in({"order": "contract"}).is_used
    assert search_in({"contract": "1"}).is_used


def test_choice_keeps_what_stands_in_the_address():
    search = search_in({"contract": "999", "tariff": "Ночной"})

    choices = {each.name: each for each in search.controls(["1"], ["Общий тариф"])}

    assert [value for value, _ in choices["contract"].choices] == ["1", "999"]
    assert choices["tariff"].value == "Ночной"


def test_what_there_is_one_of_is_no_choice():
    names = [each.name for each in search_in({}).controls(["1"], ["Общий тариф"])]

    assert names == ["text", "state", "order"]
