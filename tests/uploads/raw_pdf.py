"""PDF files written by hand, as no proper program would write them."""

from collections.abc import Mapping

PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def raw(changes: Mapping[int, bytes] | None = None, *, tail: bytes = b"") -> bytes:
    """A page with these objects in place of the usual 1 (catalog), 2 (pages), 3 (page), or more."""
    bodies = {1: CATALOG, 2: PAGES, 3: PAGE} | dict(changes or {})
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(bodies.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(bodies) + 1
    rows = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(1, size)
    )
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return bytes(out) + table + end + tail


def stream(data: bytes, words: bytes = b"") -> bytes:
    head = b"<< /Length %d %s >>\nstream\n" % (len(data), words)
    return head + data + b"\nendstream"


def updated(first: bytes, number: int, body: bytes) -> bytes:
    """`first` with one object changed by an incremental update: the old one lies there still."""
    place = len(first)
    out = first + b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    before = first.rindex(b"xref\n0 ")
    end = b"trailer\n<< /Size 9 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return out + table + end % (before, len(out))


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth
