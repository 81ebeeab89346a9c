"""What stands in a reminder: whose meters, which links, and how it is switched off."""

from typing import Any

from lk.account.topics import find, topic_of
from lk.clock import now
from lk.db import db
from lk.meters import upkeep
from lk.meters.models import ContractBinding
from tests.factories import FIG20, a_consumer, a_contract, a_meter


def reminders(letters: Any, address: str) -> list[Any]:
    return [each for each in letters.to(address) if each.subject.startswith("Пора передать")]


def test_many_meters_are_named_ten_and_led_to_the_table(
    consumer: Any, letters: Any, clock: Any
) -> None:
    contract = a_contract(consumer)
    for _ in range(13):
        a_meter(contract)

    upkeep.remind(at=now())
    (letter,) = reminders(letters, consumer.email)

    links = [each for each in letter.paths if each.startswith("/lk/meters/link/")]
    assert (len(links), len(set(links))) == (10, 10)
    assert "И еще 3 прибора" in letter.text.replace("\xa0", " ")
    assert "/lk/meters/table" in letter.paths


def test_who_has_muted_readings_gets_none_and_can_mute_from_the_letter(
    consumer: Any, letters: Any, clock: Any, client: Any
) -> None:
    muted = a_consumer("petrova")
    muted.muted_topics = ["readings"]
    for each in (consumer, muted):
        a_meter(a_contract(each))

    upkeep.remind(at=now())
    (letter,) = reminders(letters, consumer.email)
    (path,) = [each for each in letter.paths if each.startswith("/lk/unsubscribe/")]
    client.open_path(path).submit("Отключить")

    assert reminders(letters, muted.email) == []
    assert path in letter.message["List-Unsubscribe"]
    db.session.expire_all()
    assert consumer.muted_topics == ["readings"]


def test_reminders_and_corrections_can_be_switched_off_and_refusals_cannot() -> None:
    assert topic_of("meters.reminder") == topic_of("meters.corrected") == find("readings")
    assert topic_of("meters.rejected") is None


def test_second_binder_reads_no_address_in_the_letter(
    consumer: Any, letters: Any, clock: Any
) -> None:
    a_meter(a_contract(consumer, bound={"sees_from": now().date()}), history=FIG20)

    upkeep.remind(at=now())
    (letter,) = reminders(letters, consumer.email)

    assert "г. Томск, …" in letter.text
    assert "Светлый" not in letter.text + letter.html


def test_strange_mailbox_gets_no_links(consumer: Any, letters: Any, clock: Any) -> None:
    """The address was changed between the letter's birth and its leaving."""
    before = consumer.email
    a_meter(a_contract(consumer))
    upkeep.remind(at=now())
    consumer.take_email("new@example.ru")

    (letter,) = reminders(letters, before)

    assert not [each for each in letter.paths if each.startswith("/lk/meters/link/")]
    assert "/lk/meters/mine" in letter.paths


def test_two_holders_of_one_contract_are_both_reminded_each_by_own_link(
    consumer: Any, letters: Any, clock: Any
) -> None:
    other, contract = a_consumer("petrova"), a_contract(consumer)
    a_meter(contract)
    db.session.add(ContractBinding(user_id=other.id, contract_id=contract.id, bound_at=now()))
    db.session.commit()

    written = upkeep.remind(at=now())

    paths = [
        next(path for path in each.paths if "/link/" in path)
        for address in (consumer.email, other.email)
        for each in reminders(letters, address)
    ]
    assert (written, len(set(paths))) == (2, 2)
