"""Wake a sender when something was put in the outbox."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from coorg_forms.delivery import sending


@task()
def deliver() -> None:
    """Send what is due."""
    sending.deliver_due()


def wake(hold: int = 0) -> None:
    """Have a worker send what is due; called after the commit.

    The immediate backend would talk to the mail server inside the visitor's own request: with it,
    ``coorg_deliver --loop`` does the sending. So does it with a backend that cannot put off a task.

    Arguments:
        hold: how long the mail waits first, in seconds.
    """
    backend = task_backends[deliver.backend]
    if isinstance(backend, ImmediateBackend):
        return
    if not hold:
        deliver.enqueue()
    elif backend.supports_defer:
        # A little after: a worker that comes too early would find nothing.
        deliver.using(run_after=timezone.now() + timedelta(seconds=hold + 1)).enqueue()
