"""The public body that receives requests: a site may serve several."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class Establishment(models.Model):
    """An establishment. Its names are whole strings, never composed from parts."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Stored for ever."))
    name = models.CharField(_("full name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80)
    address = models.CharField(_("address"), max_length=250, blank=True)
    privacy_contact = models.CharField(
        _("person in charge of the protection of personal information"),
        max_length=250,
        blank=True,
        help_text=_("Name, title, email, telephone. Shown in collection notices."),
    )
    language_notice = models.TextField(
        _("notice before pages in another language"),
        blank=True,
        default="",
        help_text=_("In that language. Shown where the site asks to read it first."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("code"),
        FieldPanel("address"),
        FieldPanel("privacy_contact"),
        FieldPanel("language_notice"),
    ]

    class Meta:
        verbose_name = _("establishment")
        verbose_name_plural = _("establishments")
        ordering = ["name"]

    def __str__(self):
        return self.short_name
