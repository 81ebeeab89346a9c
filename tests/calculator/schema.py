"""As much of JSON Schema 2020-12 as openapi.json uses: what is wrong with a value, by place."""

import re
from collections.abc import Iterator
from typing import Any

KNOWN = {
    "$ref", "type", "properties", "required", "additionalProperties", "items", "enum", "const",
    "pattern", "anyOf", "description", "examples", "format", "default",
}  # fmt: skip
TYPES = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}


def problems(schema: dict[str, Any], value: Any, document: Any, at: str = "$") -> Iterator[str]:
    unknown = schema.keys() - KNOWN
    assert not unknown, f"{at}: this check knows nothing of {unknown}"
    if "$ref" in schema:
        yield from problems(referred(schema["$ref"], document), value, document, at)
    if "anyOf" in schema:
        tries = [list(problems(each, value, document, at)) for each in schema["anyOf"]]
        if all(tries):
            yield f"{at}: fits none of {tries}"
    yield from _plain(schema, value, at)
    if isinstance(value, dict):
        yield from _members(schema, value, document, at)
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from problems(schema.get("items", {}), each, document, f"{at}[{place}]")


def referred(path: str, document: Any) -> dict[str, Any]:
    found = document
    for step in path.removeprefix("#/").split("/"):
        found = found[step]
    return found


def _plain(schema: dict[str, Any], value: Any, at: str) -> Iterator[str]:
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        yield f"{at}: {value!r} is no {schema['type']}"
    if "enum" in schema and not any(value is each or value == each for each in schema["enum"]):
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "pattern" in schema and not (isinstance(value, str) and re.search(schema["pattern"], value)):
        yield f"{at}: {value!r} does not look like {schema['pattern']}"


def _members(schema: dict[str, Any], value: Any, document: Any, at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    yield from (f"{at}: no {each}" for each in schema.get("required", ()) if each not in value)
    if schema.get("additionalProperties") is False:
        yield from (f"{at}: {each} is not described" for each in value.keys() - known.keys())
    for name, each in known.items():
        if name in value:
            yield from problems(each, value[name], document, f"{at}.{name}")
