"""Who opened, downloaded or exported which request: what a privacy officer must be able to say."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.reach import Reach
from coorg_forms.models.support_request import SupportRequest

#: Codes are stored.
KINDS = {
    "opened": _("Opened the request"),
    "file": _("Downloaded a file"),
    "exported": _("Exported"),
}


def kind_choices():
    """A function: a new kind makes no migration."""
    return list(KINDS.items())


class AccessRecordQuerySet(models.QuerySet):
    def visible_to(self, user, reach: Reach | None = None):
        """The records of the requests that ``user`` may see."""
        if user.is_superuser:
            return self
        requests = SupportRequest.objects.visible_to(user, reach).order_by()
        return self.filter(request__in=requests.values("pk"))


class AccessRecord(models.Model):
    """One row for each person, request, kind and day: the first time of that day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    user_name = models.CharField(_("by"), max_length=150)
    """Kept when the account goes."""
    request = models.ForeignKey(
        SupportRequest,
        models.CASCADE,
        related_name="accesses",
        verbose_name=_("request"),
    )
    kind = models.CharField(_("what"), max_length=10, choices=kind_choices)
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("when"))

    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["user", "request", "kind", "day"], name="coorg_forms_access_once"
            )
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="coorg_access_at")]

    def __str__(self):
        return f"{self.request_id} {self.kind}"
