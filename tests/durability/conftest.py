import pytest

from tests import factories
from tests.durability.server import Server


@pytest.fixture
def world(transactional_db) -> factories.World:
    """A small world that other processes see: it is committed."""
    factories.locales()
    factories.home()
    return factories.World()


@pytest.fixture
def page(world):
    return world.page


@pytest.fixture
def server(page, tmp_path):
    """Real server processes on the tests' database."""
    server = Server(tmp_path / "server.log")
    server.start()
    yield server
    server.kill()
