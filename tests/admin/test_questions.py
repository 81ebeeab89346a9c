import pytest

from tests import factories


@pytest.fixture
def thread(consumer):
    return factories.a_thread(consumer, "Когда подключат дом?")


def test_list_shows_what_waits_for_an_answer(ok, thread):
    output = ok("questions", "list")

    assert thread.public_id in output
    assert "Когда подключат дом?" in output
    assert "Иванова Анна Петровна" in output


def test_answered_question_leaves_the_list(ok, as_json, thread):
    ok("questions", "answer", thread.public_id, "Завтра")

    assert as_json("questions", "list") == []
    assert [row["id"] for row in as_json("questions", "list", "--state", "all")] == [
        thread.public_id
    ]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (("--text", "ПОДКЛЮЧАТ"), 1),
        (("--text", "счётчик"), 0),
        (("--since", "2026-11-24"), 1),
        (("--since", "2026-11-25"), 0),
        (("--limit", "1"), 1),
    ],
)
def test_list_is_filtered(clock, as_json, thread, filters, count):
    assert len(as_json("questions", "list", *filters)) == count


def test_thread_is_shown_with_both_sides(ok, thread):
    ok("questions", "answer", thread.public_id, "Завтра\nс утра", "--by", "Петрова")

    output = ok("questions", "show", thread.public_id)

    assert "Потребитель (ivanova)" in output
    assert "Специалист (Петрова)" in output
    assert "Завтра\nс утра" in output


def test_thread_is_found_by_the_number_of_its_application(ok, application, consumer):
    factories.a_thread(consumer, "О заявке", application_id=application.id)

    assert "О заявке" in ok("questions", "show", application.number)


def test_answer_reaches_the_consumer(ok, signed_in, thread, letters, audit_lines):
    audit_lines()

    ok("questions", "answer", thread.public_id, "Завтра", "--comment", "со слов бригады")

    page = signed_in.open("questions.thread", public_id=thread.public_id)
    lines = audit_lines()
    assert "Завтра" in page.text
    assert letters.last("ivanova@example.ru").subject == "Ответ специалиста"
    assert [line.event for line in lines] == ["question.answered"]
    assert lines[0].details["comment"] == "со слов бригады"


@pytest.mark.parametrize("command", [["show"], ["answer", "Текст"]])
def test_unknown_thread_is_refused_kindly(refused, command):
    assert "Переписки «нет-такой» нет" in refused(
        "questions", command[0], "нет-такой", *command[1:]
    )


def test_words_of_a_consumer_cannot_steer_the_terminal(ok, consumer):
    thread = factories.a_thread(consumer, "Привет\x1b[2J\x07 [bold]мир[/bold] {{7*7}}")

    output = ok("questions", "show", thread.public_id) + ok("questions", "list")

    assert "\x1b" not in output
    assert "\x07" not in output
    assert "[bold]мир[/bold] {{7*7}}" in output
