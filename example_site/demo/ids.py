"""Fixed ids: the same demo everywhere, and the same block ids in every language."""

import uuid

_NAMESPACE = uuid.UUID("6e7b2c5e-0f1f-5c0e-9d5a-2f1b8c7a4d31")


def fixed_id(*path: object) -> uuid.UUID:
    """The id of what ``path`` names, always the same."""
    return uuid.uuid5(_NAMESPACE, "/".join(map(str, path)))
