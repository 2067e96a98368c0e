from tests.inbox.conftest import superuser  # noqa: F401
