"""Rules that say which team answers: in order, the first that matches wins."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.establishment import Establishment
from coorg_forms.models.team import Team
from coorg_forms.models.vocabulary import Audience, Service, Territory


class RoutingRuleQuerySet(models.QuerySet):
    def whole(self):
        """With all that routing reads, in a constant number of queries."""
        return self.select_related("team", "as_territory").prefetch_related(
            "services", "territories", "audiences", "team__territories", "team__services"
        )


class RoutingRule(models.Model):
    """One rule of an establishment. Conditions left empty hold for every request."""

    ORGANIZER = [
        ("", _("Whatever they answer")),
        ("answered", _("They name someone")),
        ("names", _("They name one of these")),
    ]

    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        related_name="routing_rules",
        verbose_name=_("establishment"),
    )
    position = models.PositiveIntegerField(_("number"), default=0, editable=False)
    """Rank among the rules of the establishment: the number that staff read."""
    name = models.CharField(
        _("name"), max_length=100, help_text=_("Staff read it on each request that it routes.")
    )
    active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    """Grows with every change: a history tells under which version a request was routed."""

    services = models.ManyToManyField(
        Service, related_name="+", blank=True, verbose_name=_("services")
    )
    territories = models.ManyToManyField(
        Territory,
        related_name="+",
        blank=True,
        verbose_name=_("territories"),
        help_text=_("Every territory that the request names is one of these."),
    )
    with_parts = models.BooleanField(_("with the territories that are part of them"), default=False)
    audiences = models.ManyToManyField(
        Audience, related_name="+", blank=True, verbose_name=_("audiences")
    )
    form_key = models.UUIDField(_("form"), null=True, blank=True)
    place = models.CharField(
        _("place contains"),
        max_length=500,
        blank=True,
        help_text=_("Words separated by commas; one of them is enough. Accents do not matter."),
    )
    organizer = models.CharField(
        _("organizer already known"), max_length=10, choices=ORGANIZER, blank=True
    )
    organizer_names = models.CharField(
        _("names"),
        max_length=500,
        blank=True,
        help_text=_("Separated by commas: “They name one of these”."),
    )

    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="routing_rules",
        verbose_name=_("team"),
        help_text=_("Empty: the request waits in “To route”."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person of the team"),
        help_text=_("Looks after the request from the start. Empty: anyone of the team."),
    )
    as_territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory to give"),
        help_text=_("For requests that name none of the team’s territories."),
    )

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["establishment", "position", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """A new rule comes last."""
        self.version += 1
        if not self.position and self.establishment_id:
            others = type(self).objects.filter(establishment=self.establishment_id)
            last = others.aggregate(last=models.Max("position"))["last"]
            self.position = (last or 0) + 1
        super().save(*args, **kwargs)
