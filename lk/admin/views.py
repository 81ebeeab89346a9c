"""Saved views of `applications list`: filters, columns and order under a name, for all operators.

They lie in `LK_INSTANCE/office/views.json`. Words that were searched for are not kept: they may
be somebody's name.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lk.admin.columns import is_column
from lk.admin.filters import NAMES
from lk.admin.speech import Refused
from lk.admin.writing import new_file, one_at_a_time
from lk.config import settings

_DAYS = ("since", "until")
_MANY = ("status", "kind", "group", "category")

View = dict[str, Any]
"""`filters` as `narrowed` gives them, `columns` by name (may be none), `sort` («»: the usual)."""


def load(name: str) -> View:
    """Refused when there is none by that name."""
    found = load_all()
    if name not in found:
        known = ", ".join(f"«{each}»" for each in found) or "пока ни одного"
        raise Refused(f"Вида «{name}» нет. Есть: {known}. Сохранить: list … --save ИМЯ.")
    return found[name]


def load_all() -> dict[str, View]:
    """All views by name, in the order of the alphabet."""
    try:
        found = json.loads(_file().read_text("utf-8"))
        return {name: _read(view) for name, view in sorted(found.items())}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(f"Файл видов {_file()} испорчен: исправьте или удалите его.") from error


def save(name: str, view: View, *, over: bool) -> None:
    """Refused when the name is another view's, unless `over`, or when words are searched for."""
    if "text" in view["filters"]:
        raise Refused(
            "Слова поиска (--text) в вид не сохраняются: в них бывают имена. Сохраните вид без"
            " них и добавляйте --text к --view."
        )
    with one_at_a_time(_file().parent):
        known = load_all()
        if known.get(name) not in (None, view) and not over:
            raise Refused(f"Вид «{name}» уже есть и он другой. Заменить его: --force.")
        _write(known | {name: view})


def forget(name: str) -> None:
    with one_at_a_time(_file().parent):
        load(name)
        _write({each: view for each, view in load_all().items() if each != name})


def words_of(view: View) -> str:
    """The view as the options that it stands for."""
    words = [f"--{name}{_value(value)}" for name, value in view["filters"].items()]
    if view["columns"]:
        words.append(f"--columns {','.join(view['columns'])}")
    return " ".join([*words, *([f"--sort {view['sort']}"] if view["sort"] else [])])


def _value(value: Any) -> str:
    if value is True:
        return ""
    return f" {','.join(value) if isinstance(value, tuple) else value}"


def _read(kept: Mapping[str, Any]) -> View:
    """A column that is no more is left out; what is no filter is a mistake of the file."""
    filters = dict(kept["filters"])
    if not set(filters) <= set(NAMES):
        raise ValueError("not a filter")
    for name in filters.keys() & set(_DAYS):
        filters[name] = date.fromisoformat(filters[name])
    for name in filters.keys() & set(_MANY):
        filters[name] = tuple(filters[name])
    columns = tuple(each for each in kept["columns"] if is_column(each))
    return {"filters": filters, "columns": columns, "sort": str(kept["sort"])}


def _write(views: Mapping[str, View]) -> None:
    text = json.dumps(views, ensure_ascii=False, indent=2, default=date.isoformat)
    with new_file(_file(), over=True) as out:
        out.write(f"{text}\n".encode())


def _file() -> Path:
    return settings().instance / "office" / "views.json"
