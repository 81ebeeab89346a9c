"""Files both ways, days of answers, and what needs no answer, by the command line."""

import hashlib
import json

import pytest

from lk.config import settings
from lk.questions import service
from tests import factories
from tests.factories import a_pdf
from tests.harness.cases import stored_file
from tests.harness.writing import start_writing


@pytest.fixture
def thread(consumer):
    return factories.a_thread(consumer, "Когда подключат дом?")


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "Схема ввода.pdf"
    path.write_bytes(a_pdf().content)
    return path


def in_the_store():
    return [path for path in settings().files_folder.rglob("*") if path.is_file()]


def test_answer_goes_with_files(ok, thread, scan, signed_in, letters):
    ok("questions", "answer", thread.public_id, "Вот схема", "--file", str(scan))

    page = signed_in.open("questions.thread", public_id=thread.public_id)
    assert signed_in.open_path(page.link("Схема ввода.pdf")).body == scan.read_bytes()
    assert "приложены файлы (1)" in letters.last("ivanova@example.ru").text


def test_bad_file_refuses_the_answer_in_words_and_leaves_nothing(refused, thread, tmp_path):
    bad = tmp_path / "Смета.docx"
    bad.write_bytes(b"PK\x03\x04")

    words = refused("questions", "answer", thread.public_id, "Вот", "--file", str(bad))

    assert "Смета.docx: Подойдут файлы" in words
    assert thread.messages_count == 1
    assert in_the_store() == []


def test_trial_of_an_answer_leaves_neither_words_nor_file(ok, thread, scan):
    output = ok("questions", "answer", thread.public_id, "Вот", "--file", str(scan), "--dry-run")

    assert "ничего не изменено" in output
    assert thread.messages_count == 1
    assert in_the_store() == []


def test_unknown_thread_with_a_file_is_refused_and_the_file_goes(refused, thread, scan):
    refused("questions", "answer", "нет-такой", "Вот", "--file", str(scan))

    assert in_the_store() == []


def test_files_of_a_thread_are_laid_out_with_their_sums(ok, consumer, clock, session, tmp_path):
    start_writing()
    kept = stored_file("message", "План.pdf", b"%PDF-1.4 plan")
    thread = service.ask(user=consumer, text="План", at=clock.now, files=[kept])
    session.commit()

    ok("questions", "files", thread.public_id, "--to", str(tmp_path / "out"))

    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    (file,) = manifest["files"]
    data = (tmp_path / "out" / file["file"]).read_bytes()
    assert manifest["thread"] == thread.public_id
    assert data == b"%PDF-1.4 plan"
    assert file["sha256"] == hashlib.sha256(data).hexdigest()


def test_thread_without_files_has_nothing_to_lay_out(refused, thread, tmp_path):
    assert "нет файлов" in refused(
        "questions", "files", thread.public_id, "--to", str(tmp_path / "out")
    )


def test_files_are_named_where_the_thread_is_shown(ok, as_json, thread, scan):
    ok("questions", "answer", thread.public_id, "Вот схема", "--file", str(scan))

    assert "Файл: Схема ввода.pdf" in ok("questions", "show", thread.public_id)
    last = as_json("questions", "show", thread.public_id)["messages"][-1]
    assert [each["name"] for each in last["files"]] == ["Схема ввода.pdf"]


def test_list_says_by_when_each_is_answered(as_json, thread):
    row = as_json("questions", "list")[0]

    assert (row["answer_by"], row["is_late"]) == ("2026-12-24", False)


@pytest.mark.parametrize(("days", "count"), [(30, 0), (31, 1)])
def test_late_ones_are_listed_apart(as_json, thread, clock, days, count):
    clock.forward(days=days)

    assert len(as_json("questions", "list", "--state", "overdue")) == count


def test_those_that_wait_stand_above_the_answered_ones(ok, as_json, consumer, clock):
    waiting = factories.a_thread(consumer, "Ждет")
    clock.forward(minutes=5)
    answered = factories.a_thread(consumer, "Отвечен")
    ok("questions", "answer", answered.public_id, "Да")

    rows = as_json("questions", "list", "--state", "all")

    assert [row["id"] for row in rows] == [waiting.public_id, answered.public_id]


def test_thanks_need_no_answer(ok, as_json, refused, thread, letters, audit_lines):
    audit_lines()

    ok("questions", "close", thread.public_id, "--comment", "Поблагодарили")

    assert [line.event for line in audit_lines()] == ["question.closed"]
    assert as_json("questions", "list") == []
    assert letters.to("ivanova@example.ru") == []
    assert "ничего не ждет ответа" in refused("questions", "close", thread.public_id)
