"""One rule by which names of people and organisations are the same, however they are spelled."""

import re
import unicodedata

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

# The dash within a double surname.
_DASH = re.compile(r"(?<=\w)\s*[-‐‑–—]\s*(?=\w)")


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


def surname_key(text: str) -> str:
    """The surname of «Фамилия И. О.», however it goes on; a double one is one word, with or without
    its dash. «» for text without a letter or digit.
    """
    return lookup_key(_DASH.sub("", text)).partition(" ")[0]


def _without_form(text: str) -> str:
    if found := _AT_START.match(text):
        return text[found.end() :]
    if found := _AT_END.search(text):
        return text[: found.start()]
    return text
