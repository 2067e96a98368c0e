"""Members of staff who act at one moment, each in a process with its own connection.

The processes are forked from a server that loaded Django once and asked the database nothing.
"""

import multiprocessing
import os
from dataclasses import dataclass
from unittest import mock

from django.contrib.auth import get_user_model
from django.db import connection

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from coorg_forms.operations.errors import OperationError
from tests.durability.server import environment

#: Seconds that the last may come after the first, and that one may take.
PATIENCE = 60


@dataclass(frozen=True)
class Result:
    process: int
    said: str
    """"done", or the name of the error raised."""
    left: tuple[str, ...] = ()
    """Of an act on several requests: references of those that somebody else had changed."""


def at_once(*jobs) -> list[Result]:
    """Run each of ``jobs`` in a process, all at one moment.

    Arguments:
        jobs: ``(act, user, requests, …)`` each: a function below and what it is about.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.operations.loaded"])
    start, results = context.Barrier(len(jobs)), context.SimpleQueue()
    people = [
        context.Process(target=_run, args=(start, results, act, user.pk, _keys(requests), *about))
        for act, user, requests, *about in jobs
    ]
    with mock.patch.dict(os.environ, environment()):
        for person in people:
            person.start()
    for person in people:
        person.join(PATIENCE)
    assert [person.exitcode for person in people] == [0] * len(people)
    return [results.get() for _person in people]


def _keys(requests) -> list[int]:
    return [request.pk for request in requests]


# In the other processes ------------------------------------------------------------------------


def _run(start, results, act, user, requests, *about):
    person = get_user_model().objects.get(pk=user)
    found = [SupportRequest.objects.get(pk=key) for key in requests]
    start.wait(PATIENCE)
    try:
        said, left = "done", act(person, found, *about) or ()
    except OperationError as error:
        said, left = type(error).__name__, ()
    connection.close()
    results.put(Result(os.getpid(), said, tuple(left)))


def take(user, requests):
    operations.take(user=user, request=requests[0])


def move(user, requests):
    operations.move(user=user, request=requests[0], move="review", version=1)


def note(user, requests, body):
    operations.note(user=user, request=requests[0], body=body)


def move_all(user, requests):
    """As the bulk act does it."""

    def one(request, version):
        operations.move(user=user, request=request, move="review", version=version)

    done = operations.each([(request, 1) for request in requests], one)
    return [one.request.reference for one in done if one.why]


def move_one_by_one(user, requests):
    """As somebody does who opens them one after the other."""
    left = []
    for request in requests:
        try:
            operations.move(user=user, request=request, move="review", version=1)
        except operations.StaleRequest:
            left.append(request.reference)
    return left
