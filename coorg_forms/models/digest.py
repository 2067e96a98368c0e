"""The reminders that were sent: at most one for each person and day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DigestDay(models.Model):
    """A reminder was written to ``user`` on ``day``. The constraint is what keeps two processes
    from writing the same one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField(_("day"), db_index=True)

    class Meta:
        verbose_name = _("reminder sent")
        verbose_name_plural = _("reminders sent")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="coorg_forms_digest_once")
        ]

    def __str__(self):
        return f"{self.user_id} {self.day}"
