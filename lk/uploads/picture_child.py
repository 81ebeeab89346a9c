"""Encodes a JPEG or a PNG anew in a process of its own: run by `pictures.py`, which reads stdin and
answers on stdout: four bytes with the thumbnail's length, the thumbnail, the picture.

A decoder is large and old in parts; what it meets in a stranger's file ends this process and
nothing else. It imports nothing of the portal and is given no settings.
"""

import io
import resource
import sys

from PIL import Image, ImageOps

FINE, BROKEN, TOO_MANY_PIXELS = 0, 12, 13
FORMATS = ("JPEG", "PNG")
MOST_PIXELS = 40_000_000
MEMORY = 512 * 1024 * 1024
SECONDS = 10
# A PNG of 40 megapixels that hides nothing, packed fast.
MOST_SAID = 192 * 1024 * 1024
HEAD = 4
# A scan that was turned is packed anew; below this the letters of a passport begin to blur.
QUALITY = 95
# Of a PNG: the fastest; the usual one takes several times longer for a tenth of the size.
PACKING = 1
_NEEDED = {"icc_profile", "transparency", "dpi"}

# A thumbnail, in pixels and bytes; the qualities are tried until one fits.
THUMBNAIL_SIDE = 160
THUMBNAIL_BYTES = 8 * 1024
_QUALITIES = (75, 60, 45, 30, 15, 5)

# The cap above is ours, is lower, and comes before anything is decoded.
Image.MAX_IMAGE_PIXELS = None


def rebuilt(data: bytes) -> tuple[int, bytes, bytes]:
    """FINE with the picture upright, without EXIF, place and other hidden data, and its thumbnail;
    or why there is none.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return TOO_MANY_PIXELS, b"", b""
        encoded = _encoded(picture, picture.format or "")
        return FINE, encoded, small(picture)


def _encoded(picture: Image.Image, form: str) -> bytes:
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
    return out.getvalue()


def small(picture: Image.Image) -> bytes:
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


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_SAID, MOST_SAID))
    try:
        verdict, picture, thumbnail = rebuilt(sys.stdin.buffer.read())
        out = sys.stdout.buffer
        out.write(len(thumbnail).to_bytes(HEAD, "big"))
        out.write(thumbnail)
        out.write(picture)
        out.flush()
    except Exception:  # a decoder meets broken bytes with whatever it likes
        return BROKEN
    return verdict


if __name__ == "__main__":
    sys.exit(main())
