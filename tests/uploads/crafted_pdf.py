"""Crafted PDF files: each with its name, and how it is made."""

import io
from collections.abc import Callable
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.applications.papers import unfolding_pdf
from tests.uploads.raw_pdf import CATALOG, nested, raw, stream, updated

Change = Callable[[pikepdf.Pdf], None]
URL = "https://example.org/"


def made(change: Change | None = None, **options: object) -> bytes:
    """A page of pikepdf's, changed before it is saved."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if change:
            change(document)
        document.save(out, **options)
    return out.getvalue()


def by_itself(**action: object) -> bytes:
    """Does this as soon as it is opened."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = Dictionary(**action)

    return made(change)


def with_note(**note: object) -> bytes:
    """Has this annotation on its page."""

    def change(document: pikepdf.Pdf) -> None:
        found = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **note)
        document.pages[0].Annots = Array([document.make_indirect(found)])

    return made(change)


def in_root(**entries: object) -> bytes:
    """Has these entries in its catalog."""

    def change(document: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            document.Root[f"/{key}"] = value

    return made(change)


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def link_that(action: Dictionary) -> bytes:
    return with_note(Subtype=Name.Link, A=action)


def with_an_attachment() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["invoice.exe"] = b"MZ"

    return made(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def in_packed_objects() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = document.make_indirect(script())

    return made(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@cache
def more_than_the_memory() -> bytes:
    """Of the process that judges it; less than a megabyte as a file."""
    return unfolding_pdf(800)


def torn_objects() -> bytes:
    """Packed objects whose packing is broken."""
    found = unfolding_pdf(1)
    place = found.index(b"stream\n") + 40
    return found[:place] + b"\xff" * 200 + found[place + 200 :]


def deep_actions() -> bytes:
    """A script behind so many harmless steps, each within the other, that a parser gives up."""
    steps, ends = b"<< /S /GoTo /Next " * 600, b" >>" * 600
    action = steps + b"<< /S /JavaScript /JS (1) >>" + ends
    return raw({1: CATALOG.replace(b">>", b"/OpenAction 4 0 R >>"), 4: action})


def many_objects() -> bytes:
    return raw({number: b"null" for number in range(4, 200_010)})


def page_is_its_own_parent() -> bytes:
    return raw({2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"})


def pages_go_round() -> bytes:
    return raw(
        {
            2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            4: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        }
    )


REFUSED_AS_ACTIVE: dict[str, Callable[[], bytes]] = {
    "a script runs when it is opened": lambda: by_itself(S=Name.JavaScript, JS="app.alert(1)"),
    "a script lies in the tree of names": lambda: in_root(
        Names=Dictionary(JavaScript=Dictionary(Names=Array(["a", script()])))
    ),
    "a script runs when it is printed": lambda: in_root(AA=Dictionary(WP=script())),
    "a script runs when a note is pressed": lambda: link_that(script()),
    "a script runs when a field loses focus": lambda: with_note(
        Subtype=Name.Text, AA=Dictionary(Bl=script())
    ),
    "a script follows a harmless step": lambda: by_itself(
        S=Name.GoTo, D=Array([0, Name.Fit]), Next=Array([script()])
    ),
    "a script lies in packed objects": in_packed_objects,
    "a script is written in other letters": lambda: raw(
        {1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /J#61vaScript /J#53 (1) >> >>"}
    ),
    "a script came with a later update": lambda: updated(
        raw(), 1, CATALOG.replace(b">>", b"/OpenAction << /S /JavaScript /JS (1) >> >>")
    ),
    "a bookmark runs a script": lambda: in_root(
        Outlines=Dictionary(First=Dictionary(Title="x", A=script()))
    ),
    "a program is started": lambda: link_that(Dictionary(S=Name.Launch, F="cmd.exe")),
    "a program is started when it is opened": lambda: by_itself(S=Name.Launch, F="cmd.exe"),
    "a file lies within": with_an_attachment,
    "a file hangs on a note": lambda: with_note(
        Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, F="a.exe")
    ),
    "a file within is gone to": lambda: link_that(Dictionary(S=Name.GoToE, D="x")),
    "a collection of files": lambda: in_root(
        Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))
    ),
    "a form that is a program": lambda: in_root(
        AcroForm=Dictionary(XFA=Array([]), Fields=Array([]))
    ),
    "a form is filled from elsewhere": lambda: link_that(Dictionary(S=Name.ImportData, F="x")),
    "a form is sent when it is opened": lambda: by_itself(S=Name.SubmitForm, F=URL),
    "an address is called when it is opened": lambda: by_itself(S=Name.URI, URI=URL),
    "another document is opened by itself": lambda: by_itself(S=Name.GoToR, F="\\\\host\\a.pdf"),
    "rich media lie on a page": lambda: with_note(Subtype=Name.RichMedia),
    "a film is played": lambda: with_note(Subtype=Name.Screen, A=Dictionary(S=Name.Rendition)),
    "a model in three dimensions": lambda: with_note(Subtype=Name("/3D")),
}

REFUSED_AS_LOCKED: dict[str, Callable[[], bytes]] = {
    "a password to open it": lambda: made(encryption=pikepdf.Encryption(owner="a", user="b")),
    "a password to print it": lambda: made(encryption=pikepdf.Encryption(owner="a", user="")),
    "an old weak password": lambda: made(encryption=pikepdf.Encryption(owner="a", user="b", R=4)),
}

REFUSED_AS_BROKEN: dict[str, Callable[[], bytes]] = {
    "no pages at all": lambda: raw({2: b"<< /Type /Pages /Kids [] /Count 0 >>"}),
    "pages that go round": pages_go_round,
    "a page that is its own parent": page_is_its_own_parent,
    "cut in the middle": lambda: raw()[:180],
    "its end is missing": lambda: raw().replace(b"%%EOF", b""),
    "only a head": lambda: b"%PDF-1.7\n%%EOF\n",
    "a page of the web with a PDF's head": lambda: b"%PDF-1.7\n<html><script>1</script>%%EOF",
    "packed objects that unfold into more than the memory": more_than_the_memory,
    "packed objects that do not unfold": torn_objects,
    "a script deeper than the parser looks": deep_actions,
    "two hundred thousand objects": many_objects,
    "lists in lists a thousand deep": lambda: raw({4: nested(1000)}),
    "noise in place of objects": lambda: raw({1: b"\0\xff" * 50, 2: b"<<<<", 3: b">>"}),
}

TAKEN: dict[str, Callable[[], bytes]] = {
    "opens at its page": lambda: by_itself(S=Name.GoTo, D=Array([0, Name.Fit])),
    "a link that waits to be pressed": lambda: link_that(Dictionary(S=Name.URI, URI=URL)),
    "words about JavaScript on the page": lambda: raw({4: stream(b"BT (/JavaScript /JS) Tj ET")}),
    "a table of places that is wrong by a few bytes": lambda: raw().replace(
        b"startxref\n", b"startxref\n1"
    ),
    "a page of the web behind its end": lambda: raw(tail=b"<html><script>1</script></html>"),
}
