import pytest

from lk.applications import steps
from lk.applications.catalogue import kind
from tests.applications.answers import DOCUMENTS, TODAY, typed

KIND = kind("fl-150")
STEPS = ["requisites", "object", "technical", "documents", "preview"]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("requisites", None, "object"),
        ("object", "requisites", "technical"),
        ("technical", "object", "documents"),
        ("documents", "technical", "preview"),
        ("preview", "documents", None),
    ],
)
def test_steps_follow_one_another(code, before, after):
    assert steps.previous_step(KIND, code) == before
    assert steps.next_step(KIND, code) == after


def test_first_step_is_the_requisites():
    assert steps.first_step(KIND) == "requisites"


@pytest.mark.parametrize("move", [steps.next_step, steps.previous_step])
def test_unknown_step_leads_nowhere(move):
    with pytest.raises(KeyError):
        move(KIND, "payment")


@pytest.mark.parametrize(
    ("changes", "documents", "done", "undone"),
    [
        ({}, DOCUMENTS, "requisites object technical documents", "preview"),
        ({}, {}, "requisites object technical", "documents"),
        ({"email": ""}, DOCUMENTS, "object technical documents", "requisites"),
        ({"reason": "use"}, {}, "requisites", "object"),
        ({"p_new": "151"}, DOCUMENTS, "requisites object documents", "technical"),
    ],
)
def test_done_steps_are_computed(changes, documents, done, undone):
    answers = typed(**changes)

    found = [c for c in STEPS if steps.is_done(KIND, c, answers, documents, today=TODAY)]

    assert found == done.split()
    assert steps.first_undone(KIND, answers, documents, today=TODAY) == undone


@pytest.mark.parametrize(
    ("current", "changes", "documents", "reachable"),
    [
        ("requisites", {"email": ""}, {}, "requisites object technical"),
        ("object", {"email": "", "obj_addr": ""}, {}, "requisites object technical"),
        ("requisites", {}, {}, "requisites object technical documents"),
        ("documents", {"email": ""}, {}, "requisites object technical documents"),
        ("requisites", {}, DOCUMENTS, "requisites object technical documents preview"),
    ],
)
def test_tabs_lead_to_finished_steps(current, changes, documents, reachable):
    tabs = steps.tabs(KIND, current, typed(**changes), documents, today=TODAY)

    assert [tab.code for tab in tabs] == STEPS
    assert [tab.code for tab in tabs if tab.is_reachable] == reachable.split()
    assert [tab.code for tab in tabs if tab.is_current] == [current]
    assert not tabs[-1].is_done


def test_new_draft_begins_at_its_first_tab():
    tabs = steps.tabs(KIND, "requisites", {}, {}, today=TODAY)

    assert [tab.title for tab in tabs if tab.is_reachable] == ["Реквизиты и контакты"]
    assert [tab.is_done for tab in tabs] == [False] * 5


def test_lasting_answers_go_over_to_a_new_draft():
    answers = steps.durable_answers(KIND, typed(inn="1"))

    assert answers["last_name"] == "Щербакова"
    assert answers["passport"] == "6903123456"
    assert answers["addr_same"] is True
    assert not {"reason", "obj_addr", "p_new", "by_representative", "inn", "snils"} & set(answers)
