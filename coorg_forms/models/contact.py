"""The person who asked: the one row that erasure wipes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.support_request import SupportRequest


class Contact(models.Model):
    """Personal answers of one request. Nothing else copies them."""

    #: Who is written to; stored for ever.
    UPDATES = [
        ("requester", _("By email, to the requester")),
        ("speaker", _("By email, to the person who speaks for them")),
        ("none", _("No mail: by telephone or in person")),
    ]

    request = models.OneToOneField(
        SupportRequest, models.CASCADE, related_name="contact", verbose_name=_("request")
    )
    name = models.CharField(_("name"), max_length=210, blank=True)
    given_name = models.CharField(_("first name"), max_length=100, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    extension = models.CharField(_("extension"), max_length=7, blank=True)
    answers = models.JSONField(_("personal answers"), default=dict)
    updates = models.CharField(_("updates"), max_length=10, choices=UPDATES, default="requester")
    speaker = models.CharField(_("who spoke for them"), max_length=210, blank=True)
    """Someone who asked in the requester's name; empty when they asked themselves."""
    speaker_tie = models.CharField(_("tie"), max_length=120, blank=True)
    speaker_email = models.EmailField(_("email of who spoke for them"), blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        default_permissions = ()

    def __str__(self):
        return self.request.reference

    @property
    def mail_address(self) -> str:
        """Where mails about the request go; empty when nobody is written to."""
        addresses = {"requester": self.email, "speaker": self.speaker_email}
        return addresses.get(self.updates, "")
