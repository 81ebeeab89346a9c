"""Makes a JPEG of a HEIC in a process of its own: run by `heic.py`, reads stdin, writes stdout.

The decoder is large and old in parts; what it meets in a stranger's file ends this process and
nothing else. It imports nothing of the portal and is given no settings.
"""

import io
import resource
import sys
from typing import Any

FINE, BROKEN, TOO_MANY_PIXELS, UNABLE = 0, 12, 13, 14
MOST_PIXELS = 40_000_000
MEMORY = 1024 * 1024 * 1024
SECONDS = 20
# A JPEG of 40 megapixels that hides nothing takes some 20 MB.
MOST_SAID = 48 * 1024 * 1024
QUALITY = 90


def convert(data: bytes) -> tuple[int, bytes]:
    """The main picture upright, as a JPEG without EXIF and place; or why there is none."""
    try:
        import pillow_heif  # noqa: PLC0415  # after the limits are set
        from PIL import Image, ImageOps  # noqa: PLC0415
    except ImportError:
        return UNABLE, b""
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.THUMBNAILS = pillow_heif.options.AUX_IMAGES = False
    pillow_heif.options.DEPTH_IMAGES = False
    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # the cap below comes before anything is decoded
    with Image.open(io.BytesIO(data), formats=["HEIF"]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return TOO_MANY_PIXELS, b""
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        return FINE, _jpeg(picture, Image)


def _jpeg(picture: Any, images: Any) -> bytes:
    """On white where it is transparent; of what came with it only the colours' profile stays."""
    if picture.mode in {"RGBA", "LA", "RGBa"}:
        ground = images.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        whole = ground
    else:
        whole = picture if picture.mode in {"RGB", "L"} else picture.convert("RGB")
    profile = picture.info.get("icc_profile")
    whole.info = {}
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=QUALITY, icc_profile=profile)
    return out.getvalue()


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_SAID, MOST_SAID))
    try:
        verdict, jpeg = convert(sys.stdin.buffer.read())
        sys.stdout.buffer.write(jpeg)
        sys.stdout.buffer.flush()
    except Exception:  # a decoder meets broken bytes with whatever it likes
        return BROKEN
    return verdict


if __name__ == "__main__":
    sys.exit(main())
