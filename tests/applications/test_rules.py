from datetime import date
from itertools import product

import pytest

from lk.applications import rules
from lk.applications.rules import Facts

DAY = date(2026, 11, 24)
ALL = Facts(date=DAY, number="7", due=DAY, progress=40, comment="Принято")

# Typed by hand from the table of statuses: code, label, tone, stage, next.
TABLE = """
draft | Черновик | wait | - | submitted
submitted | Заявка подана | info | 1 | registered cancelled
registered | Заявка зарегистрирована | info | 1 | review cancelled
review | На рассмотрении | info | 1 | need_docs offer_posted rejected cancelled
need_docs | Требуются документы / уточнение сведений | wait | 1 | review annulled cancelled
offer_posted | Направлены договор и технические условия | wait | 2 | contract annulled cancelled
contract | Договор заключен | ok | 3 | works
works | Выполнение мероприятий | info | 4 | ready
ready | Мероприятия сетевой организации выполнены (проверка выполнения ТУ) | info | 4 | connected
connected | Фактическое присоединение выполнено, напряжение подано | ok | 5 | closed
closed | Документы о технологическом присоединении подписаны | ok | 6 |
annulled | Заявка аннулирована | bad | - |
rejected | Отказ в рассмотрении | bad | - |
cancelled | Заявка отозвана заявителем | bad | - |
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
NEEDS = {
    "submitted": {"date", "number"},
    "registered": {"date", "number"},
    "need_docs": {"date", "comment"},
    "offer_posted": {"date"},
    "contract": {"date", "number"},
    "works": {"progress"},
    "ready": {"date"},
    "connected": {"date"},
    "closed": {"date", "number"},
    "annulled": {"comment"},
    "rejected": {"comment"},
}
ALLOWED = {(row[0], target) for row in ROWS for target in row[4].split()} | {("works", "works")}


@pytest.mark.parametrize(("code", "label", "tone", "stage", "following"), ROWS)
def test_status_is_as_the_table_says(code, label, tone, stage, following):
    found = rules.status(code)

    assert (found.label, found.tone) == (label, tone)
    assert found.stage == (None if stage == "-" else int(stage))
    assert found.next == tuple(following.split())
    assert found.is_final == (not following)
    assert (found.whose_turn is None) == found.is_final
    assert found.what_next
    assert set(found.needs) == NEEDS.get(code, set())


def test_there_are_no_other_statuses():
    assert list(rules.STATUSES) == [row[0] for row in ROWS]


def test_consumer_waits_for_nobody_in_three_statuses():
    waiting = [s.code for s in rules.STATUSES.values() if s.whose_turn == "consumer"]

    assert waiting == ["draft", "need_docs", "offer_posted"]


def test_small_applicants_read_other_words_for_the_offer():
    assert rules.status_label("offer_posted", is_small=True) == (
        "Размещены условия договора, ТУ и счёт"
    )
    assert rules.status_label("offer_posted") == "Направлены договор и технические условия"
    assert rules.status_label("review", is_small=True) == "На рассмотрении"


@pytest.mark.parametrize(
    ("current", "target"), list(product([row[0] for row in ROWS], rules.STATUSES))
)
def test_only_moves_of_the_table_are_allowed(current, target):
    if (current, target) in ALLOWED:
        assert rules.check_move(current, target, ALL) is None
        return

    with pytest.raises(rules.MoveRefused) as refused:
        rules.check_move(current, target, ALL)

    assert {(current, code) for code in refused.value.allowed} <= ALLOWED
    assert all(code in refused.value.message for code in refused.value.allowed)


def test_final_status_says_that_it_is_final():
    with pytest.raises(rules.MoveRefused, match="окончательный"):
        rules.check_move("closed", "draft", ALL)


@pytest.mark.parametrize(
    ("current", "target", "fact"),
    [
        (here, there, fact)
        for here, there in sorted(ALLOWED)
        for fact in sorted(NEEDS.get(there, ()))
    ],
)
@pytest.mark.parametrize("nothing", [None, " "])
def test_move_without_a_fact_is_refused(current, target, fact, nothing):
    known = {name: getattr(ALL, name) for name in ("date", "number", "due", "progress", "comment")}
    if nothing is None or isinstance(known[fact], str):
        known[fact] = nothing
    else:
        known[fact] = None

    with pytest.raises(rules.FactMissing) as refused:
        rules.check_move(current, target, Facts(**known))

    assert refused.value.fact == fact
    assert f"--{fact}" in str(refused.value)


@pytest.mark.parametrize("progress", [-1, 101])
def test_progress_is_in_per_cent(progress):
    with pytest.raises(rules.FactRefused) as refused:
        rules.check_move("works", "works", Facts(progress=progress))

    assert refused.value.fact == "progress"


@pytest.mark.parametrize("progress", [0, 100])
def test_progress_at_its_bounds_passes(progress):
    assert rules.check_move("contract", "works", Facts(progress=progress)) is None


def test_term_before_the_date_is_refused():
    facts = Facts(date=DAY, due=date(2026, 11, 23), comment="Нет плана")

    with pytest.raises(rules.FactRefused) as refused:
        rules.check_move("review", "need_docs", facts)

    assert refused.value.fact == "due"


def test_unknown_status_names_the_known_ones():
    with pytest.raises(rules.UnknownStatus, match="need_docs"):
        rules.check_move("review", "lost", ALL)


def test_asking_for_documents_is_of_today():
    facts = rules.complete_facts("need_docs", Facts(comment="Нет плана"), today=DAY)

    assert facts.date == DAY
    assert facts.due is None


def test_given_facts_are_kept():
    given = Facts(date=date(2026, 11, 20), due=date(2027, 1, 15))

    assert rules.complete_facts("need_docs", given, today=DAY) == given
    assert rules.complete_facts("contract", Facts(), today=DAY) == Facts()


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 3), 1, date(2026, 11, 5)),
        (date(2025, 12, 30), 1, date(2026, 1, 12)),
        (date(2025, 10, 31), 1, date(2025, 11, 1)),
    ],
)
def test_working_days_follow_the_russian_calendar(start, days, last):
    assert rules.working_days_after(start, days) == last


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        (rules.may_edit, {"draft", "need_docs"}),
        (rules.may_attach, {"draft", "need_docs"}),
        (rules.may_ask, set(rules.STATUSES) - {"draft"}),
        (
            rules.may_cancel,
            {"submitted", "registered", "review", "need_docs", "offer_posted"},
        ),
    ],
)
def test_rights_hang_on_the_status(rule, codes):
    assert {code for code in rules.STATUSES if rule(code)} == codes


def test_consumer_submits_sends_again_and_withdraws_until_the_contract():
    moves = {
        (a, b) for a in rules.STATUSES for b in rules.STATUSES if rules.consumer_may_move(a, b)
    }

    withdrawn = {
        (code, "cancelled")
        for code in ("submitted", "registered", "review", "need_docs", "offer_posted")
    }
    assert moves == {("draft", "submitted"), ("need_docs", "review")} | withdrawn
    assert moves <= ALLOWED


def test_incomplete_application_carries_its_problems():
    problem = rules.Problem("object", "obj_addr", "Заполните поле «Адрес объекта»", "required")

    error = rules.Incomplete([problem])

    assert error.problems == (problem,)
    assert "не до конца" in str(error)
