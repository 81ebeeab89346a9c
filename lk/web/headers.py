"""Headers of every answer: no inline script or style, no caching of private pages, no framing."""

from flask import Flask, Response, request

from lk.config import Settings

CSP = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"
ONE_YEAR = 31_536_000


def init_headers(app: Flask, found: Settings) -> None:
    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if found.is_secure:
            response.headers["Strict-Transport-Security"] = HSTS
        if request.endpoint == "static":
            _cache_for_ever(response)
        else:
            response.headers.setdefault("Cache-Control", "no-store")
            response.vary.update(["Cookie", "HX-Request"])
        return response


def _cache_for_ever(response: Response) -> None:
    """A static file's address changes with its content (`static_url`)."""
    if response.status_code == 200 and request.args.get("v"):
        response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
