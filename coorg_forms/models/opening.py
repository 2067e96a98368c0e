"""When a form takes requests: dates, places, and what it says once it does not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: A coming end is announced this long before.
ANNOUNCED = timedelta(days=14)


@dataclass(frozen=True)
class Opening:
    """Whether a form is open at a moment."""

    state: str
    """``open``, ``soon`` (opens later), ``ended`` (past its date) or ``full``."""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    shut_at: datetime | None = None
    """When it closed: its date, or the request that took the last place."""
    accepts_until: datetime | None = None
    """Until when those who had begun may still send."""

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    def accepts(self, begun_at: datetime | None, now: datetime) -> bool:
        """Whether a request begun at ``begun_at`` may still be sent at ``now``."""
        if self.is_open:
            return True
        began_in_time = begun_at is not None and self.shut_at and begun_at <= self.shut_at
        return bool(began_in_time and now <= self.accepts_until)

    def closes_soon(self, now: datetime) -> bool:
        """Whether the end is near enough to be announced."""
        return self.is_open and self.closes_at is not None and self.closes_at - now <= ANNOUNCED


class OpeningMixin(models.Model):
    """The dates and the places of a form. The page in the default language decides for all."""

    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    grace_hours = models.PositiveSmallIntegerField(
        _("time left to those who had begun"),
        default=24,
        help_text=_("In hours, after the form closes."),
    )
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        help_text=_("The form closes after as many requests since it opened. Empty: no limit."),
    )
    closed_message = models.TextField(
        _("once closed"),
        blank=True,
        default="",
        help_text=_("What people can do instead. The contact point is added to it."),
    )

    class Meta:
        abstract = True

    def opening(self, now: datetime | None = None) -> Opening:
        """Whether the form takes requests at ``now``, in every language alike."""
        form, now = self.in_default_language, now or timezone.now()
        if form.opens_at and now < form.opens_at:
            return Opening("soon", form.opens_at, form.closes_at)
        ended = form.closes_at if form.closes_at and now >= form.closes_at else None
        full = form.filled_at() if form.capacity else None
        shut = min((moment for moment in (ended, full) if moment), default=None)
        if shut is None:
            return Opening("open", form.opens_at, form.closes_at)
        state = "full" if shut == full else "ended"
        grace = shut + timedelta(hours=form.grace_hours)
        return Opening(state, form.opens_at, form.closes_at, shut, grace)

    def filled_at(self) -> datetime | None:
        """When the last place was taken, or None while places are left.

        Spam and duplicates take none.
        """
        from coorg_forms.models.support_request import SupportRequest

        taken = SupportRequest.objects.filter(form_key=self.form_key)
        taken = taken.exclude(outcome__in=("spam", "duplicate"))
        if self.opens_at:
            taken = taken.filter(received_at__gte=self.opens_at)
        moments = taken.order_by("received_at", "pk").values_list("received_at", flat=True)
        return moments[self.capacity - 1 : self.capacity].first()
