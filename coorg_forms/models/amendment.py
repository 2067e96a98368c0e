"""A correction of a sent request: proposed by whoever asked, accepted or refused by staff."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.message import Message
from coorg_forms.models.support_request import SupportRequest


class AmendmentQuerySet(models.QuerySet):
    def pending(self):
        """Those that wait for an answer: one for each request at most."""
        return self.filter(outcome="")

    def erase_words(self):
        """What people wrote goes; when it was proposed and what came of it stays.

        What still waits is withdrawn: there is nothing left to accept.
        """
        self.pending().update(outcome="withdrawn")
        self.update(before={}, after={}, personal={})


class Amendment(models.Model):
    """``before`` and ``after`` hold the answers that change, by question key, without the personal
    ones; a key that one of them lacks had, or will have, no answer."""

    OUTCOMES = [
        ("accepted", _("Accepted")),
        ("refused", _("Not accepted")),
        ("replaced", _("Replaced by another one")),
        ("withdrawn", _("Withdrawn by the requester")),
    ]

    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="amendments")
    asked_at = models.DateTimeField(_("proposed on"))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    personal = models.JSONField(default=dict)
    """New personal answers, ``null`` for one that goes; once answered, only the keys."""
    words = models.ForeignKey(Message, models.PROTECT, null=True, related_name="+")
    """Why, in the requester's words; empty when they said nothing."""
    outcome = models.CharField(_("outcome"), max_length=10, choices=OUTCOMES, blank=True)
    """Empty while it waits."""
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_by_name = models.CharField(_("answered by"), max_length=150, blank=True)
    answer = models.ForeignKey(Message, models.PROTECT, null=True, related_name="+")
    """Why it was not accepted, for the requester."""

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["asked_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                name="coorg_one_pending_amendment",
                condition=models.Q(outcome=""),
            )
        ]

    def __str__(self):
        return f"{self.request_id}"
