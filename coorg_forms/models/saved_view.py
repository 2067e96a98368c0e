"""A view of the list with its filters and its sort, kept under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.team import Team


class SavedViewQuerySet(models.QuerySet):
    def offered_to(self, user, teams):
        """Those of ``user``, and those shared with one of ``teams``."""
        return self.filter(Q(owner=user) | Q(team__in=teams)).select_related("team", "owner")


class SavedView(models.Model):
    """Only the address is kept: whoever opens it sees what is in their own reach."""

    name = models.CharField(_("name"), max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner")
    )
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("shared with")
    )
    view = models.CharField(max_length=20)
    """A code of ``inbox.views_table.VIEWS``."""
    query = models.CharField(max_length=1000, blank=True)
    """Filters, search and sort, as in the address."""

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="coorg_forms_saved_view_once")
        ]

    def __str__(self):
        return self.name
