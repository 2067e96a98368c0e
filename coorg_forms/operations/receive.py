"""Receive a request: the one transaction that must never lose anything."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from coorg_forms import signals
from coorg_forms.delivery import outbox
from coorg_forms.models import (
    Contact,
    Draft,
    FormVersion,
    ReferenceCounter,
    RequestFormMixin,
    Service,
    SupportRequest,
    Territory,
    kept_months,
)
from coorg_forms.operations import content
from coorg_forms.operations.intake import Intake
from coorg_forms.operations.promises import due_date
from coorg_forms.operations.routing import give_to_team, selected
from coorg_forms.operations.writing import record
from coorg_forms.questions.schema import Schema, content_hash
from coorg_forms.triage.states import STATES


@dataclass(frozen=True)
class Submission:
    """One post of one form, its answers already resolved."""

    page: RequestFormMixin
    version: FormVersion
    clean: Mapping[str, object]
    """``Resolution.clean``: valid answers of visible questions, by key."""
    submission_id: uuid.UUID
    """Identifies the form as it was shown to the person."""
    channel: str = "web"
    intake: Intake | None = None
    """How it came, when staff enter it."""
    draft: Draft | None = None
    """What it was kept in on the way; its files become the request's, and it is gone."""
    campaign: str = ""
    """Name in the link that led to the form."""
    suspicions: tuple[str, ...] = field(default=())
    """Codes that say why the post is suspicious; any puts the request in quarantine."""

    @property
    def digest(self) -> str:
        return content_hash(self.clean)


def receive(submission: Submission) -> SupportRequest:
    """Store a request with its contact, its event and its mails, all or nothing.

    The same form sent twice with the same answers is the same request. Sent again with other
    answers, it is another request, whose history names the first.

    Returns:
        The request, new or already stored.
    """
    if stored := already_received(submission):
        return stored
    with transaction.atomic():
        counter = _lock_counter(timezone.localdate().year)
        if stored := already_received(submission):
            return stored
        counter.last += 1
        counter.save(update_fields=["last"])
        return _store(submission, counter.written())


def already_received(submission: Submission) -> SupportRequest | None:
    """The request that this very submission became, if it was sent before."""
    return SupportRequest.objects.filter(
        submission_id=submission.submission_id, submission_digest=submission.digest
    ).first()


def received_from(submission_id: uuid.UUID) -> SupportRequest | None:
    """The request that a draft with this identity became: the draft itself is gone."""
    return SupportRequest.objects.filter(submission_id=submission_id).order_by("-pk").first()


def _lock_counter(year: int) -> ReferenceCounter:
    """The counter of the year, locked until the commit: references have no gap."""
    ReferenceCounter.objects.get_or_create(year=year)
    return ReferenceCounter.objects.select_for_update().get(year=year)


def _store(submission: Submission, reference: str) -> SupportRequest:
    schema = submission.version.parsed
    personal, answers = content.split(schema, submission.clean)
    request = SupportRequest(
        reference=reference,
        **_origin(submission),
        **content.of_request(schema, answers, reference),
        **_concern(schema, submission),
    )
    territories = _territories(schema, submission)
    routing = give_to_team(request, schema, submission.clean, territories)
    themes = content.themes(schema, submission.clean)
    request.named_themes = content.keys(themes)
    request.page = submission.page
    request.due_on = due_date(request, STATES["received"])
    request.save()
    request.territories.set({*territories, *filter(None, [request.territory])})
    request.themes.set(themes)
    request.contact = _store_contact(request, schema, personal, submission.intake)
    _take_over(submission, request)
    actor = submission.intake.user if submission.intake else None
    record(request, action="received", actor=actor, data=_event_data(submission) | routing)
    outbox.post_to_requester(request, kind="acknowledgement")
    if not submission.suspicions:
        outbox.post_notice(request)
    transaction.on_commit(
        lambda: signals.request_received.send_robust(sender=SupportRequest, request=request)
    )
    return request


def _origin(submission: Submission) -> dict[str, object]:
    """Which form it came by, when, and how."""
    now, intake = timezone.now(), submission.intake
    return {
        "submission_id": submission.submission_id,
        "submission_digest": submission.digest,
        "form_key": submission.version.form_key,
        "form_version": submission.version,
        "language": submission.version.language,
        "channel": intake.channel if intake else submission.channel,
        "campaign": submission.campaign,
        "retention_months": kept_months(submission.page),
        "received_at": intake.received_at if intake else now,
        "quarantined_at": now if submission.suspicions else None,
        "suspicions": list(submission.suspicions),
    }


def _concern(schema: Schema, submission: Submission) -> dict[str, object]:
    return {
        "establishment": submission.page.establishment,
        "service": _service(schema, submission),
        "audience": content.audience(schema, submission.clean),
    }


def _take_over(submission: Submission, request: SupportRequest) -> None:
    """Files of the answers become the request's; the draft goes, with what it has besides."""
    draft = submission.draft
    if draft is None:
        return
    kept = [key for key, value in submission.clean.items() if value]
    draft.files.filter(question__in=kept).update(draft=None, request=request)
    draft.delete()


def _territories(schema: Schema, submission: Submission) -> list[Territory]:
    codes = selected(schema, submission.clean, "territory")
    if not codes:
        return []
    return list(
        Territory.objects.canonical().filter(
            establishment=submission.page.establishment, code__in=codes
        )
    )


def _service(schema: Schema, submission: Submission) -> Service | None:
    codes = selected(schema, submission.clean, "service")
    asked = Service.objects.canonical().filter(code__in=codes).first() if codes else None
    own = submission.page.service
    return asked or (own.canonical if own else None)


def _store_contact(
    request: SupportRequest, schema: Schema, personal: Mapping, intake: Intake | None
) -> Contact:
    return Contact.objects.create(
        request=request,
        **content.of_contact(schema, personal),
        **(intake.of_contact if intake else {}),
    )


def _event_data(submission: Submission) -> dict:
    data = {"reasons": list(submission.suspicions)} if submission.suspicions else {}
    data |= submission.intake.of_event if submission.intake else {}
    same_form = SupportRequest.objects.filter(submission_id=submission.submission_id)
    others = same_form.exclude(submission_digest=submission.digest).order_by("pk")
    earlier = others.values_list("reference", flat=True).first()
    return {**data, **({"earlier": earlier} if earlier else {})}
