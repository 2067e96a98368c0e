"""Who took requests out of the site, when, why and which: append-only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.establishment import Establishment
from coorg_forms.models.reach import Reach


class ExportRecordQuerySet(models.QuerySet):
    def visible_to(self, user, reach: Reach | None = None):
        """The records that ``user`` may read: those of the establishments of their teams."""
        if user.is_superuser:
            return self
        reach = reach or Reach(user)
        return self.filter(establishments__in=reach.establishments).distinct()

    def update(self, **kwargs):
        raise TypeError("the record of an export never changes")

    def delete(self):
        raise TypeError("the record of an export is never deleted")


class ExportRecord(models.Model):
    """One file of requests that left the site."""

    FORMATS = [("csv", "CSV"), ("xlsx", "XLSX")]

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
    at = models.DateTimeField(_("when"))
    format = models.CharField(_("format"), max_length=10, choices=FORMATS)
    reason = models.CharField(_("reason"), max_length=500)
    filters = models.TextField(_("which requests"))
    """The view, its filters and its search, in the words that the person read."""
    count = models.PositiveIntegerField(_("how many"))
    personal = models.BooleanField(_("personal information"))
    establishments = models.ManyToManyField(
        Establishment, related_name="+", verbose_name=_("establishments")
    )
    """Those that the person worked for: their privacy officers read the record."""

    objects = ExportRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.format}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("the record of an export never changes")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("the record of an export is never deleted")
