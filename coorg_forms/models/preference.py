"""How a person likes to work in the inbox."""

from django.conf import settings as django_settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.conf import settings

#: Where one goes after an action: code → words. Codes are stored for ever.
AFTER_ACT = {
    "stay": _("Stay on the request"),
    "next": _("Open the next one"),
    "list": _("Back to the list"),
}

#: For how long one may undo, in seconds → words.
UNDO_SECONDS = {
    15: _("15 seconds"),
    30: _("30 seconds"),
    60: _("1 minute"),
}


#: How often one is reminded of what waits: code → words. Codes are stored for ever.
DIGESTS = {
    "daily": _("Every working day"),
    "weekly": _("Once a week, on the first working day"),
    "never": _("Never"),
}


def after_act_choices():
    return list(AFTER_ACT.items())


def undo_seconds_choices():
    return list(UNDO_SECONDS.items())


def digest_choices():
    return list(DIGESTS.items())


class PreferenceQuerySet(models.QuerySet):
    def of(self, user) -> "Preference":
        """What ``user`` prefers; the usual when they never said."""
        return self.filter(user=user).first() or Preference(user=user)


class Preference(models.Model):
    user = models.OneToOneField(
        django_settings.AUTH_USER_MODEL, models.CASCADE, related_name="coorg_preference"
    )
    after_act = models.CharField(
        _("after an action"), max_length=5, choices=after_act_choices, default="stay"
    )
    undo_seconds = models.PositiveSmallIntegerField(
        _("time to undo"), choices=undo_seconds_choices, null=True, blank=True
    )
    """Empty: as the site says."""
    split = models.BooleanField(_("read beside the list"), default=True)
    """On wide screens, a request opens beside the list."""
    digest = models.CharField(
        _("reminder of what needs you"), max_length=10, choices=digest_choices, default="daily"
    )

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        default_permissions = ()

    def __str__(self):
        return f"{self.user_id}"

    @property
    def time_to_undo(self) -> int:
        """In seconds."""
        return settings.UNDO_SECONDS if self.undo_seconds is None else self.undo_seconds
