"""Who has a request open at this moment. A row lives for a minute: it is no history."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.support_request import SupportRequest

#: How long somebody is taken to be there after they last said so.
LIFE = timedelta(seconds=60)


class PresenceQuerySet(models.QuerySet):
    def now(self):
        """Those who are there, in the order in which they would be named."""
        people = self.filter(at__gt=timezone.now() - LIFE).select_related("user", "request")
        return people.order_by("user__last_name", "user__first_name", "user")

    def gone(self):
        """What must be forgotten."""
        return self.filter(at__lte=timezone.now() - LIFE)


class Presence(models.Model):
    """Informs, and locks nothing. Only ``operations.be_present`` writes here."""

    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("when"), db_index=True)
    is_writing = models.BooleanField(_("writes"), default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["request", "user"], name="coorg_presence_once")
        ]

    def __str__(self):
        return f"{self.request_id} {self.user_id}"
