"""Names compared, not shown: «Проверить заявку» must not stumble over spelling (manual 4.6.4)."""

import re
import unicodedata

from lk.applications.catalogue.model import Answers

# Longer forms first: «публичное акционерное общество» holds «акционерное общество».
_FORMS = (
    "общество с ограниченной ответственностью",
    "публичное акционерное общество",
    "открытое акционерное общество",
    "закрытое акционерное общество",
    "непубличное акционерное общество",
    "акционерное общество",
    "общество с дополнительной ответственностью",
    "индивидуальный предприниматель",
    "глава крестьянского фермерского хозяйства",
    "крестьянское фермерское хозяйство",
    "садоводческое некоммерческое товарищество",
    "садовое некоммерческое товарищество",
    "огородническое некоммерческое товарищество",
    "товарищество собственников жилья",
    "товарищество собственников недвижимости",
    "потребительский кооператив",
    "производственный кооператив",
    "гаражно строительный кооператив",
    "гаражный кооператив",
    "жилищно строительный кооператив",
    "жилищный кооператив",
    "некоммерческое партнерство",
    "автономная некоммерческая организация",
    "федеральное государственное унитарное предприятие",
    "государственное унитарное предприятие",
    "муниципальное унитарное предприятие",
    *("ооо", "пао", "оао", "зао", "нао", "ао", "одо", "ип", "кфх", "снт", "днт", "онт", "тсж"),
    *("тсн", "пк", "гск", "гк", "жск", "нп", "ано", "фгуп", "гуп", "муп"),
)
_AT_START = re.compile(rf"(?:{'|'.join(_FORMS)}) (?=.)")
_AT_END = re.compile(rf"(?<=.) (?:{'|'.join(_FORMS)})\Z")


# Stresses over vowels, soft hyphens and other marks that nobody sees.
_DROPPED = {"Mn", "Cf"}


def lookup_key(text: str) -> str:
    """One spelling of ФИО or an organisation's name: equal keys mean the same name.

    Case, ё/е, й typed as two signs, spaces, all quotes, dashes, dots and commas do not matter,
    nor does the legal form at the beginning or the end, short or in full. A name of nothing but
    a legal form stays itself; text without a letter or digit gives «».
    """
    text = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    text = "".join(sign for sign in text if unicodedata.category(sign) not in _DROPPED)
    text = " ".join(re.sub(r"[\W_]+", " ", text).split())
    while (shorter := _without_form(text)) != text:
        text = shorter
    return text


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


def _without_form(text: str) -> str:
    if found := _AT_START.match(text):
        return text[found.end() :]
    if found := _AT_END.search(text):
        return text[: found.start()]
    return text
