"""Columns by their names, as people write them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lk.tables.errors import TableError


@dataclass(frozen=True)
class Columns:
    """`places`: where each known column stands; `unknown`: names of the others."""

    places: Mapping[str, int]
    unknown: tuple[str, ...] = ()


def match(heading: Sequence[str], names: Mapping[str, Sequence[str]]) -> Columns:
    """`names`: the spellings of each column, any case and any spaces.

    Raises TableError for two columns of one name.
    """
    spelled = {plain(each): key for key, all_of in names.items() for each in (key, *all_of)}
    places: dict[str, int] = {}
    unknown = []
    for place, name in enumerate(heading):
        key = spelled.get(plain(name))
        if key is None:
            unknown += [name] if name.strip() else []
        elif key in places:
            both = f"«{heading[places[key]]}» и «{name}»"
            raise TableError(f"столбцы {both} — об одном и том же: оставьте один.")
        else:
            places[key] = place
    return Columns(places, tuple(unknown))


def plain(name: str) -> str:
    """A name without what does not tell columns apart: case, ё, spaces, underscores, an asterisk.

    «Дата показания*» and «дата_показания» are one.
    """
    words = name.replace("_", " ").replace("*", " ").split()
    return " ".join(words).casefold().replace("ё", "е").rstrip(" :.")
