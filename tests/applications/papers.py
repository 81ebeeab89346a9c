"""Files that are not what they should be, made on the spot."""

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image

Change = Callable[[pikepdf.Pdf], None]
PASSWORD = pikepdf.Encryption(owner="secret", user="secret")
RESTRICTED = pikepdf.Encryption(owner="secret", user="")


def pdf(change: Change | None = None, **options: object) -> bytes:
    """A page, changed before it is saved with `options` of pikepdf."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if change:
            change(document)
        document.save(out, **options)
    return out.getvalue()


def runs_a_script(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.Root.OpenAction = action


def starts_a_program(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    document.pages[0].Annots = pikepdf.Array([note])


def carries_a_file(document: pikepdf.Pdf) -> None:
    document.attachments["invoice.exe"] = b"MZ"


def is_a_dynamic_form(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Array([]), Fields=pikepdf.Array([]))


def opens_at_its_page(document: pikepdf.Pdf) -> None:
    """Harmless: most programs write it."""
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def opens_by_an_action(**action: object) -> Change:
    """The document does something by itself when it is opened."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(**action))

    return change


def acts_when_its_page_opens(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/")
    document.pages[0].AA = pikepdf.Dictionary(O=action)


def has_a_link(document: pikepdf.Pdf) -> None:
    """Harmless: nothing happens until somebody presses it."""
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    document.pages[0].Annots = pikepdf.Array([note])


def goes_to_its_page(document: pikepdf.Pdf) -> None:
    place = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=place)


def goes_to_its_page_and_on(document: pikepdf.Pdf) -> None:
    goes_to_its_page(document)
    document.Root.OpenAction.Next = pikepdf.Array(
        [pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/")]
    )


def picture(form: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (29, 78, 137)).save(out, form, **options)
    return out.getvalue()


def turned_with_a_place() -> bytes:
    """A JPEG as a telephone makes it: to be turned, and with a secret in its EXIF and comment."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "секретное место".encode().decode("latin-1")
    return picture("JPEG", exif=exif, comment=b"secret-comment")


def huge_png() -> bytes:
    """A few bytes that say they are 50 000 × 50 000 pixels."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def unfolding_pdf(megabytes: int = 1500) -> bytes:
    """A PDF whose objects unfold into more than any memory: two megabytes of compressed blanks."""
    packer = zlib.compressobj(9)
    blanks = b"5 0 ".ljust(1_000_000)
    packed = packer.compress(blanks)
    packed += b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes))
    packed += packer.flush()
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots 5 0 R >>",
        b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(packed), packed),
    ]
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"\0\0\0\0\0\0" + b"".join(b"\1" + place.to_bytes(4) + b"\0" for place in places)
    rows += b"\2" + (4).to_bytes(4) + b"\0" + b"\1" + len(out).to_bytes(4) + b"\0"
    table = b"<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Length %d >>" % len(rows)
    tail = b"6 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF"
    return out + tail % (table, rows, len(out))
