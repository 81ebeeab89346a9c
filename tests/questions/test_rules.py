import pytest

from lk.questions.rules import BrokenText, EmptyText, TextTooLong, check_text, tidy, title_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Когда?\r\nСпасибо \n", "Когда?\nСпасибо"),
        ("Да\rНет", "Да\nНет"),
        ("Раз\n\n\n\n\nДва", "Раз\n\nДва"),
        (None, ""),
        ("до\x1b[31m\x07\x9b2J\u202eпосле\u2066\u200f", "до[31m2Jпосле"),
        ("строка\tс отступом\x0b", "строка\tс отступом"),
        ("семья \U0001f469\u200d\U0001f467", "семья \U0001f469\u200d\U0001f467"),
    ],
)
def test_text_is_kept_without_blank_edges_and_gaps(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\r\n\r\n", "\t"])
def test_empty_text_is_refused(typed):
    with pytest.raises(EmptyText):
        check_text(typed)


@pytest.mark.parametrize("length", [1, 4000])
def test_text_within_the_limits_is_taken(length):
    assert check_text("я" * length) == "я" * length


def test_text_past_the_limit_is_refused_with_its_length():
    with pytest.raises(TextTooLong, match="4001"):
        check_text("я" * 4001)


@pytest.mark.parametrize("typed", ["а\0б", "а\ud800б"])
def test_text_that_no_database_keeps_is_refused(typed):
    with pytest.raises(BrokenText):
        check_text(typed)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Когда?", "Когда?"),
        ("Добрый день! Когда подключат?", "Когда подключат?"),
        ("Здравствуйте.\n\nКогда подключат дом", "Когда подключат дом"),
        ("Доброго дня", "Доброго дня"),
        ("Привет!", "Привет!"),
        ("Здравствуйте, Анна Петровна! Когда?", "Здравствуйте, Анна Петровна!"),
        ("Первая  строка\nи вторая", "Первая строка"),
        ("Когда включат? Ждём с утра.", "Когда включат?"),
        ("Дом в г. Томск, ул. Мира, 1 без света", "Дом в г. Томск, ул. Мира, 1 без света"),
        ("слово " * 40, ("слово " * 13).strip() + "…"),
        ("я" * 100, "я" * 80 + "…"),
    ],
)
def test_thread_is_called_by_the_first_words(text, title):
    assert title_of(text) == title
