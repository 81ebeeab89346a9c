"""A QR code of an address, as a drawing."""

from io import BytesIO

import segno


def qr_svg(url: str) -> str:
    """SVG with the quiet zone that readers need; level M stands a stain or a fold."""
    out = BytesIO()
    segno.make_qr(url, error="m", boost_error=False).save(
        out, kind="svg", border=4, xmldecl=False, svgns=True
    )
    return out.getvalue().decode()
