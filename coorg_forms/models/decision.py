"""What a named person decided of a request, with the score as it stood."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.criteria_grid import CriteriaGrid
from coorg_forms.models.message import Message
from coorg_forms.models.support_request import SupportRequest
from coorg_forms.models.team import Team


class Decision(models.Model):
    """Append-only. The words for the requester are a ``Message``: erased with the request's."""

    KINDS = [
        ("accepted", _("Accepted")),
        ("redirected", _("Redirected")),
        ("declined", _("Not selected")),
        ("postponed", _("Postponed")),
    ]

    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="decisions")
    kind = models.CharField(_("decision"), max_length=10, choices=KINDS)
    reason = models.ForeignKey(Message, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("when"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_by_name = models.CharField(_("by"), max_length=150)
    # What the score said at that moment; it suggests, and the person decides.
    grid = models.ForeignKey(CriteriaGrid, models.PROTECT, null=True, related_name="+")
    score = models.PositiveSmallIntegerField(null=True)
    band = models.CharField(max_length=20, blank=True)
    # What follows.
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    contact_by = models.DateField(_("first contact by"), null=True, blank=True)
    resource = models.CharField(_("to whom"), max_length=250, blank=True)
    """Of a redirection: the service that helps better."""
    shares_data = models.BooleanField(_("the request goes along"), default=False)
    consent_at = models.DateField(_("consent given on"), null=True, blank=True)
    """When the requester agreed that their request and contact information go along."""
    until = models.DateField(_("postponed to"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.request_id} {self.kind}"
