"""A requester asks that a refusal be looked at again, by someone who did not decide it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.decision import Decision
from coorg_forms.models.message import Message


class RefusalReviewQuerySet(models.QuerySet):
    def pending(self):
        """Those that wait for an answer."""
        return self.filter(outcome="")


class RefusalReview(models.Model):
    """One per decision."""

    OUTCOMES = [("upheld", _("Decision upheld")), ("reopened", _("Request reopened"))]

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="review")
    asked_at = models.DateTimeField(_("asked on"))
    words = models.ForeignKey(Message, models.PROTECT, null=True, related_name="+")
    """What the requester wrote."""
    due_on = models.DateField(_("due"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reviewer_name = models.CharField(_("reviewed by"), max_length=150, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=OUTCOMES, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    answer = models.ForeignKey(Message, models.PROTECT, null=True, related_name="+")

    objects = RefusalReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a refusal")
        verbose_name_plural = _("reviews of refusals")
        ordering = ["due_on", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.decision_id}"
