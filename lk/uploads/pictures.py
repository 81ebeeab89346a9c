import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps

from lk.uploads.errors import BrokenFile

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
MOST_PIXELS = 40_000_000
# A scan that was turned is packed anew; below this the letters of a passport begin to blur.
QUALITY = 95
# Of a PNG: the fastest; the usual one takes several times longer for a tenth of the size.
PACKING = 1
_NEEDED = {"icc_profile", "transparency", "dpi"}

# A thumbnail, in pixels and bytes; the qualities are tried until one fits.
THUMBNAIL_SIDE = 160
THUMBNAIL_BYTES = 8 * 1024
_QUALITIES = (75, 60, 45, 30, 15, 5)

# The cap below is ours, is lower, and comes before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
# Large blocks go back to the system at once; of the usual ones much stays with the process.
Image.core.set_block_size(64 * 1024 * 1024)  # type: ignore[attr-defined]  # is documented


class TooManyPixels(BrokenFile):
    message = (
        "Изображение слишком велико: больше 40\u00a0мегапикселей. Уменьшите его и приложите снова."
    )


@dataclass(frozen=True)
class Rebuilt:
    """A picture encoded anew, and a small JPEG of it."""

    stream: BinaryIO
    thumbnail: bytes


def rebuild(stream: BinaryIO, mime: str) -> Rebuilt:
    """The picture decoded and encoded anew: upright, without EXIF, place and other hidden data.

    Raises TooManyPixels before decoding, BrokenFile when it does not decode.
    """
    stream.seek(0)
    try:
        with Image.open(stream, formats=[FORMATS[mime]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels
            encoded = _encoded(picture, FORMATS[mime])
            return Rebuilt(encoded, _small(picture))
    except BrokenFile:
        raise
    except Exception as error:  # a decoder meets broken bytes with whatever it likes
        raise BrokenFile from error


def thumbnail_of(stream: BinaryIO) -> bytes:
    """The thumbnail of a JPEG that is ours already; leaves the stream at its beginning."""
    stream.seek(0)
    with Image.open(stream, formats=["JPEG"]) as picture:
        picture.draft("RGB", (THUMBNAIL_SIDE * 2, THUMBNAIL_SIDE * 2))
        small = _small(picture)
    stream.seek(0)
    return small


def _encoded(picture: Image.Image, form: str) -> BinaryIO:
    picture.load()
    is_turned = picture.getexif().get(0x0112, 1) != 1
    ImageOps.exif_transpose(picture, in_place=True)  # a copy would take as much memory again
    picture.info = {key: value for key, value in picture.info.items() if key in _NEEDED}
    out = io.BytesIO()
    if form == "PNG":
        picture.save(out, "PNG", compress_level=PACKING)
    elif is_turned or picture.format != "JPEG":
        picture.save(out, "JPEG", quality=QUALITY)
    else:
        picture.save(out, "JPEG", quality="keep")
    out.seek(0)
    return out


def _small(picture: Image.Image) -> bytes:
    """A JPEG of at most 160 × 160 pixels and 8 KB; the picture itself is used up."""
    if picture.mode in {"P", "1"}:
        # Made small without mixing their numbers, which are no colours.
        picture = picture.resize(_within(picture.size), Image.Resampling.NEAREST)
    elif picture.mode.startswith("I"):
        picture = picture.resize(_within(picture.size)).point(lambda value: value / 256)
    else:
        picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=2)
    flat = _flat(picture)
    for quality in _QUALITIES:
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= THUMBNAIL_BYTES:
            break
    return out.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """In plain colours, on white where it is transparent, with nothing else attached."""
    if picture.mode == "L":
        flat = picture.copy()
    elif "transparency" in picture.info or picture.mode in {"RGBA", "LA", "PA", "RGBa"}:
        top = picture.convert("RGBA")
        flat = Image.new("RGB", top.size, "white")
        flat.paste(top, mask=top.getchannel("A"))
    else:
        flat = picture.convert("RGB") if picture.mode != "I" else picture.convert("L")
    flat.info = {}
    return flat


def _within(size: tuple[int, int]) -> tuple[int, int]:
    most = max(size)
    if most <= THUMBNAIL_SIDE:
        return size
    width, height = (max(1, round(each * THUMBNAIL_SIDE / most)) for each in size)
    return width, height
