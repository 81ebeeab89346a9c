from typing import Any

import pytest
from flask import Flask

from tests.harness.world import World, a_world


@pytest.fixture
def world(app: Flask) -> World:
    """A consumer with a draft, an application with files, and a question."""
    return a_world()


@pytest.fixture
def inside(client: Any, world: World) -> Any:
    """The browser of that consumer."""
    return client.sign_in_as(world.user)
