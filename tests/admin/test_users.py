import pytest

from tests import factories


def test_list_shows_consumers_newest_first(as_json, consumer):
    factories.a_consumer("petrov", name="Петров Пётр", kind="entrepreneur")

    found = as_json("users", "list")

    assert [row["login"] for row in found] == ["petrov", "ivanova"]
    assert found[0]["kind"] == "Индивидуальный предприниматель"


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (("--status", "active"), 1),
        (("--status", "waiting"), 0),
        (("--text", "иванова анна"), 1),
        (("--text", "IVANOVA@"), 1),
        (("--text", "никто"), 0),
        (("--since", "2026-11-24"), 1),
        (("--since", "2026-11-25"), 0),
    ],
)
def test_list_is_filtered(clock, consumer, as_json, filters, count):
    assert len(as_json("users", "list", *filters)) == count


def test_card_shows_open_sessions(ok, signed_in):
    output = ok("users", "show", "ivanova")

    assert "ivanova@example.ru" in output
    assert "Открытые сеансы" in output
    assert "Firefox" in output


def test_consumer_is_found_by_the_address_too(ok, consumer):
    assert "ivanova" in ok("users", "show", "Ivanova@Example.ru")


@pytest.mark.parametrize(
    "command",
    [
        ["show", "nobody"],
        ["approve", "nobody"],
        ["block", "nobody"],
        ["unblock", "nobody"],
        ["logout", "nobody"],
        ["email", "nobody", "new@example.ru", "--proof", "паспорт"],
    ],
)
def test_unknown_login_is_refused_kindly(refused, audit_lines, command):
    said = refused("users", *command)

    assert "нет" in said
    assert [line.event for line in audit_lines()] == ["office.refused"]


def one_line(audit_lines, event):
    lines = audit_lines()
    assert [(line.event, line.actor, line.subject) for line in lines] == [
        (event, "office:Мальцева", "user:ivanova")
    ]
    return lines[0].details


def test_blocked_consumer_is_out_at_once_and_told_why(
    ok, signed_in, consumer, letters, audit_lines
):
    audit_lines()

    ok("users", "block", "ivanova", "--comment", "По заявлению владельца")

    page = signed_in.open("questions.index")
    assert page.path == "/lk/sign-in"
    assert "По заявлению владельца" in letters.last("ivanova@example.ru").text
    assert one_line(audit_lines, "account.blocked")["comment"] == "По заявлению владельца"
    assert consumer.is_blocked


def test_blocking_twice_is_refused(ok, refused, consumer, audit_lines):
    ok("users", "block", "ivanova")
    audit_lines()

    assert "уже" in refused("users", "block", "ivanova")
    assert [line.event for line in audit_lines()] == ["office.refused"]


def test_unblocked_consumer_is_told(ok, consumer, letters, audit_lines):
    ok("users", "block", "ivanova")
    audit_lines()

    ok("users", "unblock", "ivanova", "--comment", "Ошибка")

    assert letters.last("ivanova@example.ru").subject == "Учетная запись снова открыта"
    assert one_line(audit_lines, "account.unblocked")["comment"] == "Ошибка"


def test_unblocking_an_open_account_is_refused(refused, consumer):
    assert "не закрыта" in refused("users", "unblock", "ivanova")


def test_logout_ends_every_session_and_tells(
    as_json, signed_in, another_client, consumer, letters, audit_lines
):
    another_client.sign_in_as(consumer)
    audit_lines()

    found = as_json("users", "logout", "ivanova")

    assert found["sessions"] == 2
    assert signed_in.open("questions.index").path == "/lk/sign-in"
    assert another_client.open("questions.index").path == "/lk/sign-in"
    assert letters.last("ivanova@example.ru").subject == "Сеансы завершены"
    one_line(audit_lines, "account.signed_out_everywhere")


def test_lost_mailbox_is_replaced_with_two_letters(ok, signed_in, consumer, letters, audit_lines):
    audit_lines()

    ok("users", "email", "ivanova", "new@example.ru", "--proof", "паспорт, заявление № 5")

    details = one_line(audit_lines, "account.email_change_by_office")
    assert details["proof"] == "паспорт, заявление № 5"
    assert letters.to("new@example.ru")
    assert letters.to("ivanova@example.ru")
    assert consumer.email == "ivanova@example.ru"
    assert signed_in.open("questions.index").path == "/lk/sign-in"


@pytest.mark.parametrize("address", ["не адрес", "ivanova@example.ru", "taken@example.ru"])
def test_address_that_cannot_be_is_refused(refused, consumer, audit_lines, address):
    factories.a_consumer("petrov", email="taken@example.ru")
    audit_lines()

    assert "дрес" in refused("users", "email", "ivanova", address, "--proof", "паспорт")
    assert [line.event for line in audit_lines()] == ["office.refused"]


def test_mailbox_is_not_replaced_without_a_proof(misunderstood, refused, consumer):
    assert "--proof" in misunderstood("users", "email", "ivanova", "new@example.ru")
    assert "--proof" in refused("users", "email", "ivanova", "new@example.ru", "--proof", " ")


def test_registration_waits_for_the_office_when_told_to(
    client, ok, refused, settings_changed, letters, audit_lines, clock
):
    settings_changed(registration="manual")
    register(client)
    before = letters.to("novikov@example.ru")
    waiting = ok("users", "list", "--status", "waiting")
    audit_lines()

    ok("users", "approve", "novikov", "--comment", "Проверено")

    assert before == []
    assert "novikov" in waiting
    assert letters.to("novikov@example.ru")
    assert [line.event for line in audit_lines()] == ["account.approved"]
    assert "не ждет" in refused("users", "approve", "novikov")


def register(client):
    page = client.open("account.register")
    return page.submit(
        "Регистрация",
        **{
            "Логин": "novikov",
            "Пароль": factories.PASSWORD,
            "Повтор пароля": factories.PASSWORD,
            "Адрес электронной почты": "novikov@example.ru",
            "Подтверждение адреса электронной почты": "novikov@example.ru",
            "Вы": "Физическое лицо",
            "Телефон": "8 (3822) 999-718",
            "Условия предоставления услуг": "Согласен",
            "consent": True,
        },
    )
