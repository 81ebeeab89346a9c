import pytest

from lk.applications.values import phone_by_eight, phone_words


@pytest.mark.parametrize(
    ("kept", "shown", "by_eight"),
    [
        ("+73822999718", "8 (3822) 999-718", "8 (3822) 999-718"),
        ("+79234567890", "+7 923 456-78-90", "8 (923) 456-78-90"),
        ("+74951234567", "+7 495 123-45-67", "8 (495) 123-45-67"),
        ("+78002505991", "+7 800 250-59-91", "8 (800) 250-59-91"),
        ("", "", ""),
        ("999-718", "999-718", "999-718"),
        ("+12025550123", "+12025550123", "+12025550123"),
    ],
)
def test_a_phone_is_written_as_people_in_tomsk_write_it(
    kept: str, shown: str, by_eight: str
) -> None:
    assert phone_words(kept).replace("\xa0", " ") == shown
    assert phone_by_eight(kept).replace("\xa0", " ") == by_eight


@pytest.mark.parametrize("kept", ["+73822999718", "+79234567890", "+74951234567"])
def test_no_russian_phone_in_a_table_looks_like_a_formula(kept: str) -> None:
    assert not phone_by_eight(kept).startswith(("+", "="))
