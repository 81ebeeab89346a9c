"""Real files, made on the spot: a PDF of one page, a JPEG, a PNG."""

from functools import cache
from io import BytesIO

import pikepdf
from PIL import Image


def pdf(text: str = "") -> bytes:
    """A page; `text` stands in it as a comment of the content stream, not compressed."""
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        content = f"% {text or 'page'}\nq Q\n".encode()
        document.pages[0].Contents = document.make_stream(content)
        # Else the file carries the second in which it was made, and is never the same twice.
        document.save(out, compress_streams=False, deterministic_id=True)
    return out.getvalue()


@cache
def jpeg() -> bytes:
    return _picture("JPEG")


@cache
def png() -> bytes:
    return _picture("PNG")


def _picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), (29, 78, 137)).save(out, kind)
    return out.getvalue()
