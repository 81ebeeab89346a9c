"""Acceptance checks of what leaves the portal, who may see it, and the traces of the office."""

import csv
import io
import json

import pytest

from lk.applications import service
from tests.factories import a_thread, an_application, another_consumer


def test_16_csv_of_applications_opens_with_cyrillic(consumer, runner, tmp_path):
    an_application(consumer)
    target = tmp_path / "заявки.csv"

    done = runner(
        "applications", "export", "--format", "csv", "--output", str(target), "--personal"
    )

    assert done.exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(target.read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert any("Томск" in cell for cell in rows[1])


def test_18_twenty_guesses_in_a_minute_are_throttled(client, consumer):
    number = an_application(consumer).number
    page = client.open("applications.check")

    answers = [
        page.submit("Проверить заявку", **{"Номер заявки": number, "ФИО": f"Иванов Иван {n}"})
        for n in range(20)
    ]

    assert answers[-1].status == 429
    assert consumer.email not in answers[-1].text
    assert all("Мира" not in answer.text for answer in answers)


def test_18_twenty_numbers_of_one_address_are_throttled_too(client, consumer):
    number = an_application(consumer).number
    page = client.open("applications.check")

    answers = [
        page.submit(
            "Проверить заявку", **{"Номер заявки": f"2020-01-10-{n}-5", "ФИО": "Иванов Иван"}
        )
        for n in range(100, 121)
    ]
    right = page.submit("Проверить заявку", **{"Номер заявки": number, "ФИО": "Иванов Иван"})

    assert [answer.status for answer in answers[:19]] == [422] * 19
    assert answers[-1].status == right.status == 429


def test_18_right_pair_shows_four_rows_and_nothing_else_of_the_case(client, consumer):
    case = an_application(consumer)
    personal = {case.object_address, consumer.email, consumer.phone, case.public_id}

    page = client.open("applications.check").submit(
        "Проверить заявку", **{"Номер заявки": case.number, "ФИО": case.applicant_name}
    )

    assert list(page.facts) == ["Номер заявки", "Статус заявки", "В связи с", "Тип заявки"]
    assert [each for each in personal if each in str(page.soup.select_one("main"))] == []


@pytest.mark.parametrize(
    "endpoint", ["card", "files", "question", "preview", "documents", "receipt", "resume"]
)
def test_19_another_persons_case_is_not_found(signed_in, endpoint):
    case = an_application(another_consumer())

    page = signed_in.open(f"applications.{endpoint}", public_id=case.public_id)

    assert page.status == 404


def test_19_another_persons_file_is_not_found(signed_in):
    other = another_consumer()
    case = an_application(other)
    (document, *_) = service.documents_of(case)

    page = signed_in.open(
        "applications.document", public_id=case.public_id, document_id=document.public_id
    )

    assert page.status == 404


@pytest.mark.parametrize(
    ("command", "options", "event"),
    [
        (
            "status",
            ["registered", "--number", "ТП-1", "--date", "2026-11-24"],
            "application.status",
        ),
        ("assign", ["Петров"], "application.assigned"),
        ("note", ["Позвонить после обеда"], "application.noted"),
        ("document", ["plan", "accept"], "application.document_accepted"),
        ("document", ["plan", "reject", "--comment", "Нечетко"], "application.document_rejected"),
        ("answer", ["Завтра"], "question.answered"),
    ],
)
def test_20_act_of_the_office_leaves_its_line_in_the_audit(
    consumer, runner, clock, command, options, event
):
    case = an_application(consumer)
    a_thread(consumer, application_id=case.id, title="Заявка")

    done = runner("applications", command, case.number, *options, "--by", "О. Мальцева")
    lines = json.loads(runner("audit", "list", "--json").stdout)

    assert done.exit_code == 0, done.output
    assert (event, "office:О. Мальцева") in [(each["event"], each["actor"]) for each in lines]
