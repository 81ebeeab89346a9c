from typing import Any

import pytest

from lk.applications import catalogue, service
from lk.applications.models import Application
from lk.clock import now
from lk.db import db
from tests.applications.answers import typed_for
from tests.applications.wizard import a_draft, a_submitted
from tests.client import Client
from tests.factories import another_consumer

HOME = "Для дома, дачи, гаража и других бытовых нужд"
WORK = "Для работы: магазин, офис, производство и другое"
SMALL = "До 15 кВт"


def the_draft() -> Application:
    db.session.expire_all()
    return db.session.query(Application).filter_by(status="draft").one()


def test_three_answers_lead_to_the_kind_and_begin_it(signed_in: Client) -> None:
    page = signed_in.open("applications.start").click("Не знаю, какая нужна")

    shown = page.search(
        "Подсказать заявку",
        **{
            "Кто подает заявку": "Физическое лицо",
            "Для чего нужна электроэнергия": HOME,
            "Сколько киловатт нужно всего": SMALL,
        },
    )
    step = shown.submit("Создать эту заявку")

    assert catalogue.kind("fl-15").title in shown.text
    assert step.h1 == catalogue.kind("fl-15").title
    assert the_draft().kind_code == "fl-15"


def test_guide_names_the_question_without_an_answer(signed_in: Client) -> None:
    page = signed_in.open("applications.choose")

    shown = page.search("Подсказать заявку", **{"Для чего нужна электроэнергия": WORK})

    assert shown.status == 422
    assert "Кто подает заявку: выберите один из вариантов" in shown.errors
    assert shown.field("Для чего нужна электроэнергия").value == WORK


def test_every_kind_begins_from_the_start_page(signed_in: Client) -> None:
    page = signed_in.open("applications.start")

    kinds = [each for group in catalogue.groups() for each in catalogue.kinds_of(group.code)]
    values = [button["value"] for button in page.soup.select("button[name=kind]")]

    assert values == [kind.code for kind in kinds]
    assert len(values) == 15


@pytest.mark.parametrize(
    ("begun", "p_new", "expected"),
    [("fl-15", "16", "fl-150"), ("fl-150", "151", "fl-670"), ("ul-670", "670", "ul-670p")],
)
def test_power_over_a_bound_moves_the_draft_with_every_answer(
    signed_in: Client, consumer: Any, begun: str, p_new: str, expected: str
) -> None:
    draft = service.start(user=consumer, kind_code=begun, at=now())
    typed = typed_for(begun, p_new=p_new)
    for step in ("requisites", "object", "technical"):
        service.save_step(application=draft, step=step, raw=typed, at=now())
    db.session.commit()
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")

    moved = page.submit("Перейти к заявке")

    assert f"Всего {p_new} кВт" in page.text
    assert moved.h1 == catalogue.kind(expected).title
    assert the_draft().kind_code == expected
    kept = the_draft().typed
    assert {key: kept[key] for key in ("p_new", "obj_addr", "reason", "phone")} == {
        key: typed[key] for key in ("p_new", "obj_addr", "reason", "phone")
    }


def test_files_stay_when_the_kind_changes(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, p_new="400")
    before = service.counted(service.documents_of(draft))

    service.change_kind(application=draft, kind_code="fl-670", user=consumer, at=now())
    db.session.commit()

    after = service.counted(service.documents_of(draft))
    assert sum(after.values()) == sum(before.values()) == 3
    assert set(after) <= {slot.code for slot in draft.kind.documents}


def test_submitted_application_keeps_its_kind(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = signed_in.open("applications.card", public_id=case.public_id)
    signed_in.post(
        signed_in.url("applications.change_kind", public_id=case.public_id),
        [("csrf_token", page.soup.select_one("[name=csrf_token]")["value"]), ("kind", "fl-670")],
    )

    db.session.refresh(case)
    assert case.kind_code == "fl-150"


def test_similar_application_begins_with_what_is_true_of_the_applicant(
    signed_in: Client, consumer: Any
) -> None:
    case = a_submitted(consumer)
    page = signed_in.open("applications.card", public_id=case.public_id)

    step = page.submit("Подать похожую")

    draft = the_draft()
    assert step.field("Фамилия").value == "Щербакова"
    assert step.field("Паспорт серия и номер").value == "6903 123456"
    assert draft.typed.get("p_new") is None
    assert draft.typed.get("obj_addr") is None
    assert service.documents_of(draft) == []


def test_second_click_on_similar_goes_on_with_the_same_draft(
    signed_in: Client, consumer: Any
) -> None:
    case = a_submitted(consumer)
    page = signed_in.open("applications.card", public_id=case.public_id)

    page.submit("Подать похожую")
    page.submit("Подать похожую")

    assert the_draft().kind_code == "fl-150"


def test_nobody_copies_another_persons_application(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(another_consumer())
    page = signed_in.open("applications.start")
    token = page.soup.select_one("[name=csrf_token]")["value"]

    answer = signed_in.post(
        signed_in.url("applications.begin_similar", public_id=case.public_id),
        [("csrf_token", token)],
    )

    assert answer.status == 404
