"""`flask admin meters readings`: what consumers sent, by state, month and contract."""

from typing import Any

import pytest

from tests.factories import a_contract, a_meter, a_reading


@pytest.fixture
def sent(consumer: Any, clock: Any) -> dict[str, Any]:
    first, second = a_contract(consumer, "38005843"), a_contract(consumer, "38006120")
    day = clock.now.date()
    return {
        "old": a_reading(
            a_meter(first, "720021"),
            consumer,
            74_525,
            period="2026-10",
            state="rejected",
            reason="Не подтверждено",
        ),
        "new": a_reading(
            a_meter(second, "097113", zones=2),
            consumer,
            75_425,
            311,
            taken_on=day,
            answer="insist",
            channel="link",
        ),
    }


@pytest.mark.parametrize(
    ("options", "meters"),
    [
        ((), ["097113", "720021"]),
        (("--state", "rejected"), ["720021"]),
        (("--period", "2026-11"), ["097113"]),
        (("--contract", "3800 5843"), ["720021"]),
        (("--number", "097113"), ["097113"]),
        (("--since", "2026-11-24"), ["097113", "720021"]),
        (("--since", "2026-11-25"), []),
        (("--until", "2026-11-23"), []),
        (("--limit", "1"), ["097113"]),
    ],
)
def test_readings_are_narrowed_newest_first(
    as_json: Any, sent: Any, options: Any, meters: list[str]
) -> None:
    found = as_json("meters", "readings", *options)

    assert [each["meter"] for each in found] == meters


def test_row_tells_the_whole_way(as_json: Any, sent: Any) -> None:
    new, old = as_json("meters", "readings")

    assert (new["values"], new["answer"], new["channel"]) == (["75425", "311"], "insist", "link")
    assert (new["login"], new["state"], new["file"]) == ("ivanova", "sent", None)
    assert (old["state_label"], old["reason"]) == ("Отклонено", "Не подтверждено")


def test_answer_and_channel_are_told_in_words(ok: Any, sent: Any) -> None:
    said = ok("meters", "readings")

    assert "Все верно, показание проверено" in said
    assert "по ссылке" in said


def test_older_ones_follow(runner: Any, as_json: Any, sent: Any) -> None:
    first = runner("meters", "readings", "--limit", "1")
    after = first.stderr.rsplit(" ", 1)[1].strip()

    rest = as_json("meters", "readings", "--after", after)

    assert [each["meter"] for each in rest] == ["720021"]
