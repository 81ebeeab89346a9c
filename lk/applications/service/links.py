import re

from sqlalchemy import select
from sqlalchemy.orm import defer

from lk.applications.models import Application
from lk.db import db

_TOKEN = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")


def find_by_link(*, token: str) -> Application | None:
    """The application of a private link, its answers left shut; None for any other token.

    What cannot be a token asks the database nothing.
    """
    if not _TOKEN.fullmatch(token):
        return None
    query = select(Application).where(Application.link_token == token)
    shut = (defer(Application.draft_answers), defer(Application.final_answers))
    return db.session.scalar(query.options(*shut))
