"""How a person likes to work in the inbox."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: Where one goes after an action: code → words. Codes are stored for ever.
AFTER_ACT = {
    "stay": _("Stay on the request"),
    "next": _("Open the next one"),
    "list": _("Back to the list"),
}


def after_act_choices():
    return list(AFTER_ACT.items())


class Preference(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="coorg_preference"
    )
    after_act = models.CharField(
        _("after an action"), max_length=5, choices=after_act_choices, default="stay"
    )

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        default_permissions = ()

    def __str__(self):
        return f"{self.user_id}"
