from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lk.applications import story, story_words
from lk.applications.statuses import STATUSES
from lk.applications.story import Difference, Happening, Remark, Told

TOMSK = ZoneInfo("Asia/Tomsk")
AT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)


def moved(code: str, before: str = "", by: str = "office:Петрова", **facts: object) -> Happening:
    return Happening(at=AT, by=by, code=code, is_status=True, before=before, facts=facts)


def said(happening: Happening, *, is_small: bool = True) -> str:
    return story.sentence(happening, is_small=is_small).replace("\xa0", " ")


@pytest.mark.parametrize("code", [code for code in STATUSES if code != "draft"])
def test_every_status_is_told_in_a_sentence_with_and_without_facts(code: str) -> None:
    facts = {"date": "2026-11-24", "number": "7", "term": "2026-12-01", "progress": 40}

    for happening in (moved(code, **facts), moved(code)):
        for text in (said(happening), said(happening, is_small=False)):
            assert text.endswith(".")
            assert not set("[]{}") & set(text)
            assert "None" not in text


@pytest.mark.parametrize(
    ("happening", "text"),
    [
        (
            moved("submitted", "draft", "consumer:ivanova", number="2026-11-24-1-8"),
            "Вы подали заявку, ей присвоен номер 2026-11-24-1-8.",
        ),
        (
            moved("registered", number="12", date="2026-11-25"),
            "Мы зарегистрировали заявку под № 12 от 25.11.2026.",
        ),
        (moved("review", "registered"), "Специалист взял заявку на рассмотрение."),
        (
            moved("review", "need_docs", "consumer:ivanova"),
            "Вы исправили сведения и отправили заявку снова.",
        ),
        (moved("review", "need_docs"), "Рассмотрение продолжается."),
        (moved("need_docs", due="2026-12-22"), "Мы попросили вас дополнить заявку до 22.12.2026."),
        (
            moved("offer_posted", term="2026-12-01"),
            "Мы разместили здесь условия договора, технические условия и счёт, оплатите его до"
            " 01.12.2026.",
        ),
        (moved("works", "contract", progress=20), "Мы начали работы: выполнено 20 %."),
        (moved("works", "works", progress=60), "Работы идут: выполнено 60 %."),
        (moved("works", "works", progress=0), "Работы идут: выполнено 0 %."),
        (moved("cancelled", by="consumer:ivanova"), "Вы отозвали заявку."),
        (moved("cancelled"), "Заявка отозвана по вашему обращению."),
    ],
)
def test_sentences_speak_to_the_applicant(happening: Happening, text: str) -> None:
    assert said(happening) == text


def test_office_texts_in_facts_are_no_templates() -> None:
    assert "{date}" in said(moved("registered", number="{date}[x]"))


@pytest.mark.parametrize("code", story_words.EVENTS)
def test_every_event_has_a_title_for_both_sides(code: str) -> None:
    happening = Happening(at=AT, by="consumer:ivanova", code=code, is_status=False)

    assert story.title(happening, is_small=True)
    assert code in story_words.OFFICE_EVENTS


def test_unknown_event_does_not_break_the_story() -> None:
    happening = Happening(at=AT, by="office:Петрова", code="new_one", is_status=False)

    assert story.title(happening, is_small=False) == "Запись в деле"
    assert "new_one" in story.tell(a_told(), [happening], zone=TOMSK, today=AT.date())[1]


@pytest.mark.parametrize(
    ("status", "first", "count"),
    [
        ("submitted", "Заявка зарегистрирована", 8),
        ("review", "Размещены условия договора, ТУ и счёт", 6),
        ("need_docs", "На рассмотрении", 7),
        ("works", "Мероприятия сетевой организации выполнены (проверка выполнения ТУ)", 3),
        ("connected", "Документы о технологическом присоединении подписаны", 1),
    ],
)
def test_what_is_to_come_begins_with_the_next_stage(status: str, first: str, count: int) -> None:
    found = story.coming(status, is_small=True)

    assert found[0][0] == first
    assert len(found) == count
    assert all(sentence.endswith(".") for _, sentence in found)


@pytest.mark.parametrize("status", ["closed", "annulled", "rejected", "cancelled"])
def test_nothing_comes_after_the_end(status: str) -> None:
    assert story.coming(status, is_small=True) == ()


def a_told(status: str = "need_docs", whose: str | None = "consumer", **facts: object) -> Told:
    known = {"number": "2026-11-24-1-8", "title": "Заявка для физических лиц", "status": status}
    return Told(whose_turn=whose, **(known | facts))


HAPPENINGS = [
    moved("submitted", "draft", "consumer:ivanova", number="2026-11-24-1-8"),
    Happening(
        at=AT + timedelta(minutes=9),
        by="consumer:ivanova",
        code="corrected",
        is_status=False,
        differences=(Difference("Мощность", "12\xa0кВт", "14\xa0кВт"),),
    ),
    Happening(
        at=AT + timedelta(hours=3), by="office:Петрова", code="need_docs", is_status=True,
        before="review", comment="Нет\nплана", facts={"term": "2026-12-22"},
    ),
]  # fmt: skip


def test_the_office_reads_the_whole_case_in_order() -> None:
    remark = Remark(AT + timedelta(hours=2), "Письмо «Заявка подана» доставлено.")
    case = a_told(due_on=date(2026, 12, 22), assigned_to="Петрова")

    told = story.tell(case, HAPPENINGS, zone=TOMSK, today=AT.date(), remarks=[remark])

    assert [line.replace("\xa0", " ") for line in told] == [
        "Заявка 2026-11-24-1-8. Заявка для физических лиц.",
        "24.11.2026 в 12:04: Заявитель подал заявку. Кто: заявитель, вход ivanova.",
        "24.11.2026 в 12:13: Заявитель исправил отправленную заявку. Мощность: было «12 кВт»,"
        " стало «14 кВт». Кто: заявитель, вход ivanova.",
        "24.11.2026 в 14:04: Письмо «Заявка подана» доставлено.",
        "24.11.2026 в 15:04: У заявителя запрошены документы или уточнение сведений. Срок"
        " заявителя — до 22.12.2026. Пояснение: «Нет плана». Кто: Петрова.",
        "Сейчас: Требуются документы / уточнение сведений. Ход за заявителем до 22 декабря 2026 г."
        " Ведет Петрова.",
    ]


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        ({"due_on": date(2026, 11, 19)}, "Ход за заявителем, срок прошел 3 рабочих дня назад."),
        ({}, "Ход за заявителем, срок не установлен."),
        ({"whose": None, "status": "closed"}, "Работа по заявке завершена."),
    ],
)
def test_the_last_line_says_what_the_case_waits_for(facts, end: str) -> None:
    told = story.tell(a_told(**facts), [], zone=TOMSK, today=AT.date())

    assert told[-1].replace("\xa0", " ").endswith(end)
