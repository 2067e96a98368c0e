"""The person who asked: the one row that erasure wipes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.support_request import SupportRequest


class Contact(models.Model):
    """Personal answers of one request. Nothing else copies them."""

    request = models.OneToOneField(
        SupportRequest, models.CASCADE, related_name="contact", verbose_name=_("request")
    )
    name = models.CharField(_("name"), max_length=210, blank=True)
    given_name = models.CharField(_("first name"), max_length=100, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    extension = models.CharField(_("extension"), max_length=7, blank=True)
    answers = models.JSONField(_("personal answers"), default=dict)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        default_permissions = ()

    def __str__(self):
        return self.request.reference
