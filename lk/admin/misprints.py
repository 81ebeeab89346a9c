"""`flask admin misprints …`: words that readers marked as wrong."""

from datetime import date

import click

from lk.admin import output
from lk.admin.operator import as_json, reads
from lk.admin.speech import Group
from lk.admin.types import DAY, WORDS, Whole, start_of
from lk.home import service

misprints = Group("misprints", help="Ошибки на страницах, о которых сообщили (Ctrl+Enter).")

TITLES = {"id": "№", "at": "Когда", "page": "Страница", "words": "Фрагмент", "comment": "Пояснение"}


@misprints.command("list")
@click.option("--since", type=DAY, help="Присланные с этого дня.")
@click.option("--text", type=WORDS, default="", help="Слова из фрагмента, пояснения, адреса.")
@click.option("--limit", type=Whole(1, 100_000), default=50, help="Сколько строк, до.")
@click.option("--before", type=Whole(1, 999_999_999), metavar="№", help="Раньше этого номера.")
@as_json
@reads("office.misprints_listed")
def show_all(since: date | None, text: str, limit: int, before: int | None, as_json: bool) -> None:
    """Показать сообщения об ошибках, новые сверху."""
    found = service.misprints(limit=limit, before_id=before, since=start_of(since), text=text)
    rows = [{key: getattr(each, key) for key in TITLES} for each in found]
    output.show_list(rows, TITLES, as_json=as_json, empty="Сообщений нет.")
