"""Do the same to many requests, each on its own: one refusal spoils nothing for the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from coorg_forms.models import SupportRequest
from coorg_forms.operations.errors import OperationError


@dataclass(frozen=True)
class Done:
    """What became of one request."""

    request: SupportRequest
    why: str = ""
    """Why it was not done; empty when it was."""


def each(
    requests: Iterable[tuple[SupportRequest, int]],
    act: Callable[[SupportRequest, int], object],
) -> list[Done]:
    """Call an operation on each of ``requests``.

    Arguments:
        requests: each with the version that the person saw.
        act: ``(request, version)`` → calls one operation.

    Returns:
        For each request in turn, whether it was done or why not.
    """
    return [_one(request, version, act) for request, version in requests]


def _one(request: SupportRequest, version: int, act) -> Done:
    try:
        with transaction.atomic():
            act(request, version)
    except OperationError as error:
        return Done(request, str(error))
    return Done(request)
