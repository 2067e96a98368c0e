"""What staff do leaves on time and by itself, once it can no longer be undone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task_backends

from coorg_forms import operations
from coorg_forms.delivery import tasks
from coorg_forms.models import OutboxMessage
from tests import factories

DUMMY = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def queue(settings):
    """A queue that can put off a task and runs none."""
    settings.TASKS = DUMMY
    settings.COORG_FORMS_UNDO_SECONDS = 30
    return task_backends["default"]


def test_a_worker_is_woken_when_the_time_to_undo_is_over(
    queue, world, django_capture_on_commit_callbacks
):
    request = factories.submit(world.page)
    before = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        operations.reply(user=world.moderator, request=request, body="Bonjour", version=1)
    (woken,) = [one for one in queue.results if one.task.func is tasks.deliver.func]
    mail = OutboxMessage.objects.get(kind="reply")
    assert timedelta(seconds=29) < mail.next_attempt_at - before < timedelta(seconds=40)
    assert mail.next_attempt_at < woken.task.run_after < before + timedelta(seconds=45)


def test_what_is_not_held_wakes_a_worker_at_once(queue):
    tasks.wake()
    assert [one.task.run_after for one in queue.results] == [None]


def test_a_queue_that_cannot_wait_leaves_it_to_the_command(queue, monkeypatch):
    monkeypatch.setattr(type(queue), "supports_defer", False)
    tasks.wake(hold=15)
    assert queue.results == []
