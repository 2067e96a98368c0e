"""Who covers what: a team has territories and services, a membership puts a person in a team."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from coorg_forms.models.establishment import Establishment
from coorg_forms.models.vocabulary import Service, Territory


class TeamQuerySet(models.QuerySet):
    def covering(self, territory, service):
        """The teams that answer for a service in a territory (canonical rows)."""
        return self.filter(active=True, territories=territory, services=service)


class Team(models.Model):
    name = models.CharField(_("name"), max_length=150)
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="teams", verbose_name=_("establishment")
    )
    territories = models.ManyToManyField(
        Territory, related_name="teams", blank=True, verbose_name=_("territories")
    )
    services = models.ManyToManyField(
        Service, related_name="teams", blank=True, verbose_name=_("services")
    )
    email = models.EmailField(
        _("mailbox"),
        blank=True,
        help_text=_("Told of each new request. Empty: every member is told."),
    )
    contact = models.ForeignKey(
        "coorg_forms.ContactPoint",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("contact point"),
        help_text=_("How the public reaches this team. Empty: as the page of the service says."),
    )
    active = models.BooleanField(_("active"), default=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def current(self):
        """The memberships that hold today, in active teams."""
        today = timezone.localdate()
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=today),
            models.Q(valid_until=None) | models.Q(valid_until__gte=today),
            team__active=True,
        )


class Membership(models.Model):
    """A person in a team. What the person may do there comes from their groups."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="request_memberships",
        verbose_name=_("person"),
    )
    team = models.ForeignKey(
        Team, models.CASCADE, related_name="memberships", verbose_name=_("team")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    panels = [
        FieldPanel("user"),
        FieldPanel("team"),
        FieldPanel("valid_from"),
        FieldPanel("valid_until"),
    ]

    class Meta:
        verbose_name = _("team membership")
        verbose_name_plural = _("team memberships")
        ordering = ["team", "user"]
        constraints = [
            models.UniqueConstraint(fields=["user", "team"], name="coorg_forms_membership_once")
        ]

    def __str__(self):
        return f"{self.user} – {self.team}"
