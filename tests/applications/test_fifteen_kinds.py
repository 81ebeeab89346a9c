"""Each of the fifteen kinds goes through all its steps to a number, with a photo and a scan."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from lk.applications.catalogue import kind
from tests.applications.answers import CODES, documents_for
from tests.applications.walking import attach, begin, fill, walk
from tests.client import Client
from tests.harness.controls import File

PHONE, PAGES = (4000, 3000), 3


@pytest.fixture(scope="module")
def photo() -> File:
    """A picture as a telephone takes it: twelve megapixels, turned, with its place and time."""
    noise = Image.effect_noise((400, 300), 60).convert("RGB").resize(PHONE)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Phone"
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    noise.save(out, "JPEG", quality=80, exif=exif)
    return File("IMG_20261124_120455.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture(scope="module")
def scan() -> File:
    """A scan of several pages: each is one picture, nothing is text."""
    out = BytesIO()
    with pikepdf.new() as document:
        for shade in range(PAGES):
            page = document.add_blank_page(page_size=(595, 842))
            picture = BytesIO()
            Image.new("L", (1240, 1754), 200 + shade).save(picture, "JPEG")
            page.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(Im0=_image(document, picture.getvalue()))
            )
            page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        document.save(out)
    return File("Скан.pdf", out.getvalue(), "application/pdf")


def _image(document: pikepdf.Pdf, jpeg: bytes) -> pikepdf.Stream:
    stream = document.make_stream(jpeg)
    facts = {"Type": "/XObject", "Subtype": "/Image", "Filter": "/DCTDecode"}
    for key, name in facts.items():
        stream[f"/{key}"] = pikepdf.Name(name)
    stream.Width, stream.Height, stream.BitsPerComponent = 1240, 1754, 8
    stream.ColorSpace = pikepdf.Name.DeviceGray
    return stream


@pytest.mark.parametrize("code", CODES)
def test_a_kind_goes_through_all_its_steps_to_a_number(
    signed_in: Client, code: str, photo: File, scan: File
) -> None:
    page = walk(signed_in, code, {"photo": photo, "scan": scan})

    assert page.status == 200
    assert page.facts["Номер заявки"].startswith("20")
    card = signed_in.open("applications.index").click("г. Томск, ул. Мира, д. 1")
    assert kind(code).title in card.text


@pytest.mark.parametrize("code", CODES)
def test_an_empty_kind_names_what_is_missing_step_by_step(signed_in: Client, code: str) -> None:
    page = begin(signed_in, code)

    for step in ("requisites", "object", "technical"):
        refused = page.submit("Далее")
        assert refused.status == 422
        assert any(line.startswith("Заполните поле") for line in refused.errors)
        page = fill(refused, code, step)
        assert not page.errors
    refused = attach(page, code, {}) if not documents_for(code) else page.submit("Далее")
    assert any(line.startswith("Приложите документ") for line in refused.errors)


@pytest.mark.parametrize("code", ["fl-15", "ul-670", "ip-tmp"])
def test_what_was_filled_in_is_there_again(signed_in: Client, code: str) -> None:
    page = fill(begin(signed_in, code), code, "requisites")

    back: Any = page.submit("Назад")

    assert back.field("phone").value == "8 (3822) 999-718"
    assert back.field("reason").value
