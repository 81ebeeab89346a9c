from typing import Any

import pytest
from flask import Flask

from tests.harness.world import World, a_world


def pytest_assertrepr_compare(op: str, left: Any, right: Any) -> list[str] | None:
    """`assert found == []` lists all that was found, not only the first."""
    if op == "==" and right == [] and isinstance(left, list):
        return ["nothing of this kind, but there is:", *(f"  {each}" for each in left)]
    return None


@pytest.fixture
def world(app: Flask) -> World:
    """A consumer with a draft, an application with files, and a question."""
    return a_world()


@pytest.fixture
def inside(client: Any, world: World) -> Any:
    """The browser of that consumer."""
    return client.sign_in_as(world.user)
