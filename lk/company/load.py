"""Reads the company's file. Whoever edits it is no programmer: each error names the key."""

import dataclasses
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from flask import current_app

from lk.company.model import Company, Examples, Readings
from lk.company.prose import Prose, ProseError, Span, parse, tie
from lk.contacts import parse_phone

Table = TypeVar("Table")

DEFAULT_FILE = Path(__file__).with_name("gorseti.toml")

WEB = re.compile(r"https?://[^\s]+")
DIAL = re.compile(r"\+?[0-9]{3,15}")
ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
CADASTRE = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{6,7}:[0-9]{1,10}")
INDEX = re.compile(r"[1-6][0-9]{5}, .+")
STATIC = re.compile(r"[\w-]+(/[\w-]+)*\.svg")
THIRD_PROOFS = ("surname", "none")


class CompanyFileError(Exception):
    """The company's file is missing or wrong: the message (Russian) names the key and the cure."""


def company() -> Company:
    """The company whose file was read when the application started."""
    loaded: Company = current_app.extensions["company"]
    return loaded


def load(path: Path) -> Company:
    """The company described by the TOML file at `path`, or `CompanyFileError`."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CompanyFileError(f"Файл компании «{path}» не открывается: {_why(error)}.") from error
    except UnicodeDecodeError as error:
        raise CompanyFileError(f"Файл компании «{path}» сохранен не в UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise CompanyFileError(f"Файл компании «{path}» не разобрать: {error}.") from error
    try:
        loaded = _table(Company, table, "")
        _check(loaded)
    except CompanyFileError as error:
        raise CompanyFileError(f"Файл компании «{path}»: {error}") from None
    return loaded


def _why(error: OSError) -> str:
    known = {FileNotFoundError: "нет такого файла", PermissionError: "нет прав на чтение"}
    return known.get(type(error), error.strerror or type(error).__name__)


def require_endpoints(company: Company, known: Collection[str]) -> None:
    """Each page that a text of the file links to exists; to be called once all pages are known."""
    for span in _spans_of(company):
        if span.endpoint and span.endpoint not in known:
            raise CompanyFileError(
                f"Файл компании: ссылка «{span.text}» ведет на страницу «@{span.endpoint}», "
                "а такой в кабинете нет."
            )


def _table(kind: type[Table], table: Any, key: str) -> Table:
    """A dataclass from a TOML table whose keys are the names of its fields."""
    if not isinstance(table, dict):
        raise CompanyFileError(f"ключ «{key}»: нужна таблица [{key}].")
    hints = get_type_hints(kind)
    known = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for name in table:
        if name not in known:
            raise CompanyFileError(f"ключ «{_join(key, name)}» лишний: нет ли в имени опечатки?")
    values = {}
    for name, field in known.items():
        if name in table:
            values[name] = _value(hints[name], table[name], _join(key, name))
        elif field.default is field.default_factory is dataclasses.MISSING:
            raise CompanyFileError(f"нет ключа «{_join(key, name)}»: добавьте его.")
    return kind(**values)


def _value(kind: Any, value: Any, key: str) -> Any:
    if kind == Prose:
        return _prose(value, key)
    if kind is ZoneInfo:
        return _zone(value, key)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _table(kind, value, key)
    if get_origin(kind) is tuple:
        return _many(get_args(kind)[0], value, key)
    if get_origin(kind) is Mapping:
        return _named(get_args(kind)[1], value, key)
    return _plain(kind, value, key)


def _plain(kind: Any, value: Any, key: str) -> Any:
    if type(value) is not kind:
        raise CompanyFileError(f"ключ «{key}»: нужно {WORDS[kind]}, а стоит {value!r}.")
    if kind is not str:
        return value
    if not value.strip():
        raise CompanyFileError(f"ключ «{key}» пуст: впишите значение.")
    return tie(value.strip())


WORDS = {
    str: "слово в кавычках",
    bool: "true или false",
    int: "целое число без кавычек",
    date: "число вида 2026-11-01",
}


def _many(kind: Any, value: Any, key: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise CompanyFileError(f"ключ «{key}»: нужен список, хотя бы из одной записи.")
    return tuple(_value(kind, one, f"{key}[{at}]") for at, one in enumerate(value, start=1))


def _named(kind: Any, value: Any, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise CompanyFileError(f"ключ «{key}»: нужна таблица [{key}].")
    return {name: _value(kind, one, _join(key, name)) for name, one in value.items()}


def _prose(value: Any, key: str) -> Prose:
    if not isinstance(value, str):
        raise CompanyFileError(f"ключ «{key}»: нужен текст в кавычках.")
    try:
        return parse(value)
    except ProseError as error:
        raise CompanyFileError(f"ключ «{key}»: {error}.") from error


def _zone(value: Any, key: str) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (KeyError, OSError, ValueError) as error:
        raise CompanyFileError(
            f"ключ «{key}»: часового пояса «{value}» нет; нужно имя вида Asia/Tomsk."
        ) from error


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _check(company: Company) -> None:
    """What a type cannot say: the form of addresses, numbers, names of zones, codes once each."""
    _require(STATIC.fullmatch(company.logo), "logo", "нужен путь к svg внутри static")
    _require(1 <= company.answer_days <= 365, "answer_days", "нужно число дней от 1 до 365")
    for key, url in _addresses(company):
        _require(WEB.fullmatch(url), key, "нужен адрес вида https://…")
    for line in company.all_phones:
        _require(
            DIAL.fullmatch(line.dial), "dial", f"у «{line.title}» нужны цифры вида +73822999908"
        )
    _check_examples(company.examples)
    _check_readings(company.readings)
    _require(
        company.binding.third_proof in THIRD_PROOFS, "binding.third_proof", "нужно surname или none"
    )
    for chapter in company.instruction:
        _require(ANCHOR.fullmatch(chapter.anchor), "anchor", "нужны латинские буквы, цифры и дефис")
    _once("instruction.anchor", [chapter.anchor for chapter in company.instruction])
    _once("suppliers.code", [supplier.code for supplier in company.suppliers])


def _check_examples(examples: Examples) -> None:
    """An example that the portal itself refuses would mislead."""
    _require(
        CADASTRE.fullmatch(examples.cadastre),
        "examples.cadastre",
        "нужен номер вида 70:21:0100001:123",
    )
    _require(parse_phone(examples.phone), "examples.phone", "нужен телефон вида +7 (3822) 999-718")
    for name, text in (("index", examples.index), ("address", examples.address)):
        _require(INDEX.fullmatch(text), f"examples.{name}", "нужен адрес, который начат с индекса")


def _check_readings(readings: Readings) -> None:
    for days in (*readings.homes, *readings.others):
        for name in ("opens", "closes"):
            is_day = 1 <= getattr(days, name) <= 31
            _require(is_day, f"readings.{name}", "нужно число месяца от 1 до 31 (31 — последнее)")


def _require(fact: object, key: str, advice: str) -> None:
    if not fact:
        raise CompanyFileError(f"ключ «{key}»: {advice}.")


def _once(key: str, values: list[str]) -> None:
    twice = next((value for value in values if values.count(value) > 1), None)
    _require(twice is None, key, f"значение «{twice}» стоит дважды")


def _addresses(company: Company) -> Iterator[tuple[str, str]]:
    yield "site_url", company.site_url
    for link in company.top_menu:
        yield f"top_menu «{link.title}»", link.url
    for group in company.side_links:
        for link in group.links:
            yield f"side_links «{link.title}»", link.url
    for act in company.acts:
        if act.url:
            yield f"acts «{act.title[:40]}…»", act.url


def _spans_of(part: Any) -> Iterator[Span]:
    """All spans anywhere under a dataclass or a tuple."""
    if isinstance(part, Span):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _spans_of(one)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from _spans_of(getattr(part, field.name))
