"""Texts of the company's file: a few marks of plain text become blocks that a template draws.

Blocks are split by an empty line. ``## `` starts a heading, ``- `` and ``1. `` start the items of
a list, anything else is a paragraph. ``[words](target)`` is a link; a target is a page of the
portal (``@meters.add``), an address on the web, ``mailto:`` or ``tel:``. Nothing else is markup,
so no text can bring HTML into a page.
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "bullets", "numbers"]

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
TARGET = re.compile(r"@[a-z_]+\.[a-z_]+|https?://\S+|mailto:\S+|tel:\+?[0-9]+")
NUMBERED = re.compile(r"[0-9]+\. ")

_AFTER_SHORT_WORD = re.compile(
    r"(?<![\w.])(г|гг|ул|пр|пер|д|стр|кв|каб|ст|п|ч|им|№|N)(\.?) (?=[\w«(])"
)
_BEFORE_UNIT = re.compile(
    r"(?<=\d) (?=(?:кВт|кВ|МБ|кБ|м|км|минут\w*|час\w*|дн\w+|рабоч\w+|год\w*|лет|руб\w*)\b)"
)
_BEFORE_DASH = re.compile(r" (?=—)")


class ProseError(ValueError):
    """A text of the file cannot be read; the message says what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one kind. `to` is empty for plain words, ``@endpoint`` or an address for a link."""

    text: str
    to: str = ""

    @property
    def endpoint(self) -> str:
        """The page of the portal this link leads to, or an empty string."""
        return self.to[1:] if self.to.startswith("@") else ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph (one item) or a list (an item a line)."""

    kind: Kind
    items: tuple[Spans, ...]


Prose = tuple[Block, ...]


def tie(text: str) -> str:
    """The same words with no-break spaces: after «г.», «ул.», «№», before a unit and a dash."""
    text = _AFTER_SHORT_WORD.sub("\\1\\2\N{NO-BREAK SPACE}", text)
    text = _BEFORE_UNIT.sub("\N{NO-BREAK SPACE}", text)
    return _BEFORE_DASH.sub("\N{NO-BREAK SPACE}", text)


def parse(text: str) -> Prose:
    """Blocks of a text; raises `ProseError` for an empty text or a link that leads nowhere."""
    blocks = tuple(_block(part) for part in re.split(r"\n\s*\n", text.strip()) if part.strip())
    if not blocks:
        raise ProseError("текст пуст")
    return blocks


def plain(prose: Prose) -> str:
    """The words alone, a line an item: for letters and for a fingerprint of the text."""
    return "\n".join("".join(span.text for span in item) for block in prose for item in block.items)


def _block(part: str) -> Block:
    lines = [line.strip() for line in part.strip().splitlines()]
    first = lines[0]
    if first.startswith("## "):
        return Block("heading", (_spans(" ".join(lines)[3:]),))
    if first.startswith("- "):
        return Block("bullets", tuple(_spans(item[2:]) for item in _items(lines, "- ")))
    if NUMBERED.match(first):
        items = _items(lines, NUMBERED)
        return Block("numbers", tuple(_spans(NUMBERED.sub("", item, count=1)) for item in items))
    return Block("paragraph", (_spans(" ".join(lines)),))


def _items(lines: list[str], mark: str | re.Pattern[str]) -> list[str]:
    """Lines joined to items: a line without the mark goes on the item above it."""
    items: list[str] = []
    for line in lines:
        starts = line.startswith(mark) if isinstance(mark, str) else bool(mark.match(line))
        if starts:
            items.append(line)
        else:
            items[-1] = f"{items[-1]} {line}"
    return items


def _spans(text: str) -> Spans:
    spans: list[Span] = []
    at = 0
    for link in LINK.finditer(text):
        words, target = link.groups()
        if not TARGET.fullmatch(target):
            raise ProseError(
                f"ссылка «{words}» ведет на «{target}»: нужна страница кабинета вида @meters.add, "
                "адрес https://…, mailto:… или tel:+7…"
            )
        spans += [Span(tie(text[at : link.start()])), Span(tie(words), target)]
        at = link.end()
    spans.append(Span(tie(text[at:])))
    return tuple(span for span in spans if span.text)
