"""The days on which an establishment is closed: dated rows, because no formula knows them all."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.establishment import Establishment
from coorg_forms.triage.calendar import ClosedDays


class HolidayQuerySet(models.QuerySet):
    def closed_days(self, establishment: int) -> ClosedDays:
        """The days on which the establishment of this key is closed: one query."""
        return ClosedDays.of(
            self.filter(establishment=establishment).order_by().values_list("date", flat=True)
        )


class Holiday(models.Model):
    """A day that does not count in what is promised. A new one changes no promise made before."""

    establishment = models.ForeignKey(
        Establishment,
        models.CASCADE,
        related_name="holidays",
        db_index=False,
        verbose_name=_("establishment"),
    )
    date = models.DateField(_("date"))
    label = models.CharField(_("name"), max_length=120)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["-date", "establishment"]
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "date"],
                name="coorg_forms_holiday_once",
                violation_error_message=_("This day is on the list already."),
            )
        ]

    def __str__(self):
        return f"{self.date} {self.label}"
