"""When people are away, and who acts for them meanwhile."""

from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.team import Membership
from coorg_forms.triage.absence import MOST, acting


class AbsenceQuerySet(models.QuerySet):
    def today(self):
        """The absences that last today."""
        day = timezone.localdate()
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def current(self):
        """Those that last or are to come."""
        return self.filter(ends_on__gte=timezone.localdate())


class Absence(models.Model):
    """From one day to another, both included. Nothing that the person looks after is rewritten."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences", verbose_name=_("person")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), help_text=_("The last day away."))
    replacement = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replacing",
        verbose_name=_("replaced by"),
        help_text=_(
            "A colleague of the same establishment, who reaches the same territories and services "
            "during the absence. Empty: the team is told."
        ),
    )
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts_on", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["ends_on", "starts_on"], name="coorg_absence_days")]
        constraints = [
            models.CheckConstraint(
                name="coorg_forms_absence_in_order",
                condition=Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self):
        return f"{self.user} {self.starts_on} – {self.ends_on}"

    def clean(self):
        """Raises:
        ValidationError: nobody replaces oneself, and two absences of a person do not overlap.
        """
        if self.replacement_id and self.replacement_id == self.user_id:
            raise ValidationError({"replacement": _("Choose a colleague.")})
        if None not in (self.user_id, self.starts_on, self.ends_on) and self._overlaps():
            raise ValidationError(_("Another absence holds some of these days."))

    def _overlaps(self) -> bool:
        others = Absence.objects.exclude(pk=self.pk).filter(user=self.user_id)
        return others.filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on).exists()


class Away:
    """Who is absent today, read once."""

    @cached_property
    def _rows(self) -> dict[int, Absence]:
        rows = Absence.objects.today().select_related("user", "replacement")
        return {row.user_id: row for row in rows}

    def of(self, user_key: int | None) -> Absence | None:
        """The absence of a person that lasts today."""
        return self._rows.get(user_key)

    def acting(self, user):
        """Who acts for ``user``: the person when present; None when nobody does."""
        replacements = {key: row.replacement_id for key, row in self._rows.items()}
        key = acting(user.pk, replacements)
        return user if key == user.pk else self._people.get(key)

    def replaced_by(self, user) -> list:
        """Those for whom ``user`` acts."""
        return [row.user for row in self._rows.values() if self.acting(row.user) == user]

    @property
    def _people(self) -> dict:
        return {row.replacement_id: row.replacement for row in self._rows.values()}


def replaced_by(user):
    """A query of the keys of those whom ``user`` replaces today, directly or through others who
    are absent too. It asks nothing by itself: it stands within another query."""
    today = Absence.objects.today().order_by()
    reached, found = today.filter(replacement=user), Q(pk__in=[])
    for _step in range(MOST):
        found |= Q(pk__in=reached.values("pk"))
        reached = today.filter(replacement__in=reached.values("user"))
    return today.filter(found).exclude(user=user).values("user")


def standing_in(users: Collection[int], establishment: int) -> set[int]:
    """Keys of those who replace one of ``users`` today in an establishment, directly or through
    others who are absent too."""
    today = Absence.objects.today().order_by().exclude(replacement=None)
    pairs = list(today.values_list("user", "replacement"))
    found, reached = set(), set(users)
    for _step in range(MOST):
        reached = {replacement for user, replacement in pairs if user in reached}
        found |= reached
    if not found:
        return found
    here = Membership.objects.current().filter(team__establishment=establishment, user__in=found)
    return set(here.values_list("user", flat=True))
