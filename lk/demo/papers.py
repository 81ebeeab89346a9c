"""The demo's documents: small real PDF and JPEG files, drawn here, of nobody."""

import io
from typing import BinaryIO

import pikepdf
from PIL import Image, ImageDraw

# A plan of a plot in PDF points: its border, a house, the line from a pole to the house.
_PLAN = b"""
1.2 w 90 180 410 480 re S
0.93 0.95 0.97 rg 210 330 150 120 re B
[6 4] 0 d 40 620 m 360 450 l S [] 0 d
36 616 8 8 re B
0.6 w 130 240 60 40 re S 420 560 50 70 re S
BT /F1 12 Tf 0 g 225 385 Td (VRU 0,4 kV) Tj ET
BT /F1 12 Tf 50 640 Td (L = 38 m) Tj ET
BT /F1 12 Tf 90 150 Td (1 : 500) Tj ET
"""
_A4 = (595, 842)


def plan() -> BinaryIO:
    return _pdf(_PLAN)


def extract() -> BinaryIO:
    """A picture of a sheet with a table, as one photographs an extract from the register."""
    picture = Image.new("RGB", (700, 990), "#f6f5f1")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((150, 60, 550, 80), fill="#5d6470")
    for row in range(11):
        top = 140 + row * 62
        pen.rectangle((60, top, 640, top + 62), outline="#8d949e", width=2)
        pen.line((250, top, 250, top + 62), fill="#8d949e", width=2)
        pen.line((80, top + 30, 220 - row % 3 * 20, top + 30), fill="#9aa1ab", width=8)
        pen.line((270, top + 30, 600 - row % 4 * 60, top + 30), fill="#b4bac2", width=8)
    pen.ellipse((470, 860, 570, 960), outline="#4a63a8", width=5)
    return _jpeg(picture)


def passport() -> BinaryIO:
    """A picture in the shape of a passport's page, without a face or a word."""
    picture = Image.new("RGB", (900, 640), "#f3ece4")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 880, 620), outline="#9b6a5f", width=3)
    pen.rectangle((60, 120, 300, 440), fill="#d9d2ca", outline="#9b6a5f", width=2)
    pen.ellipse((130, 170, 230, 290), fill="#c3bab0")
    pen.rounded_rectangle((95, 310, 265, 440), 60, fill="#c3bab0")
    for row in range(6):
        pen.line((350, 150 + row * 52, 830 - row % 3 * 90, 150 + row * 52), fill="#8a8178", width=4)
    for row in range(2):
        pen.line((60, 530 + row * 40, 840, 530 + row * 40), fill="#b7aca1", width=10)
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> BinaryIO:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    out.seek(0)
    return out


def _pdf(drawing: bytes) -> BinaryIO:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=_A4)
    page.Contents = document.make_stream(drawing)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    return out
