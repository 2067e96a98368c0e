"""Put the public holidays of a year on the list of an establishment."""

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coorg_forms.models import Establishment, Holiday
from coorg_forms.operations.permission import ALLOWED, Verdict, has_capability, works_in
from coorg_forms.operations.writing import require
from coorg_forms.triage.calendar import quebec_holidays

#: Years for which holidays can be proposed, first and last.
YEARS = (2000, 2099)


def can_propose_holidays(*, user, establishment: Establishment | None = None) -> Verdict:
    """Whether ``user`` may fill the list of holidays: of ``establishment``, or of any."""
    if not has_capability(user, "add_holiday"):
        return Verdict(_("Your role does not allow this."))
    if establishment and not works_in(user, establishment.pk):
        return Verdict(_("You do not work in this establishment."))
    return ALLOWED


@transaction.atomic
def propose_holidays(*, user, establishment: Establishment, year: int) -> int:
    """Add Quebec's public holidays of ``year`` that are not on the list. Returns how many.

    Raises:
        Forbidden: not allowed.
    """
    require(can_propose_holidays(user=user, establishment=establishment))
    before = Holiday.objects.filter(establishment=establishment).count()
    Holiday.objects.bulk_create(
        [
            Holiday(establishment=establishment, date=day, label=label[:120])
            for day, label in quebec_holidays(year, year, get_language() or "fr").items()
        ],
        ignore_conflicts=True,
    )
    return Holiday.objects.filter(establishment=establishment).count() - before


def without_list(year: int, establishments) -> list[tuple[Establishment, int]]:
    """``(establishment, year)`` for each of these that has no holiday of its own in ``year``."""
    listed = Holiday.objects.filter(date__year=year).order_by().values("establishment")
    return [(one, year) for one in establishments.exclude(pk__in=listed)]
