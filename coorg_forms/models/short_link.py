"""Printed addresses that can be re-aimed: a code, where it leads today, how often it was used."""

import secrets

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms.conf import settings

#: Letters and digits that nobody mistakes for one another.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(5))


class ShortLinkQuerySet(models.QuerySet):
    def for_print(self, campaign: str, pages):
        """The links of ``campaign`` that lead to ``pages`` (ids), the oldest first: it is the one
        that is already printed."""
        return self.filter(campaign=campaign, page__in=pages, active=True).order_by("pk")


class ShortLink(models.Model):
    """A short address of the site. It is printed, so it is never deleted: it is aimed elsewhere."""

    code = models.SlugField(
        _("code"),
        max_length=40,
        unique=True,
        default=new_code,
        help_text=_("The end of the address. Once it is printed, do not change it."),
    )
    label = models.CharField(_("label"), max_length=150)
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leads to"),
    )
    fallback = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("afterwards, leads to"),
        help_text=_("Once it has expired or its page is gone. Empty: the nearest page above."),
    )
    query = models.CharField(
        _("fills in"),
        max_length=1500,
        blank=True,
        default="",
        help_text=_("What the address of the page goes on with, as in ?territory=gatineau."),
    )
    campaign = models.CharField(
        _("campaign"), max_length=80, blank=True, help_text=_("What it is printed on.")
    )
    expires_on = models.DateField(_("expires after"), null=True, blank=True)
    active = models.BooleanField(_("active"), default=True)

    objects = ShortLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")
        ordering = ["campaign", "label"]

    def __str__(self):
        return self.label

    @property
    def url(self) -> str:
        """The whole address; empty where the site gives no short addresses."""
        try:
            return settings.BASE_URL + reverse("coorg_short:go", args=[self.code])
        except NoReverseMatch:
            return ""

    @property
    def words(self) -> str:
        """The address as it is printed, without what nobody types."""
        return self.url.partition("://")[2].removeprefix("www.").rstrip("/")

    @property
    def is_current(self) -> bool:
        """Whether it leads to its own page today."""
        in_time = self.expires_on is None or timezone.localdate() <= self.expires_on
        return bool(self.active and in_time and self.page and self.page.live)


class ShortLinkDay(models.Model):
    """How often a link was used on one day. Nothing of the person is kept."""

    link = models.ForeignKey(ShortLink, models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    visits = models.PositiveIntegerField(_("visits"), default=0)

    class Meta:
        verbose_name = _("visits of a day")
        verbose_name_plural = _("visits by day")
        ordering = ["-day"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["link", "day"], name="coorg_forms_link_day_once")
        ]

    def __str__(self):
        return f"{self.link} {self.day}"
