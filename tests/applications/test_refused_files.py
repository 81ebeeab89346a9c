"""What the page of documents says of files that were not taken, whatever they are called."""

from typing import Any

import pytest

from lk.applications import service
from lk.applications.service import Refusal
from lk.uploads import shown_name
from tests.applications.wizard import a_draft, at_documents
from tests.client import Client
from tests.factories import a_pdf
from tests.harness.controls import File

MOST_OF_A_COOKIE = 4096


def wrong(name: str) -> File:
    return File(name, b"x", "application/msword")


def noise(place: int) -> str:
    """A name of 110 letters that does not pack well."""
    return "".join(chr(0x430 + (place * 7 + sign * sign * 13) % 32) for sign in range(110)) + ".doc"


def test_back_with_many_refused_files_names_three_of_them(signed_in: Client) -> None:
    files = [wrong(f"{place}.doc") for place in range(30)]

    page = at_documents(signed_in).submit("Назад", file_plan=files)

    assert page.path.endswith("/technical")
    (words,) = page.flashes
    assert words.startswith("0.doc: ")
    assert "2.doc: " in words
    assert "3.doc" not in words
    assert words.endswith("и еще 27 файлов.")


def test_back_with_many_refused_files_keeps_the_cookie_small(signed_in: Client) -> None:
    files = [wrong(noise(place)) for place in range(30)]

    answer = at_documents(signed_in).submit("Назад", file_plan=files, follow=False)

    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    assert max(len(each) for each in cookies) < MOST_OF_A_COOKIE / 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("План.doc", "План.doc"),
        ("C:\\Users\\я\\план.doc", "план.doc"),
        ("\u202efdp.\0пл\x1bан.doc", "fdp.план.doc"),
        ("a\r\nb.doc", "a b.doc"),
        ("\0", "файл без имени"),
        ("", "файл без имени"),
    ],
)
def test_a_refused_file_is_called_by_a_clean_name(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_long_name_is_shortened_in_the_middle() -> None:
    shown = shown_name("я" * 4000 + " лист 7.doc")

    assert len(shown) == 60
    assert shown.startswith("яяя")
    assert shown.endswith("я лист 7.doc")
    assert "…" in shown


def test_a_refusal_about_a_file_never_holds_its_raw_name() -> None:
    found = Refusal.of("plan", "\u202e" + "я" * 4000, "Файл пуст.")

    assert len(found.name) == 60
    assert "\u202e" not in found.name


def test_the_page_shows_the_clean_name(signed_in: Client) -> None:
    page = at_documents(signed_in).submit("Загрузить План", file_plan=wrong("\u202efdp\x1b.doc"))

    assert page.field("file_plan").error.startswith("fdp.doc: Подойдут файлы")


def test_upload_without_a_chosen_file_asks_for_one(signed_in: Client) -> None:
    page = at_documents(signed_in).submit("Загрузить Копия паспорта")

    assert page.status == 422
    assert page.field("file_passport").error == "Выберите файл"
    assert not page.field("file_plan").is_refused


def test_upload_takes_what_was_chosen_elsewhere(signed_in: Client) -> None:
    page = at_documents(signed_in).submit("Загрузить План", file_own=a_pdf("Выписка.pdf"))

    assert page.status == 200
    assert page.has_link("Выписка.pdf")


@pytest.mark.parametrize("odd", ["\0", "0" * 26 + "\0", "ю" * 26, "'", "0" * 5000])
def test_odd_names_of_a_file_to_remove_remove_nothing(
    signed_in: Client, consumer: Any, odd: str
) -> None:
    draft = a_draft(consumer)
    page = signed_in.open("applications.documents", public_id=draft.public_id)
    token = page.soup.find("input", {"name": "csrf_token"})["value"]

    answer = signed_in.post(page.path, [("csrf_token", token), ("remove", odd)])

    assert answer.status == 200
    assert len(service.documents_of(draft)) == 3


@pytest.mark.parametrize("odd", ["\0", "ю", "0" * 5000])
def test_an_odd_edge_of_the_list_shows_a_list(signed_in: Client, odd: str) -> None:
    page = signed_in.open_path("/lk/applications/", query={"before": odd})

    assert page.status == 200
    assert page.h1 == "Мои заявки"
