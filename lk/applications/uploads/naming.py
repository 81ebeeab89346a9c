import re
import unicodedata

LONGEST_STEM = 120
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
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if sign.isspace() else sign for sign in name)
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    stem, suffix = name, ""
    for each in suffixes:
        if name.lower().endswith(each):
            stem, suffix = name[: -len(each)], each
            break
    stem = " ".join(_UNWANTED.sub("_", stem).split()).strip(" .")[:LONGEST_STEM].rstrip(" .")
    if not stem or stem.lower().split(".")[0] in _RESERVED:
        stem = f"документ {stem}".strip()
    return stem + (suffix or suffixes[0])
