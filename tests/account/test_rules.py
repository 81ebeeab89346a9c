"""Names, times and words of accounts: pure."""

from datetime import UTC, datetime, timedelta

import pytest

from lk.account import rules

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36"


@pytest.mark.parametrize(
    "login", ["ivan", "Ivan.Petrov", "a_b-c.d", "123", "иванов", "Ёлкин-2", "x" * 50, "a1b"]
)
def test_login_of_letters_digits_and_three_marks_is_accepted(login: str) -> None:
    problem = rules.login_problem(login)

    assert problem is None


@pytest.mark.parametrize(
    ("login", "words"),
    [
        ("", "от 3 до 50"),
        ("ab", "от 3 до 50"),
        ("x" * 51, "от 3 до 50"),
        ("ivan petrov", "без пробелов"),
        ("ivan@mail.ru", "без пробелов"),
        ("ivan\u200b", "без пробелов"),
        ("iv\u0430n", "только латинские"),
        (".ivan", "первым и последним"),
        ("ivan-", "первым и последним"),
        ("___", "первым и последним"),
    ],
)
def test_login_that_cannot_be_says_why(login: str, words: str) -> None:
    problem = rules.login_problem(login)

    assert problem is not None
    assert words in problem


@pytest.mark.parametrize(
    ("seen_minutes_ago", "age", "left"),
    [
        (0, timedelta(minutes=1), timedelta(minutes=30)),
        (4, timedelta(minutes=4), timedelta(minutes=26)),
        (5, timedelta(minutes=5), timedelta(minutes=30)),
        (29, timedelta(hours=1), timedelta(minutes=30)),
        (0, timedelta(hours=11, minutes=50), timedelta(minutes=10)),
    ],
)
def test_session_ends_half_an_hour_after_it_was_seen_and_after_twelve_hours(
    seen_minutes_ago: int, age: timedelta, left: timedelta
) -> None:
    seen_at = NOON - timedelta(minutes=seen_minutes_ago)

    ends_at = rules.ends_at(NOON - age, seen_at, NOON)

    assert ends_at - NOON == left


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_one_sender_is_an_address_or_the_network_of_a_household(address: str, network: str) -> None:
    found = rules.network_of(address)

    assert found == network


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 секунду"),
        (21, "21 секунду"),
        (59, "59 секунд"),
        (60, "1 минуту"),
        (61, "2 минуты"),
        (15 * 60, "15 минут"),
        (3600, "1 час"),
    ],
)
def test_wait_is_said_in_words_and_rounded_up(seconds: float, words: str) -> None:
    said = rules.in_words(timedelta(seconds=seconds))

    assert said.replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (CHROME, "Chrome, Windows"),
        (CHROME + " YaBrowser/26.1", "Яндекс Браузер, Windows"),
        (CHROME.replace("150.0", "151.0"), "Chrome, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("curl/8", "Другая программа"),
        ("", "Другая программа"),
    ],
)
def test_browser_is_named_without_its_version(user_agent: str, device: str) -> None:
    found = rules.device_of(user_agent)

    assert found == device


@pytest.mark.parametrize("typed", ["ABCD2345", "abcd2345", " abcd-2345 ", "ABCD 2345"])
def test_code_is_read_in_any_case_and_spacing(typed: str) -> None:
    code = rules.clean_code(typed)

    assert code == "ABCD2345"


def test_alphabet_of_codes_has_nothing_to_mistake() -> None:
    letters = set(rules.CODE_ALPHABET)

    assert letters.isdisjoint("0O1IL")
    assert all(char.isascii() and (char.isdigit() or char.isupper()) for char in letters)
    assert len(letters) ** rules.CODE_LENGTH > 2**38


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("person", "Кедрова Анна Сергеевна", "Анна Сергеевна"),
        ("person", "Кедрова Анна", "Анна"),
        ("person", "ivanova", "ivanova"),
        ("person", "Салим Оглы Кызы Петров", "Салим Оглы Кызы Петров"),
        ("organisation", "ООО Горсети Плюс", "ООО Горсети Плюс"),
        ("entrepreneur", "Кедрова Анна Сергеевна", "Кедрова Анна Сергеевна"),
    ],
)
def test_person_is_greeted_by_name_and_patronymic(kind: str, name: str, said: str) -> None:
    assert rules.greeting(kind, name) == said
