"""What telephones and scanners make: upright, without place and name, counted, made small."""

import io
from typing import Any

import pytest
from PIL import Image

from lk import uploads
from lk.applications import rules
from lk.uploads.heic import BrokenHeic, HeicFile
from lk.uploads.picture_child import THUMBNAIL_BYTES
from lk.uploads.pictures import TooManyPixels
from tests.applications import papers
from tests.harness import photos


def judged(name: str, content: bytes) -> uploads.Clean:
    return uploads.inspect(name, io.BytesIO(content))


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def is_red(colour: Any) -> bool:
    red, _, blue = colour
    return bool(red > blue)


def tells_nothing(data: bytes) -> bool:
    exif = opened(data).getexif()
    hidden = (b"Exif", b"http://ns.adobe.com", photos.SECRET.encode())
    return not exif and not exif.get_ifd(0x8825) and not any(each in data for each in hidden)


@pytest.mark.asvs("14.2.8")
def test_a_photo_from_a_phone_is_upright_and_tells_no_place() -> None:
    found = judged("IMG_20261124.jpg", photos.phone_jpeg())

    kept = found.stream.read()
    assert opened(kept).size == (3024, 4032)
    assert not is_red(opened(kept).getpixel((5, 5)))
    assert tells_nothing(kept)
    assert tells_nothing(found.thumbnail or b"")


def test_a_heic_becomes_a_jpeg_under_its_own_name() -> None:
    found = judged("IMG_0001.HEIC", photos.heic())

    kept = found.stream.read()
    assert (found.name, found.content_type) == ("IMG_0001.jpg", "image/jpeg")
    assert (opened(kept).format, opened(kept).size) == ("JPEG", (320, 240))
    assert is_red(opened(kept).getpixel((160, 20)))
    assert not is_red(opened(kept).getpixel((160, 220)))
    assert tells_nothing(kept)


def test_a_heic_that_lay_on_its_side_is_upright() -> None:
    found = judged("a.heif", photos.heic(orientation=photos.TURNED))

    kept = opened(found.stream.read())
    assert kept.size == (240, 320)
    assert is_red(kept.getpixel((220, 160)))
    assert not is_red(kept.getpixel((20, 160)))


def test_of_several_pictures_in_a_heic_the_main_one_is_taken() -> None:
    found = judged("burst.heic", photos.heic(more=2))

    red, green, _ = opened(found.stream.read()).getpixel((160, 20))
    assert red > green


@pytest.mark.asvs("5.2.6")
def test_a_heic_that_says_it_is_huge_is_refused_before_it_is_opened() -> None:
    with pytest.raises(TooManyPixels, match="40"):
        judged("a.heic", photos.heic_that_says(50_000, 50_000))


@pytest.mark.parametrize(
    "content",
    [photos.heic()[:-400], photos.heic()[:200], photos.heic()[:60] + b"\xff" * 2000],
    ids=["cut short", "head only", "noise"],
)
def test_a_broken_heic_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(BrokenHeic, match="Сохраните его как JPEG"):
        judged("a.heic", content)


def test_a_heic_under_another_name_is_refused() -> None:
    with pytest.raises(rules.WrongFileType):
        judged("a.jpg", photos.heic())


def test_where_no_heic_can_be_opened_one_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lk.uploads.heic.ask", lambda *_, **__: uploads.children.Answer(14, b""))

    with pytest.raises(HeicFile, match="Наиболее совместимые"):
        judged("a.heic", photos.heic())


@pytest.mark.parametrize("said", [b"", b"<html>", b"\x89PNG"], ids=str)
def test_what_is_no_jpeg_is_not_taken_from_the_converter(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lk.uploads.heic.ask", lambda *_, **__: uploads.children.Answer(0, said))

    with pytest.raises(BrokenHeic):
        judged("a.heic", photos.heic())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", papers.picture("JPEG", (3000, 2000))),
        ("a.png", papers.picture("PNG", (3000, 2000))),
        ("a.heic", photos.heic(600, 400)),
        ("tiny.png", papers.picture("PNG", (3, 2))),
        ("line.png", papers.picture("PNG", (5000, 1))),
    ],
)
def test_a_picture_comes_with_a_small_one(name: str, content: bytes) -> None:
    small = judged(name, content).thumbnail or b""

    assert opened(small).format == "JPEG"
    assert max(opened(small).size) <= 160
    assert len(small) <= THUMBNAIL_BYTES


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_colours_has_a_small_picture(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (400, 300)).save(out, "PNG")

    small = judged("a.png", out.getvalue()).thumbnail or b""

    assert opened(small).size == (160, 120)


def test_what_is_transparent_is_white_when_it_is_small() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(out, "PNG")

    small = judged("a.png", out.getvalue()).thumbnail or b""

    assert opened(small).getpixel((80, 60)) == (255, 255, 255)


def test_a_noisy_picture_has_a_small_one_that_is_small() -> None:
    out = io.BytesIO()
    bands = [Image.effect_noise((160, 160), 200) for _ in range(3)]
    Image.merge("RGB", bands).save(out, "PNG")

    small = judged("a.png", out.getvalue()).thumbnail or b""

    assert len(small) <= THUMBNAIL_BYTES


@pytest.mark.parametrize(("content", "pages"), [(papers.pdf(), 1), (photos.scan(3), 3)])
def test_pages_of_a_pdf_are_counted(content: bytes, pages: int) -> None:
    found = judged("скан.pdf", content)

    assert (found.pages, found.thumbnail) == (pages, None)


@pytest.mark.parametrize("said", [b"", b"-1\n", b"12345678\n", b"3", b"3\n4\n", "٣\n".encode()])
def test_a_number_of_pages_that_is_none_is_not_believed(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lk.uploads.pdf.ask", lambda *_, **__: uploads.children.Answer(0, said))

    with pytest.raises(rules.BrokenFile):
        judged("a.pdf", papers.pdf())


def test_a_child_that_says_too_much_or_takes_too_long_is_stopped(tmp_path: Any) -> None:
    talker = tmp_path / "talker.py"
    talker.write_text(
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))\n"
        "sys.stdout.write('9' * 100000)\n"
    )
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time\ntime.sleep(30)\n")

    talked = uploads.children.ask(str(talker), b"", seconds=10)

    assert talked is not None
    assert (talked.code != 0, len(talked.said) <= 16) == (True, True)
    assert uploads.children.ask(str(sleeper), b"", seconds=1) is None
