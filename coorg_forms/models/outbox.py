"""What must be sent, written in the same transaction as its cause."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.draft import Draft
from coorg_forms.models.event import RequestEvent
from coorg_forms.models.support_request import SupportRequest

#: kind → label. Each has its templates in ``email/``. Codes are stored for ever.
KINDS = {
    "acknowledgement": _("Acknowledgement"),
    "notice": _("Notice of a new request"),
    "update": _("News of the request"),
    "reply": _("Message from the team"),
    "answered": _("Notice of an answer"),
    "decided": _("Notice of a decision"),
    "review_asked": _("Notice of a review asked for"),
    "review_received": _("Acknowledgement of a review asked for"),
    "review_given": _("Notice of a review to make"),
    "review_answered": _("Answer to a review asked for"),
    "correction_asked": _("Notice of a correction"),
    "correction_answered": _("Answer to a correction"),
    "draft_link": _("Link to a draft"),
    "draft_warning": _("A draft that will be erased"),
    "digest": _("Reminder of what waits"),
    "mention": _("Mention in a note"),
}


def kind_choices():
    """A function: a new kind makes no migration."""
    return list(KINDS.items())


class OutboxQuerySet(models.QuerySet):
    def due(self, now):
        """What may be sent at ``now``: never tried, to be tried again, or left by a dead sender."""
        return self.filter(
            Q(status="pending") | Q(status="leased", leased_until__lt=now), next_attempt_at__lte=now
        ).order_by("next_attempt_at", "pk")

    def undelivered(self):
        """What staff should know of: given up, or tried and still not sent."""
        return self.filter(sent_at=None, attempts__gt=0, status__in=("pending", "leased", "failed"))


class OutboxMessage(models.Model):
    """One mail to one recipient. The address of the requester stays in ``Contact``."""

    STATUSES = [
        ("pending", _("Waiting")),
        ("leased", _("Being sent")),
        ("sent", _("Sent")),
        ("failed", _("Not delivered")),
        ("cancelled", _("Cancelled")),
        ("settled", _("Reached another way")),
    ]

    request = models.ForeignKey(
        SupportRequest, models.CASCADE, null=True, blank=True, related_name="outbox"
    )
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, blank=True, related_name="outbox")
    """The draft that it is about; the address is read there."""
    cause = models.ForeignKey(
        RequestEvent, models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    """The act of staff that it tells of: it goes back with it."""
    kind = models.CharField(_("kind"), max_length=20, choices=kind_choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    """A member of staff, or empty."""
    mailbox = models.EmailField(_("mailbox"), blank=True)
    """A mailbox of the establishment, or empty; without user or mailbox, the requester."""
    language = models.CharField(_("language"), max_length=15)
    message_id = models.CharField(max_length=255, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=STATUSES, default="pending")
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(default=uuid.uuid4)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    """Kind of error and code of the server: no address, no text."""

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                name="coorg_outbox_due",
                condition=Q(status__in=("pending", "leased")),
            ),
            models.Index(
                fields=["request", "status"],
                name="coorg_outbox_undelivered",
                condition=Q(sent_at=None, attempts__gt=0),
            ),
        ]

    def __str__(self):
        return self.message_id

    @property
    def to_requester(self) -> bool:
        return self.user_id is None and not self.mailbox

    @property
    def recipient(self) -> str:
        """The address, read where it is kept; empty when it was erased."""
        if self.mailbox:
            return self.mailbox
        if self.user_id:
            return self.user.email
        if self.draft_id:
            return self.draft.email
        contact = getattr(self.request, "contact", None)
        return contact.mail_address if contact else ""
