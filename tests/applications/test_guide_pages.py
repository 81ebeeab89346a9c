from typing import Any

import pytest

from lk.applications import catalogue, service
from lk.applications.models import Application
from lk.applications.rerouting import offer
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


def test_guide_that_was_asked_nothing_names_all_three_questions(signed_in: Client) -> None:
    page = signed_in.open("applications.choose").search("Подсказать заявку")

    assert page.status == 422
    assert len(page.errors) == 3


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


def test_moving_to_another_kind_keeps_what_was_typed_since_the_last_save(
    signed_in: Client, consumer: Any
) -> None:
    draft = service.start(user=consumer, kind_code="fl-15", at=now())
    for step in ("requisites", "object", "technical"):
        service.save_step(
            application=draft, step=step, raw=typed_for("fl-15", p_new="16"), at=now()
        )
    db.session.commit()
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")

    moved = page.submit("Перейти к заявке", **{"p_new": "20", "stages-0-design": "когда-нибудь"})

    assert moved.h1 == catalogue.kind("fl-150").title
    assert moved.field("p_new").value == "20"
    assert moved.field("stages-0-design").value == "когда-нибудь"


@pytest.mark.parametrize(("p_new", "offered"), [("400", "«от 150 кВт до 670 кВт»"), ("12", "")])
def test_power_typed_anew_is_asked_about_anew(
    signed_in: Client, consumer: Any, p_new: str, offered: str
) -> None:
    draft = service.start(user=consumer, kind_code="fl-15", at=now())
    for step in ("requisites", "object", "technical"):
        service.save_step(
            application=draft, step=step, raw=typed_for("fl-15", p_new="16"), at=now()
        )
    db.session.commit()
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")

    shown = page.submit("Перейти к заявке", p_new=p_new)

    assert the_draft().kind_code == "fl-15"
    assert shown.field("p_new").value == p_new
    assert [each for each in shown.buttons if "к заявке" in each] == (
        [f"Перейти к заявке {offered}"] if offered else []
    )


@pytest.mark.parametrize("wish", ["I", "II"])
@pytest.mark.parametrize(("begun", "target"), [("fl-15", "fl-670"), ("ul-tmp", "ul-670")])
def test_kind_of_one_source_leads_to_the_one_that_asks_about_reliability(
    signed_in: Client, consumer: Any, begun: str, target: str, wish: str
) -> None:
    draft = service.start(user=consumer, kind_code=begun, at=now())
    for step in ("requisites", "object", "technical"):
        service.save_step(application=draft, step=step, raw=typed_for(begun), at=now())
    db.session.commit()
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")

    moved = page.submit(f"Перейти {'с' if wish == 'I' else 'со'} {wish} категорией", p_new="14")

    assert "Нужна I или II категория?" in page.text
    assert f"заявка «{catalogue.kind(target).category.title}»".replace("\u00a0", " ") in page.text
    assert moved.h1 == catalogue.kind(target).title
    kept = the_draft().typed
    assert (kept["reliability"], kept["p_new"]) == (wish, "14")
    assert offer(the_draft().kind, kept) is None


def test_large_kinds_ask_about_reliability_themselves(signed_in: Client, consumer: Any) -> None:
    draft = service.start(user=consumer, kind_code="ip-670", at=now())
    for step in ("requisites", "object", "technical"):
        service.save_step(application=draft, step=step, raw=typed_for("ip-670"), at=now())
    db.session.commit()

    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")

    assert "Нужна I или II категория?" not in page.text
    assert page.field("Категория надежности").type == "radio"


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
        signed_in.url("applications.save_step", public_id=case.public_id, step="technical"),
        [
            ("csrf_token", page.soup.select_one("[name=csrf_token]")["value"]),
            ("p_new", "400"),
            ("kind", "fl-670"),
        ],
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
