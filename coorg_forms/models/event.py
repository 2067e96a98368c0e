"""What happened to a request: append-only, without personal data."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.support_request import SupportRequest

#: action → what the history says. Codes are stored for ever.
ACTIONS = {
    "received": _("Request received"),
    "moved": _("State changed"),
    "taken": _("Taken"),
    "assigned": _("Assigned to someone"),
    "unassigned": _("Assignment removed"),
    "routed": _("Routed"),
    "noted": _("Note added"),
    "replied": _("Reply sent to the requester"),
    "answered": _("The requester answered"),
    "quarantined": _("Quarantined"),
    "released": _("Released from quarantine"),
    "spam": _("Closed as spam"),
    "erased": _("Erased: the time for which it is kept was over"),
    "delivery_retried": _("Mail sent again"),
    "undone": _("Undone"),
    "evaluated": _("Evaluation handed in"),
    "evaluation_reopened": _("Evaluation taken back"),
    "conflict_declared": _("Conflict of interest declared"),
    "conflict_withdrawn": _("Conflict of interest withdrawn"),
    "joint_noted": _("Joint note written"),
    "band_chosen": _("Priority chosen by hand"),
    "band_released": _("Priority of the score restored"),
    "review_asked": _("Review of the refusal asked for"),
    "review_given": _("Review of the refusal given to someone"),
    "review_answered": _("Review of the refusal answered"),
    "planned": _("Next step planned"),
    "duplicated": _("Closed as a duplicate"),
    "separated": _("Not a duplicate: opened again"),
    "joined": _("Another request is treated with this one"),
    "parted": _("Another request is no longer treated with this one"),
    "correction_asked": _("The requester proposes a correction"),
    "correction_withdrawn": _("The requester took the correction back"),
    "corrected": _("Correction accepted"),
    "correction_refused": _("Correction not accepted"),
    "link_renewed": _("New address of the private page; the former one opens nothing"),
    "reached_otherwise": _("Reached another way: the mail is not sent again"),
}

#: What ``data`` may hold: codes, ids, dates and numbers; never free text.
DATA_KEYS = frozenset(
    {"move", "assignee", "territory", "service", "team", "message", "reasons", "kind", "earlier"}
    | {"undone", "added", "due"}
    | {"rule", "number", "rule_version", "because", "skipped"}  # of routing
    | {"evaluation", "grid", "band"}
    | {"decision", "review", "outcome"}
    | {"other", "also"}  # keys of another request; of the same words sent elsewhere
    | {"channel", "notice", "on_behalf"}  # of what staff enter
    | {"mentioned", "mail"}
    | {"amendment"}
)


def action_choices():
    return list(ACTIONS.items())


class RequestEventQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("an event never changes")


class RequestEvent(models.Model):
    request = models.ForeignKey(SupportRequest, models.PROTECT, related_name="events")
    action = models.CharField(_("action"), max_length=30, choices=action_choices)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    data = models.JSONField(default=dict)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(_("by"), max_length=150, blank=True)
    """Name of the member of staff; empty for the public and for the system."""
    at = models.DateTimeField(_("when"))
    version = models.PositiveIntegerField()
    """Version of the request after this event."""
    before = models.JSONField(default=dict)
    """Columns of the request that it changed → their values until then: codes, keys and dates."""
    hold = models.PositiveSmallIntegerField(default=0)
    """For how many seconds its author may take it back before anyone outside is told."""

    objects = RequestEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["request", "at", "id"], name="coorg_event_request")]

    def __str__(self):
        return f"{self.request_id} {self.action}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("an event never changes")
        if unknown := set(self.data) - DATA_KEYS:
            raise ValueError(f"an event may not hold {sorted(unknown)}")
        super().save(*args, **kwargs)

    @property
    def held_until(self):
        """When what it says is told outside."""
        return self.at + timedelta(seconds=self.hold)
