import pytest


@pytest.fixture
def reported(clock, client):
    """Two misprints, on one day and on the next."""
    for words, comment in (("каринка", "картинка"), ("малако", "")):
        page = client.open("home.misprint_form", page="/lk/help")
        page.submit("Отправить", **{"Текст с ошибкой": words, "Что не так": comment})
        clock.forward(days=1)


def test_misprints_are_listed_newest_first(reported, as_json, ok):
    assert [row["words"] for row in as_json("misprints", "list")] == ["малако", "каринка"]
    assert "каринка" in ok("misprints", "list")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--since", "2026-11-25"), ["малако"]),
        (("--since", "26.11.2026"), []),
        (("--text", "КАРИНКА"), ["каринка"]),
        (("--text", "картинка"), ["каринка"]),
        (("--text", "/lk/help"), ["малако", "каринка"]),
        (("--text", "%"), []),
        (("--limit", "1"), ["малако"]),
        (("--before", "2"), ["каринка"]),
    ],
)
def test_misprints_are_filtered(reported, as_json, filters, found):
    assert [row["words"] for row in as_json("misprints", "list", *filters)] == found
