import io
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

# The cap below is ours, is lower, and comes before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
# Large blocks go back to the system at once; of the usual ones much stays with the process.
Image.core.set_block_size(64 * 1024 * 1024)  # type: ignore[attr-defined]  # is documented


class TooManyPixels(BrokenFile):
    message = (
        "Изображение слишком велико: больше 40\u00a0мегапикселей. Уменьшите его и приложите снова."
    )


def rebuild(stream: BinaryIO, mime: str) -> BinaryIO:
    """The picture decoded and encoded anew: upright, without EXIF, place and other hidden data.

    Raises TooManyPixels before decoding, BrokenFile when it does not decode.
    """
    stream.seek(0)
    try:
        with Image.open(stream, formats=[FORMATS[mime]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels
            return _encoded(picture, FORMATS[mime])
    except BrokenFile:
        raise
    except Exception as error:  # a decoder meets broken bytes with whatever it likes
        raise BrokenFile from error


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
