"""The pages of the account; one file an occasion, all on one blueprint."""

from lk.account.routes import (  # noqa: F401  # each adds its views
    letters,
    my_data,
    notices,
    recovery,
    registration,
    secret,
    sign_in,
    texts,
    unsubscribe,
    withdrawal,
)
from lk.account.routes.blueprint import bp

__all__ = ["bp"]
