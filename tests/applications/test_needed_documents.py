from dataclasses import replace

import pytest

from lk.applications import steps
from lk.applications.catalogue import Condition, kind
from tests.applications.answers import DOCUMENTS, typed

KIND = kind("fl-150")


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ["plan", "own", "passport", "other"]),
        ({"by_representative": "yes"}, ["plan", "own", "passport", "poa", "other"]),
        ({"mkd": True}, ["plan", "own", "passport", "mkd", "other"]),
    ],
)
def test_documents_follow_the_answers(changes, codes):
    answers = typed(**changes)

    assert [slot.code for slot in steps.visible_documents(KIND, answers)] == codes
    found = steps.document_problems(KIND, answers, {})
    assert [problem.key for problem in found] == codes[:-1]
    assert found[0].message == "Приложите документ «План расположения энергопринимающих устройств»"


def test_document_may_be_required_by_an_answer():
    slot = replace(KIND.slot("other"), required_if=Condition("mkd", (True,)))
    other = replace(KIND, documents=(slot,))

    assert steps.document_problems(other, typed(), {"other": 0}) == ()
    (problem,) = steps.document_problems(other, typed(mkd=True), {"other": 0})
    assert problem.key == "other"


def test_files_of_a_closed_slot_are_told():
    files = DOCUMENTS | {"poa": 1, "mkd": 0}

    assert [slot.code for slot in steps.unneeded_documents(KIND, typed(), files)] == ["poa"]
