"""Pictures as telephones and scanners make them."""

from functools import cache
from io import BytesIO

import pikepdf
import pillow_heif
from PIL import Image

SECRET = "secret-device-name"
# The entrance of somebody's house.
PLACE = {1: "N", 2: (56.0, 29.0, 4.5), 3: "E", 4: (84.0, 57.0, 8.25)}
TURNED = 6


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = orientation, SECRET
    exif.get_ifd(0x8825).update(PLACE)
    return exif


def scene(width: int, height: int) -> Image.Image:
    """Red above, blue below, and a grain that keeps it from packing to nothing."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    picture.paste((30, 30, 200), (0, height // 2, width, height))
    grain = Image.effect_noise((width // 4 or 1, height // 4 or 1), 40).resize((width, height))
    return Image.blend(picture, grain.convert("RGB"), 0.25)


@cache
def phone_jpeg(width: int = 4032, height: int = 3024) -> bytes:
    """Twelve megapixels, lying on its side, with the place and the telephone's name."""
    out = BytesIO()
    scene(width, height).save(out, "JPEG", quality=85, exif=_exif(TURNED))
    return out.getvalue()


@cache
def heic(width: int = 320, height: int = 240, orientation: int = 1, more: int = 0) -> bytes:
    """A HEIC; with `more` pictures behind the main one."""
    out = BytesIO()
    first = scene(width, height)
    others = [Image.new("RGB", (width, height), "green")] * more
    file = pillow_heif.from_pillow(first)
    for each in others:
        file.add_from_pillow(each)
    file.save(out, quality=50, exif=_exif(orientation).tobytes())
    return out.getvalue()


def heic_that_says(width: int, height: int) -> bytes:
    """A small HEIC whose head claims to be as large as that."""
    whole = bytearray(heic())
    place = whole.index(b"ispe") + 8
    whole[place : place + 8] = width.to_bytes(4) + height.to_bytes(4)
    return bytes(whole)


@cache
def scan(pages: int = 3) -> bytes:
    """A PDF as a scanner makes it: a picture on each page."""
    out = BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            page = document.add_blank_page(page_size=(595, 842))
            jpeg = BytesIO()
            scene(620, 877).save(jpeg, "JPEG", quality=60)
            stream = document.make_stream(jpeg.getvalue())
            stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            stream.Width, stream.Height, stream.BitsPerComponent = 620, 877, 8
            stream.ColorSpace, stream.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=stream))
            page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")
        document.save(out)
    return out.getvalue()
