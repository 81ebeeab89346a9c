"""What the applicant may do with a case, typed by hand from the brief of the statuses."""

import pytest

from lk.applications import acts, rules

# Code: event, statuses, words, files.
TABLE = {
    "accept": ("terms_accepted", {"offer_posted"}, "no", "no"),
    "pay": ("paid", {"offer_posted"}, "may", "must"),
    "disagree": ("disagreed", {"offer_posted"}, "may", "may"),
    "report": ("done_reported", {"contract", "works"}, "may", "may"),
    "withdraw": (
        "withdrawn",
        {"submitted", "registered", "review", "need_docs", "offer_posted"},
        "may",
        "no",
    ),
}


def test_acts_are_those_of_the_table():
    found = {act.code: (act.event, set(act.statuses), act.text, act.files) for act in acts.ACTS}

    assert found == TABLE


@pytest.mark.parametrize("status", rules.STATUSES)
def test_status_offers_its_acts_and_no_others(status):
    expected = {code for code, row in TABLE.items() if status in row[1]}

    assert {act.code for act in acts.acts_in(status)} == expected


@pytest.mark.parametrize("act", acts.ACTS, ids=lambda act: act.code)
def test_act_says_what_it_is_and_what_comes_next(act):
    assert act.title
    assert act.intro.endswith(".")
    assert act.done.endswith(".")
    assert acts.office_words(act.event) == act.office
    assert (act.text == "no") == (not act.text_label)
    assert (act.files == "no") == (not (act.files_label and act.file_code and act.file_title))


def test_terms_are_accepted_once():
    assert "accept" not in {act.code for act in acts.acts_in("offer_posted", ["accept"])}
    assert "pay" in {act.code for act in acts.acts_in("offer_posted", ["accept", "pay"])}


@pytest.mark.parametrize(
    ("code", "text", "files", "is_enough"),
    [
        ("accept", "", 0, True),
        ("pay", "оплачено", 0, False),
        ("pay", "", 1, True),
        ("disagree", "", 0, False),
        ("disagree", "срок", 0, True),
        ("disagree", "", 1, True),
        ("report", "", 0, True),
        ("withdraw", "", 0, True),
    ],
)
def test_act_goes_with_what_it_needs(code, text, files, is_enough):
    act = acts.find(code)

    assert act is not None
    assert acts.is_enough(act, text=text, files=files) is is_enough


@pytest.mark.parametrize("code", ["", "cancel", "ACCEPT", "\0"])
def test_no_other_word_is_an_act(code):
    assert acts.find(code) is None


def test_corrections_are_told_to_the_office_too():
    assert "исправил отправленную" in acts.office_words("corrected")
    assert "отправил ее снова" in acts.office_words("resubmitted")
    assert acts.office_words("note") == ""
