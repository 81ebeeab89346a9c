"""«Версия для слабовидящих»: kept in a cookie, worn as classes of the page."""

from dataclasses import dataclass

from flask import request

COOKIE = "lk_sight"
SIZES = ("100", "150", "200")
SCHEMES = ("normal", "light", "dark", "blue")


@dataclass(frozen=True)
class Sight:
    size: str = "100"
    scheme: str = "normal"
    spacing: bool = False
    images: bool = True

    @property
    def is_on(self) -> bool:
        return self != Sight()

    @property
    def classes(self) -> str:
        """The classes of <html>, e.g. `sight-150 scheme-dark sight-spacing`."""
        found = [f"sight-{self.size}"] if self.size != "100" else []
        found += [f"scheme-{self.scheme}"] if self.scheme != "normal" else []
        found += ["sight-spacing"] if self.spacing else []
        found += ["sight-no-images"] if not self.images else []
        return " ".join(found)

    def to_cookie(self) -> str:
        return f"{self.size}.{self.scheme}.{int(self.spacing)}.{int(self.images)}"


def from_cookie(text: str) -> Sight:
    """What the cookie says; anything unknown is the ordinary view."""
    parts = text.split(".")
    if len(parts) != 4 or parts[0] not in SIZES or parts[1] not in SCHEMES:
        return Sight()
    return Sight(parts[0], parts[1], parts[2] == "1", parts[3] != "0")


def current_sight() -> Sight:
    return from_cookie(request.cookies.get(COOKIE, ""))
