"""Enter a request that came by telephone, by mail, on paper or in person."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.models import Draft, FormVersion, RequestFormMixin, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden, Incomplete
from coorg_forms.operations.intake import Intake, intake_faults
from coorg_forms.operations.keep_draft import save_draft
from coorg_forms.operations.permission import ALLOWED, Verdict, has_capability
from coorg_forms.operations.promises import from_day
from coorg_forms.operations.receive import Submission, already_received, receive
from coorg_forms.operations.writing import require
from coorg_forms.questions.resolve import Context, resolve


def can_enter(*, user, page: RequestFormMixin, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may write down requests made by the form ``page``.

    The establishment counts, not the territory: whoever picks up the telephone takes the request,
    and it goes to the team that answers for it.
    """
    if not has_capability(user, "enter_supportrequest"):
        return Verdict(_("Your role does not allow this."))
    reach = reach or Reach(user)
    if reach.is_nowhere or not (user.is_superuser or page.establishment_id in reach.establishments):
        return Verdict(_("This form belongs to another establishment."))
    return ALLOWED


def enterable(*, user, reach: Reach | None = None) -> list[RequestFormMixin]:
    """The published forms by which ``user`` may write requests down, in every language."""
    reach = reach or Reach(user)
    pages = [
        page
        for model in RequestFormMixin.page_models()
        for page in model.objects.live()
        .exclude(establishment=None)
        .select_related("establishment", "locale")
        if can_enter(user=user, page=page, reach=reach)
    ]
    return sorted(pages, key=lambda page: (page.establishment.name, page.title))


@transaction.atomic
def keep_entry(
    *,
    user,
    page: RequestFormMixin,
    version: FormVersion,
    raw: Mapping,
    entry: Mapping,
    submission_id: uuid.UUID,
    draft: Draft | None = None,
) -> Draft:
    """Keep what ``user`` typed so far, unjudged, for themselves only.

    Arguments:
        entry: name of a field of the intake → what was typed.
    """
    require(can_enter(user=user, page=page))
    draft = save_draft(
        page=page, version=version, raw=raw, draft=draft, submission_id=submission_id
    )
    draft.entered_by, draft.entry = user, dict(entry)
    draft.save(update_fields=["entered_by", "entry"])
    return draft


@transaction.atomic
def enter(*, submission: Submission, address: str = "") -> SupportRequest:
    """Receive what staff wrote down, as if the requester had sent it; no doubt, no captcha.

    The same entry confirmed twice is the same request.

    Arguments:
        submission: with its ``intake``.
        address: where mails will go, as it was read back; empty when nobody is written to.

    Raises:
        Forbidden: the person may not, or a question is not answered as it must be.
        Incomplete: something of the intake is missing or wrong, or the address is another one
            than that which was read back.
    """
    intake: Intake = submission.intake
    require(can_enter(user=intake.user, page=submission.page))
    if stored := already_received(submission):
        return stored
    schema = submission.version.parsed
    for field, sentence in intake_faults(intake, submission.page, schema, submission.clean):
        raise Incomplete(field, sentence)
    if address != intake.address(schema, submission.clean):
        raise Incomplete("address", _("Read the address back: it must be confirmed."))
    _require_answers(submission)
    return receive(submission)


def _require_answers(submission: Submission) -> None:
    context = Context(today=submission.intake.received_on)
    if not resolve(submission.version.parsed, submission.clean, context).is_valid:
        raise Forbidden(_("Some answers are missing or wrong: read the form again."))


def promised_by(page: RequestFormMixin, received_on: date) -> dict[str, date]:
    """The days by which a request made through ``page`` is read and answered."""
    request = SupportRequest(establishment=page.establishment)
    return {
        "read": from_day(request, received_on, page.read_days),
        "answer": from_day(request, received_on, page.answer_days),
    }
