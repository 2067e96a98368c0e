"""Requests that the demo's intake staff write down: by telephone, on paper, for someone else."""

from dataclasses import replace

from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from coorg_forms.operations import Intake, Submission


def enter(submission: Submission, data: dict, clerk) -> SupportRequest:
    """Enter a request of the data file that came by ``data["channel"]``.

    Arguments:
        clerk: the member of staff who writes it down.
    """
    on_paper = data["channel"] == "paper"
    intake = Intake(
        user=clerk,
        channel=data["channel"],
        received_on=timezone.localdate(),
        notice="paper" if on_paper else "read",
        updates="requester" if submission.clean.get("email") else "none",
        **data.get("speaks", {}),
    )
    address = intake.address(submission.version.parsed, submission.clean)
    return operations.enter(submission=replace(submission, intake=intake), address=address)
