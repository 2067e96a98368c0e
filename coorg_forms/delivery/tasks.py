"""Wake a sender when something was put in the outbox."""

from django_tasks import task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from coorg_forms.delivery import sending


@task()
def deliver() -> None:
    """Send what is due."""
    sending.deliver_due()


def wake() -> None:
    """Have a worker send what is due; called after the commit.

    The immediate backend would talk to the mail server inside the visitor's own request: with it,
    ``coorg_deliver --loop`` does the sending.
    """
    if not isinstance(task_backends[deliver.backend], ImmediateBackend):
        deliver.enqueue()
