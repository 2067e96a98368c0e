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


#: How often one is reminded of what waits: code → words. Codes are stored for ever.
DIGESTS = {
    "daily": _("Every working day"),
    "weekly": _("Once a week, on the first working day"),
    "never": _("Never"),
}


def after_act_choices():
    return list(AFTER_ACT.items())


def digest_choices():
    return list(DIGESTS.items())


class Preference(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="coorg_preference"
    )
    after_act = models.CharField(
        _("after an action"), max_length=5, choices=after_act_choices, default="stay"
    )
    digest = models.CharField(
        _("reminder of what needs you"), max_length=10, choices=digest_choices, default="daily"
    )

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        default_permissions = ()

    def __str__(self):
        return f"{self.user_id}"
