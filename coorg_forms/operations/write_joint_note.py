"""Write what the evaluators agreed on where they differed: the request need not be discussed."""

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.models import Message, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.evaluate import is_undecided
from coorg_forms.operations.permission import ALLOWED, Verdict, has_capability, may
from coorg_forms.operations.tally import locked, recount
from coorg_forms.operations.writing import require, write_message


def can_write_joint_note(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether evaluators differ and ``user`` is one of them, or a manager."""
    verdict = is_undecided(request) and may(user, "evaluate_supportrequest", request, reach)
    if not verdict:
        return verdict
    if request.score_state != "discuss":
        return Verdict(_("The evaluators do not differ."))
    is_one = request.evaluations.counted().filter(evaluator=user).exists()
    if not is_one and not has_capability(user, "override_band"):
        return Verdict(_("Those who evaluated the request write the joint note."))
    return ALLOWED


@transaction.atomic
def write_joint_note(*, user, request: SupportRequest, body: str) -> Message:
    """Keep a joint note, which only staff read. Another evaluation handed in may ask for a new one.

    Raises:
        Forbidden: not allowed, nobody differs, or nothing written.
    """
    current = locked(request)
    require(can_write_joint_note(user=user, request=current))
    if not body.strip():
        raise Forbidden(_("Write the note first."))
    message = write_message(current, kind="joint", audience="internal", body=body, author=user)
    recount(current, user=user, action="joint_noted", data={"message": message.pk})
    return message
