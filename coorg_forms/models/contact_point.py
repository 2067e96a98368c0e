"""How to reach the service: stored once, used by pages, forms, mails and leaflets."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import SynchronizedField

from coorg_forms.conf import settings
from coorg_forms.models.canonical import CanonicalModel
from coorg_forms.models.establishment import Establishment
from coorg_forms.questions.phones import PhoneNumber


class ContactPoint(CanonicalModel):
    """A telephone number with extension, a mailbox and hours."""

    code = models.CharField(_("code"), max_length=50)
    label = models.CharField(_("label"), max_length=150)
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="contacts", verbose_name=_("establishment")
    )
    phone = models.CharField(
        _("telephone"),
        max_length=20,
        blank=True,
        help_text=_("With the country code and no spaces: +18199666484."),
    )
    extension = models.CharField(_("extension"), max_length=7, blank=True)
    email = models.EmailField(_("email"), blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)
    last_verified = models.DateField(_("last verified"), null=True, blank=True)

    panels = [
        FieldPanel("label"),
        FieldPanel("code"),
        FieldPanel("establishment"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("extension")]),
        FieldPanel("email"),
        FieldPanel("hours"),
        FieldPanel("last_verified"),
    ]

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in ("code", "phone", "extension", "email")
    ]

    class Meta(CanonicalModel.Meta):
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "locale"], name="%(app_label)s_%(class)s_code_locale"
            )
        ]

    def __str__(self):
        return self.label

    @property
    def is_verified(self) -> bool:
        """Someone called or wrote not long ago."""
        return bool(self.last_verified and self.last_verified >= verified_since())

    @property
    def number(self) -> PhoneNumber | None:
        """The telephone number, or None when there is none."""
        return PhoneNumber(self.phone, self.extension) if self.phone else None


def verified_since() -> date:
    """A contact point verified before this day is to be verified again."""
    return timezone.localdate() - timedelta(days=round(settings.CONTACT_MONTHS * 30.5))
