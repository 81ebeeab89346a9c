"""Names compared, not shown: «Проверить заявку» must not stumble over spelling (manual 4.6.4)."""

from lk.applications.catalogue.model import Answers
from lk.names import lookup_key

__all__ = ["lookup_key", "of_applicant", "person", "search_key"]


def person(last: str, first: str, middle: str | None = None) -> str:
    """«Фамилия Имя Отчество»; nothing stands for an absent отчество."""
    return " ".join(part for part in (last, first, middle) if part)


def of_applicant(answers: Answers) -> tuple[str, ...]:
    """All names by which «Проверить заявку» finds the application; the first one is shown.

    An organisation is found by its head's ФИО too, which stands in ЕГРЮЛ as its name does.
    """
    organisation = (answers.get("org_name"), answers.get("org_short"))
    names = [str(name) for name in organisation if name]
    last, first, middle = (answers.get(key) for key in ("last_name", "first_name", "middle_name"))
    if last and first:
        names.append(person(str(last), str(first), str(middle or "")))
    if head := answers.get("head_name"):
        names.append(str(head))
    return tuple(names)


def search_key(*texts: str | None) -> str:
    """What a search looks through: any case, ё as е, one space between words."""
    words = " ".join(text for text in texts if text)
    return " ".join(words.split()).casefold().replace("ё", "е")
