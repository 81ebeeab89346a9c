import re
import unicodedata

LONGEST_STEM = 120
LONGEST_SHOWN, SHOWN_END = 60, 15
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{n}" for n in range(10)),
    *(f"lpt{n}" for n in range(10)),
}
_UNWANTED = re.compile(r'[<>:"|?*%&\\/;]+')


def clean_name(name: str, suffixes: tuple[str, ...]) -> str:
    """The consumer's file name made safe to show and to give back, with one of `suffixes`.

    Folders, control and direction signs, and what Windows refuses go; the words stay.
    """
    name = _printable(name)
    stem, suffix = name, ""
    for each in suffixes:
        if name.lower().endswith(each):
            stem, suffix = name[: -len(each)], each
            break
    stem = " ".join(_UNWANTED.sub("_", stem).split()).strip(" .")[:LONGEST_STEM].rstrip(" .")
    if not stem or stem.lower().split(".")[0] in _RESERVED:
        stem = f"документ {stem}".strip()
    return stem + (suffix or suffixes[0])


def renamed(name: str, suffixes: tuple[str, ...], suffix: str) -> str:
    """The same for a file that is kept as another kind: with `suffix` instead of its own."""
    found = clean_name(name, suffixes)
    old = next((each for each in suffixes if found.endswith(each)), "")
    return found.removesuffix(old) + suffix


def shown_name(name: str) -> str:
    """How a message calls a file that is not taken: clean, of 60 signs at most, its end kept."""
    name = " ".join(_printable(name).split())
    if len(name) > LONGEST_SHOWN:
        name = f"{name[: LONGEST_SHOWN - SHOWN_END - 1]}…{name[-SHOWN_END:]}"
    return name or "файл без имени"


def _printable(name: str) -> str:
    """Without folders, control and direction signs; all spaces as one kind."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if sign.isspace() else sign for sign in name)
    return "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
