"""The calculator's addresses: the page with its live part, JSON, and the description of JSON."""

from lk.calculator.routes import api, kept, page  # noqa: F401  # register their views
from lk.calculator.routes.blueprint import bp

__all__ = ["bp"]
