"""Pages of meters: the section, «Мои приборы учета», «Добавить прибор учета»."""

from lk.meters.routes import (
    asking,
    binding,
    card,
    contracts,
    downloads,
    link,
    mine,
    proving,
    revoking,
    section,
    sending,
    table,
    table_cell,
    table_files,
)
from lk.meters.routes.asking import show_kept
from lk.meters.routes.blueprint import bp
from lk.meters.routes.table import show_kept_table

__all__ = [
    "asking",
    "binding",
    "bp",
    "card",
    "contracts",
    "downloads",
    "link",
    "mine",
    "proving",
    "revoking",
    "section",
    "sending",
    "show_kept",
    "show_kept_table",
    "table",
    "table_cell",
    "table_files",
]
